"""“Export for a court…”: asks for a folder, writes there on the desk lane, says what came of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from desktop_app.ui.fields import link
from desktop_app.ui.office import Office

if TYPE_CHECKING:
    from desktop_app.usecases.export_court_folder import CourtFolder


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
    dialog.fileSelected.connect(lambda folder: export(office, wanted, Path(folder)))
    dialog.open()


def export(office: Office, wanted: str, into: Path) -> None:
    """Write it; the result, or why there is none, becomes a notice."""
    if office.court is not None:
        office.do(partial(office.court, wanted, into), partial(_tell, office), quietly=True)


def _tell(office: Office, done: CourtFolder) -> None:
    from desktop_app.usecases.court_words import done_sentence

    office.notice.emit(done_sentence(office.words, done))
