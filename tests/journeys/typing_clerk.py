"""A clerk who types a family as people type, without a pause, until somebody kills her: `… typing_clerk FOLDER`.

Says `fifth field` when half of it is typed, and goes on typing the same letters.
"""

from __future__ import annotations

import sys
from itertools import chain, cycle
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop_app.building import tools_of
from desktop_app.settings import Settings
from desktop_app.ui.intake_page import IntakePage
from desktop_app.ui.lane import Lane
from desktop_app.ui.office import Office
from desktop_app.ui.wording import Words
from tests.desk import EXECUTOR
from tests.journeys.typed import press, type_here
from tests.journeys.waking import awake

BETWEEN_KEYS_MS = 150  # eighty words a minute
ENTER = "\r"
FOUR_FIELDS = ("200915590004", "Дүйсенбаев", "Әлихан", "Ерболұлы")
FIFTH_FIELD = "15.09"
HESITATION = ("2", "\b")  # a digit, and taken back


def main(folder: Path) -> int:
    """Open the page and begin to type; ends by being killed."""
    app = QApplication([])
    desk = awake(folder)
    settings = Settings(data=folder)
    office = Office(desk, Lane("desk-lane"), Words(settings.catalogues, desk.rules), tools_of(settings, desk))
    office.sign_in(EXECUTOR)
    page = IntakePage(office)
    page.setMinimumSize(400, 300)
    page.resize(1280, 800)
    page.show()
    page.activateWindow()
    page.setFocus()
    keys = chain(ENTER.join((*FOUR_FIELDS, FIFTH_FIELD)), ("said",), cycle(HESITATION))
    timer = QTimer()
    timer.timeout.connect(lambda: _strike(next(keys)))
    timer.start(BETWEEN_KEYS_MS)
    return app.exec()


def _strike(key: str) -> None:
    if key == "said":
        print("fifth field", flush=True)
    elif key == ENTER:
        press(Qt.Key.Key_Return)
    elif key == "\b":
        press(Qt.Key.Key_Backspace)
    else:
        type_here(key)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
