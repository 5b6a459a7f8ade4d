"""The system's own dialogs for files and folders: open without waiting, gone when they are closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

KEY_FILES: Final = "PKCS#12 (*.p12 *.pfx)"
Told = Callable[[str], object]  # is told the path


def ask_folder(over: QWidget, title: str, told: Told) -> QFileDialog:
    """Which folder."""
    dialog = _dialog(over, title, told)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.open()
    return dialog


def ask_file(over: QWidget, title: str, kind: str, told: Told) -> QFileDialog:
    """Which file that is there; `kind` as `PDF (*.pdf)`."""
    dialog = _dialog(over, title, told)
    dialog.setNameFilter(kind)
    dialog.open()
    return dialog


def ask_where(over: QWidget, title: str, kinds: Sequence[str], name: str, told: Told) -> QFileDialog:
    """Where to write a file of one of these kinds; `name` is offered, and what follows its last dot is put behind."""
    dialog = _dialog(over, title, told)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(kinds)
    stem, _, suffix = name.rpartition(".")
    dialog.setDefaultSuffix(suffix)
    if stem:
        dialog.selectFile(name)
    dialog.open()
    return dialog


def _dialog(over: QWidget, title: str, told: Told) -> QFileDialog:
    dialog = QFileDialog(over, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(told)
    return dialog
