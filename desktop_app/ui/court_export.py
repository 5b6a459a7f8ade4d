"""“Export for a court…”: asks for a folder, writes there on the desk lane, tells how far it is and what came of it."""

from __future__ import annotations

import weakref
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from desktop_app.ui.fields import link
from desktop_app.ui.office import Office
from desktop_app.ui.work_bar import over_window

if TYPE_CHECKING:
    from desktop_app.usecases.export_court_folder import CourtFolder
    from desktop_app.usecases.watching import Watcher


def court_link(office: Office, wanted: str, number: str) -> QPushButton:
    """The button for one application or order, by its id; dead where nothing can be exported."""
    button = link(office.words("court-export"))
    button.setToolTip(office.words("court-export-tip"))
    button.setAccessibleName(f"{button.text()}: {number}")
    button.clicked.connect(lambda: ask_where(office, button, wanted))
    button.setEnabled(office.court is not None)
    return button


def ask_where(office: Office, button: QPushButton, wanted: str) -> None:
    """Ask for the folder of the stick; the new one is made inside it."""
    dialog = QFileDialog(button.window(), office.words("court-where"))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    over = weakref.ref(button.window())  # a dialog that held its own window would take it along when it goes
    dialog.fileSelected.connect(lambda folder: _export_over(office, wanted, Path(folder), over()))
    dialog.open()


def _export_over(office: Office, wanted: str, into: Path, over: QWidget | None) -> None:
    if over is not None:
        export(office, wanted, into, over)


def export(office: Office, wanted: str, into: Path, over: QWidget) -> None:
    """Write it; the result, or why there is none, becomes a notice."""
    court = office.court
    if court is not None:

        def write(watcher: Watcher) -> CourtFolder:
            return court(wanted, into, watcher=watcher)

        work = over_window(office, "court-going", "court-far", over, write)
        office.do(work, partial(_tell, office), quietly=True)


def _tell(office: Office, done: CourtFolder) -> None:
    from desktop_app.usecases.court_words import done_sentence

    office.notice.emit(done_sentence(office.words, done))
