"""One cold start in a process of its own: the office to its queue (`office FOLDER`), or a bare window (`bare FOLDER`).

Prints the moment of the painted window; who started the process knows when it began.
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from admission.roles import Officer
    from desktop_app.sync.session import Line
    from desktop_app.ui.main_window import MainWindow

ROWS = 50


def bare(folder: Path) -> None:
    """A window of PySide6 with nothing in it; the same encrypted file is opened and its queue is read."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    from desktop_app.models.connection import connect

    made = QApplication([])
    db = connect(folder / "replica.db", (folder / "key.bin").read_bytes())
    assert len(db.execute("select * from application_line order by due limit ?", (ROWS,)).fetchall()) == ROWS
    db.close()
    window = QMainWindow()
    window.resize(1280, 800)
    window.show()
    window.grab()
    _told()
    made.quit()


def office(folder: Path) -> None:
    """The office window with its queue as `python -m desktop_app` builds it; keyring and sign-in are skipped."""
    import desktop_app.__main__  # noqa: F401  what the program imports before it knows what to do
    from desktop_app.building import desk_of, is_desk, tools_of
    from desktop_app.models import queries
    from desktop_app.ui.plain_imports import import_plainly

    gc.disable()
    import_plainly()
    from desktop_app.models.replica import open_replica
    from desktop_app.settings import Settings
    from desktop_app.ui import theme
    from desktop_app.ui.opening import open_office

    settings = Settings(data=folder)
    theme.apply(theme.application())
    replica = open_replica(settings.replica, (folder / "key.bin").read_bytes())
    assert is_desk(replica)
    desk = desk_of(settings, replica)
    with theme.undressed():
        opened = open_office(settings, desk, tools_of(settings, desk), _no_line)
    _painted(opened.window, queries.officers(replica)[0])
    _told()
    gc.enable()
    opened.window.close()
    replica.close()


def _painted(window: MainWindow, officer: Officer) -> None:
    window.resize(1280, 800)
    window.show()
    window.sign_in.signed_in.emit(officer)
    assert window.queue.model.rowCount() >= ROWS
    window.grab()


def _told() -> None:
    print(time.time(), flush=True)


def _no_line() -> Line:
    raise AssertionError("nobody syncs while the start is measured")


if __name__ == "__main__":
    {"office": office, "bare": bare}[sys.argv[1]](Path(sys.argv[2]))
