"""One cold start in a process of its own: the office to its queue (`office FOLDER`), or a bare window (`bare FOLDER`).

Prints the moment of the painted window; who started the process knows when it began.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from desktop_app.sync.session import Line

ROWS = 50


def bare(folder: Path) -> None:
    """A window of PySide6 with nothing in it; the same encrypted file is opened and its queue is read."""
    from PySide6.QtWidgets import QMainWindow

    from desktop_app.models.connection import connect

    db = connect(folder / "replica.db", (folder / "key.bin").read_bytes())
    assert len(db.execute("select * from application_line order by due limit ?", (ROWS,)).fetchall()) == ROWS
    db.close()
    window = QMainWindow()
    window.resize(1280, 800)
    window.show()
    window.grab()
    _told()


def office(folder: Path) -> None:
    """The office window with its queue, the sign-in skipped, as `desktop_app.building` builds it."""
    from desktop_app.building import desk_of, tools_of
    from desktop_app.models import queries
    from desktop_app.models.replica import open_replica
    from desktop_app.settings import Settings
    from desktop_app.ui import theme
    from desktop_app.ui.opening import open_office

    settings = Settings(data=folder)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app)
    replica = open_replica(settings.replica, (folder / "key.bin").read_bytes())
    desk = desk_of(settings, replica)
    with theme.undressed():
        opened = open_office(settings, desk, tools_of(settings, desk), _no_line)
    opened.window.resize(1280, 800)
    opened.window.show()
    opened.window.sign_in.signed_in.emit(queries.officers(replica)[0])
    while opened.window.queue.table.model().rowCount() < ROWS:
        app.processEvents()
    opened.window.grab()
    _told()
    opened.window.close()
    replica.close()


def _told() -> None:
    print(time.time(), flush=True)


def _no_line() -> Line:
    raise AssertionError("nobody syncs while the start is measured")


if __name__ == "__main__":
    made = QApplication([])
    {"office": office, "bare": bare}[sys.argv[1]](Path(sys.argv[2]))
