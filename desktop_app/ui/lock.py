"""The idle lock: when nobody touched the computer for a while, the office closes its face and keeps everything."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

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
    """Emits `idle` when `after` has passed without a key or the mouse; watches only between start and stop."""

    idle = Signal()

    def __init__(self, watched: QObject, after: timedelta) -> None:
        super().__init__()
        self._watched = watched
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(int(after.total_seconds() * 1000))
        self._timer.timeout.connect(self._fall_idle)

    def start(self) -> None:
        """Somebody sat down."""
        self._watched.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Nobody is there to be locked out."""
        self._watched.removeEventFilter(self)
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at everything, keep nothing."""
        if event.type() in TOUCHES:
            self._timer.start()
        return super().eventFilter(watched, event)

    def _fall_idle(self) -> None:
        self.stop()
        self.idle.emit()
