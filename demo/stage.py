"""The stage of the tour: real key events into the real windows, pictures of them, one line for each step."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

SCREEN = QSize(1280, 800)
PATIENCE = 30.0
NO_KEY = Qt.KeyboardModifier.NoModifier
ROUNDS = 5  # what was written last is shown in the first, laid out in those after it


class TourStopped(Exception):
    """A step did not come to what it should; the message says which."""


class Stage:
    """Where the tour is played; pictures and papers go to `folder`."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self.folder = folder
        self._clock = clock
        self._step = 0
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            if old.is_file():
                old.unlink()

    def say(self, text: str) -> None:
        """One step, on one line."""
        self._step += 1
        print(f"{self._step:2}. {self._clock():%d.%m.%Y %H:%M}  {text}", flush=True)

    def until(self, condition: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
        """Let the windows work until the condition holds; TourStopped when it never does."""
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise TourStopped(f"waited {seconds:.0f} s in vain: {what}")
            self.settle(0.02)

    def settle(self, seconds: float = 0.2) -> None:
        """Let the windows work for a moment."""
        end = time.monotonic() + seconds
        while True:
            QApplication.processEvents()
            if time.monotonic() >= end:
                return
            time.sleep(0.005)

    def front(self, window: QWidget) -> None:
        """Bring a window to the front, as a person turns to another desk."""
        window.show()
        window.resize(SCREEN)
        window.activateWindow()
        self.until(window.isActiveWindow, "the window comes to the front")

    def type(self, text: str) -> None:
        """Type into whatever has the focus, letter by letter."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                focus = QApplication.focusWidget()
                if focus is None:
                    raise TourStopped(f"nothing has the focus for typing {text!r}")
                QCoreApplication.sendEvent(focus, QKeyEvent(kind, 0, NO_KEY, letter))
        self.settle(0.02)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
        """One key of the keyboard, shortcuts included."""
        target = QApplication.focusWidget() or QApplication.activeWindow()
        if target is None:
            raise TourStopped(f"nothing has the focus for {key}")
        QTest.keyClick(target, key, modifier)
        self.settle(0.05)

    def shoot(self, window: QWidget, name: str) -> None:
        """A picture of the window, as it is when nothing is being laid out any more."""
        self.settle()
        for _ in range(ROUNDS):
            QApplication.processEvents()
        if not window.grab().save(str(self.folder / f"{name}.png")):
            raise TourStopped(f"no picture of {name}")

    def keep_folder(self, name: str, folder: Path) -> None:
        """A folder of the day, as it is."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
        shutil.copytree(folder, self.folder / name)

    def keep(self, name: str, data: bytes | None) -> None:
        """A paper of the day, as a file."""
        if not data:
            raise TourStopped(f"{name} is empty")
        (self.folder / name).write_bytes(data)
