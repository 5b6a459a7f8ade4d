"""The idle lock: when nobody touched the computer for a while, the office closes its face and keeps everything."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleLock(QObject):
    """Emits `idle` when `after` has passed without a key or the mouse; watches only between start and stop.

    Keys and the mouse come to windows first, so only these are watched: of every event of every widget Python would
    be asked some hundred times a keystroke.
    """

    idle = Signal()

    def __init__(self, app: QGuiApplication, after: timedelta) -> None:
        super().__init__()
        self._app = app
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(int(after.total_seconds() * 1000))
        self._timer.timeout.connect(self._fall_idle)
        self._watching = False

    def start(self) -> None:
        """Somebody sat down."""
        self._timer.start()
        if not self._watching:
            self._watching = True
            self._app.focusWindowChanged.connect(self._watch)
            for window in self._app.topLevelWindows():
                self._watch(window)

    def stop(self) -> None:
        """Nobody is there to be locked out."""
        self._timer.stop()
        if self._watching:
            self._watching = False
            self._app.focusWindowChanged.disconnect(self._watch)
            for window in self._app.topLevelWindows():
                window.removeEventFilter(self)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """Look at everything, keep nothing."""
        if event.type() in TOUCHES:
            self._timer.start()
        return False

    def _watch(self, window: QWindow | None) -> None:
        """A dialog is a window of its own."""
        if window is not None:
            window.installEventFilter(self)

    def _fall_idle(self) -> None:
        self.stop()
        self.idle.emit()
