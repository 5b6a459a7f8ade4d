"""One office window over a large replica, in a process of its own: `FOLDER` holds the replica and its key.

Prints JSON, milliseconds: every query of the list several times, every keystroke until its list is painted, the same
while rows of the centre are applied on another thread; and the MiB this process holds with its window.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from benchmarks.crowd import crowd, feed
from benchmarks.figures import milliseconds
from benchmarks.memory import STATUS
from desktop_app.building import desk_of, tools_of
from desktop_app.models import queries
from desktop_app.models.replica import open_replica
from desktop_app.settings import Settings
from desktop_app.sync.session import Line
from desktop_app.ui import theme
from desktop_app.ui.lane import take_short_turns
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.opening import open_office
from desktop_app.ui.table import PAGE
from desktop_app.usecases.desk import Desk

QUERIES = (
    "д", "ә", "ө", "и", "ц", "ю", "3", "дү", "ду", "цо", "им", "юж", "щщ", "04", "дүй", "дуй", "aib", "777", "501",
    "дуйсен", "Айгуль", "aigul", "suleimenov", "Ербол", "қасымов әлихан", "касы али", "е к", "мадина жок", "2009",
    "9999", "0042", "Э-0", "Э-00042", "э00042", "+7702000", "8 702 000 12 34", "200915500", "щщщ",
)  # fmt: skip
TYPED = ("дуйсенбаев", "aigul", "қасымов әлихан", "Э-00042", "0042", "+77020001234", "ермек", "щщ", "цо", "ө")
ROUNDS = 8
A_TURN = 500  # rows the centre sends at a time


def main(folder: Path) -> None:
    """Measure and print."""
    app = QApplication([])
    theme.apply(app)
    take_short_turns()
    settings = Settings(data=folder)
    replica = open_replica(settings.replica, (folder / "key.bin").read_bytes())
    desk = desk_of(settings, replica)
    with theme.undressed():
        opened = open_office(settings, desk, tools_of(settings, desk), _no_line)
    opened.window.resize(1280, 800)
    opened.window.show()
    opened.window.sign_in.signed_in.emit(queries.officers(replica)[0])
    found = {"query": [milliseconds(_query(desk, text)) for text in QUERIES for _ in range(ROUNDS)]}
    _keystrokes(opened.window)
    found["quiet"] = _keystrokes(opened.window)
    found["resident"] = [_resident()]
    with _syncing(desk):
        found["syncing"] = _keystrokes(opened.window)
    opened.window.close()
    opened.neighbourhood.close()
    replica.close()
    print(json.dumps(found), flush=True)


def _query(desk: Desk, text: str) -> Callable[[], object]:
    return lambda: queries.search(desk.replica, text, limit=PAGE)


def _keystrokes(window: MainWindow) -> list[float]:
    """From the key to the painted list, for every letter of every text."""
    line, samples = window.header.search, list[float]()
    for text in TYPED:
        line.clear()
        QCoreApplication.processEvents()
        for letter in text:
            samples.append(milliseconds(partial(_press, line, letter)))
    return samples


def _press(line: QLineEdit, letter: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(line, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
    QCoreApplication.processEvents()  # the list is laid out and painted in here


@contextmanager
def _syncing(desk: Desk) -> Iterator[None]:
    """Rows of the centre come in without a pause, as a sync applies them."""
    stop = threading.Event()
    begun = threading.Event()
    lane = threading.Thread(target=_apply, args=(desk, stop, begun))
    lane.start()
    begun.wait()
    try:
        yield
    finally:
        stop.set()
        lane.join()


def _apply(desk: Desk, stop: threading.Event, begun: threading.Event) -> None:
    lines = feed(crowd(A_TURN, "school-63", seed=2))
    heard = queries.last_heard(desk.replica)
    assert heard is not None, "the replica was filled"
    turn = 1
    while not stop.is_set():
        start = 10_000_000 + turn * A_TURN
        rows = [replace(line, seq=start + n, ver=1 + turn) for n, line in enumerate(lines)]
        with desk.write() as writing:
            writing.absorb([], rows, rows[-1].seq, heard)
        begun.set()
        turn += 1


def _resident() -> float:
    held = (line for line in STATUS.read_text().splitlines() if line.startswith("VmRSS"))
    return int(next(held).split()[1]) / 1024 if STATUS.exists() else 0.0


def _no_line() -> Line:
    raise AssertionError("nobody talks to a centre here")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
