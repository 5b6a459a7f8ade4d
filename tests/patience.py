"""Waiting in window tests: what must come may take as long as a loaded machine needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

PATIENCE = 30_000  # milliseconds


class PatientQtBot(QtBot):
    """pytest-qt's robot; a wait ends as soon as what it waits for is there, so patience costs nothing."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE, **more: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **more)

    def waitSignals(self, signals: list[Any], *, timeout: int = PATIENCE, **more: Any) -> Any:
        return super().waitSignals(signals, timeout=timeout, **more)


def delete_what_was_closed() -> None:
    """Qt puts a deletion off until there is a loop of events again; a timer of the window may be sooner than that."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
