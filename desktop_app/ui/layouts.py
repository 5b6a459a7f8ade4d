"""Layouts that are written anew again and again, emptied without leaving ghosts on the screen; what scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QScrollArea, QWidget


def empty(layout: QLayout) -> None:
    """Take everything out, widgets of inner layouts too."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)


def scrolled(inside: QWidget, focus: Qt.FocusPolicy = Qt.FocusPolicy.NoFocus) -> QScrollArea:
    """It scrolls up and down where it is too long; the cursor stops on the area itself only where `focus` says so."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(focus)
    area.setWidget(inside)
    return area


def wrapped(label: QLabel) -> QLabel:
    """The label, its words wrapping."""
    label.setWordWrap(True)
    return label
