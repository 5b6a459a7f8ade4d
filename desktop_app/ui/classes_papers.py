"""The papers of the classes: the list of one, the alphabet book, the table for the national database."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from admission.deadline import KAZAKHSTAN_TIME
from admission.problems import ActRefused, Problem
from admission.school_papers import PupilLine
from desktop_app.ui.office import Office
from desktop_app.usecases.export_pupils import export_pupils
from desktop_app.usecases.issue_school_paper import issue_alphabet_book, issue_class_list

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class ClassPapers(QObject):
    """`show_paper`: the id of a paper that was issued; `told`: what became of the table, and its tone."""

    show_paper = Signal(str)
    told = Signal(str, str)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office

    def class_list(self, language: str, letter: str) -> None:
        """The list of this class."""
        office = self._office
        work = partial(issue_class_list, office.desk, office.officer, language, letter, office.press)
        office.do(work, self.show_paper.emit, self._refused)

    def alphabet_book(self) -> None:
        """Every enrolled child of the school year."""
        office = self._office
        work = partial(issue_alphabet_book, office.desk, office.officer, office.press)
        office.do(work, self.show_paper.emit, self._refused)

    def ask_table(self, over: QWidget) -> None:
        """Where to write the table for the national database."""
        words = self._office.words
        today = self._office.desk.now().astimezone(KAZAKHSTAN_TIME).date()
        dialog = QFileDialog(over, words("classes-nobd"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("XLSX (*.xlsx)")
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(f"nobd-{today:%Y-%m-%d}.xlsx")
        dialog.fileSelected.connect(lambda path: self.write_table(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_table(self, path: Path) -> None:
        """Write it there on the desk lane."""
        done = partial(self._written, path)
        self._office.do(partial(_write, self._office, path), done, self._refused, quietly=True)

    def _written(self, path: Path, amount: int) -> None:
        self.told.emit(self._office.words("classes-nobd-done", n=amount, name=path.name), "good")

    def _refused(self, refused: ActRefused) -> None:
        self.told.emit(self._office.trouble(refused), "warn")


def _write(office: Office, path: Path) -> int:
    """How many children. The file is there whole or not at all."""
    from desktop_app.printing.nobd import nobd_table

    texts = {language: office.words.texts(language) for language in ("kk", "ru")}
    amount = 0

    def table(pupils: Sequence[PupilLine]) -> bytes:
        nonlocal amount
        amount = len(pupils)
        return nobd_table(pupils, texts)

    data, part = export_pupils(office.desk, table), path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        os.replace(part, path)
    except OSError as error:
        code = "export-disk-full" if error.errno in FULL else "export-closed"
        raise ActRefused([Problem(code, "file", {"name": path.name})]) from error
    finally:
        part.unlink(missing_ok=True)
    return amount
