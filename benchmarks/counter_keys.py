"""The counter: keys and model time of the reference family on the real intake page, beside a portal's own form."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from admission.children_rows import ListedChild
from benchmarks.figures import Figure, Figures

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

    from desktop_app.ui.intake_page import IntakePage
    from desktop_app.usecases.desk import Desk
    from tests.ui.reference_family import Step

PORTAL = {"portal keys": 229.0}  # a portal's form with every field typed or picked (the same family)
PORTAL_SECONDS = {"portal": 141.0}


def figures(catalogues: Path) -> Figures:
    """Keys pressed, none of them with a mouse, and seconds by the keystroke-level model."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    new = _counted(catalogues, known=False)
    known = _counted(catalogues, known=True)
    return {
        "counter_keys_new_family": Figure(new[0], "keys", 140, peers=PORTAL),
        "counter_seconds_new_family": Figure(new[1], "s", 60, peers=PORTAL_SECONDS),
        "counter_keys_listed_child": Figure(known[0], "keys", 60, peers=PORTAL),
        "counter_seconds_listed_child": Figure(known[1], "s", 60, peers=PORTAL_SECONDS),
    }


def _counted(catalogues: Path, *, known: bool) -> tuple[float, float]:
    """Keys and seconds from the empty form to the number given."""
    from desktop_app.models import queries
    from desktop_app.models.census import keep_children
    from desktop_app.models.directory_filling import fill_directory
    from desktop_app.usecases.file_application import file_application
    from tests.desk import CHILD, EXECUTOR, KEY, OTHER_CHILD, a_draft, make_desk
    from tests.models.test_directory import ROWS
    from tests.ui.reference_family import STREET, listed_child, nobody_known

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = make_desk(folder)
        fill_directory(folder, ROWS)
        if known:
            listed = ListedChild(CHILD.iin, CHILD.name, date(2020, 9, 15), "male", line=f"{STREET} 12-5")
            keep_children(folder, KEY, [listed])
            file_application(desk, EXECUTOR, a_draft(child=OTHER_CHILD, confirmed=("certificate-missing",)))
        before = len(queries.queue(desk.replica))
        counted = _played(desk, catalogues, listed_child if known else nobody_known)
        assert len(queries.queue(desk.replica)) == before + 1, "the family has its number"
        desk.replica.close()
    return counted


def _played(desk: Desk, catalogues: Path, script: Callable[[], list[Step]]) -> tuple[float, float]:
    from PySide6.QtWidgets import QApplication

    from desktop_app.ui.intake_page import IntakePage
    from desktop_app.ui.lane import Lane
    from desktop_app.ui.office import Office, Tools
    from desktop_app.ui.wording import Words
    from tests.desk import EXECUTOR
    from tests.ui.conftest import always_holds, blank_paper, no_signer

    app = QApplication.instance() or QApplication([])
    lane = Lane("desk-lane")
    office = Office(desk, lane, Words(catalogues, desk.rules), Tools(blank_paper, no_signer, always_holds))
    office.sign_in(EXECUTOR)
    page = IntakePage(office)
    page.resize(1280, 800)
    page.show()
    page.activateWindow()
    page.setFocus()
    app.processEvents()
    counted = _filed(app, page, script)
    lane.close()
    page.close()
    return counted


def _filed(app: QCoreApplication, page: IntakePage, script: Callable[[], list[Step]]) -> tuple[float, float]:
    from PySide6.QtCore import Qt

    from tests.ui.reference_family import Counter, play, pressed

    counter, filed = Counter(), list[str]()
    page.filed.connect(filed.append)
    app.installEventFilter(counter)
    play(counter, script())
    pressed(Qt.Key.Key_F9)()
    app.removeEventFilter(counter)
    while not filed:
        app.processEvents()
    return counter.pressed, counter.seconds
