"""The papers of the classes: the list of one, the alphabet book, the table for the national database."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from admission.deadline import KAZAKHSTAN_TIME
from admission.problems import ActRefused
from admission.school_papers import PupilLine
from desktop_app.ui.file_dialogs import ask_where
from desktop_app.ui.office import Office
from desktop_app.ui.work_bar import over_window
from desktop_app.usecases.export_pupils import export_pupils
from desktop_app.usecases.issue_school_paper import issue_alphabet_book, issue_class_list
from desktop_app.usecases.watching import Watcher
from desktop_app.usecases.whole_file import whole_file


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

    def alphabet_book(self, over: QWidget) -> None:
        """Every enrolled child of the school year."""
        office = self._office

        def issue(watcher: Watcher) -> str:
            press = partial(office.press, paged=watcher.tell)
            return issue_alphabet_book(office.desk, office.officer, press)

        work = over_window(office, "paper-going", "paper-far", over, issue)
        office.do(work, self.show_paper.emit, self._refused)

    def ask_table(self, over: QWidget) -> None:
        """Where to write the table for the national database."""
        words = self._office.words
        today = self._office.desk.now().astimezone(KAZAKHSTAN_TIME).date()
        name = f"nobd-{today:%Y-%m-%d}.xlsx"
        ask_where(
            over, words("classes-nobd"), ("XLSX (*.xlsx)",), name, lambda path: self.write_table(Path(path))
        )

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

    data = export_pupils(office.desk, table)
    with whole_file(path) as part:
        part.write_bytes(data)
    return amount
