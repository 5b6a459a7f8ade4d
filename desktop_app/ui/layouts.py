"""Layouts that are written anew again and again: emptied without leaving ghosts on the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLayout


def empty(layout: QLayout) -> None:
    """Take everything out, widgets of inner layouts too."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)


def wrapped(label: QLabel) -> QLabel:
    """The label, its words wrapping."""
    label.setWordWrap(True)
    return label
