"""The lane: one background thread for work, answers on the GUI thread; the only threading code of the desk."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from admission.readiness import be_ready_to_read

T = TypeVar("T")
TURN_SECONDS = 0.001


def take_short_turns() -> None:
    """From now on a thread that waits for the interpreter gets it within a millisecond: keys are not kept waiting."""
    sys.setswitchinterval(TURN_SECONDS)


class Lane(QObject):
    """`work` runs on one background thread, in the order asked; answers come on the GUI thread."""

    _finished = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._open = True
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self, work: Callable[[], T], done: Callable[[T], object], failed: Callable[[BaseException], object]
    ) -> None:
        """Queue `work`; later exactly one of `done` and `failed` is called, unless the lane was closed before."""

        def answer(future: Future[T]) -> None:
            error = future.exception()
            self._finished.emit(partial(failed, error) if error else partial(done, future.result()))

        if threading.active_count() == 1:
            be_ready_to_read()
        self._pool.submit(work).add_done_callback(answer)

    def say(self, news: Callable[[], object]) -> None:
        """From work on this lane: `news` is called on the GUI thread, in the order said, before the work's answer."""
        self._finished.emit(news)

    def close(self) -> None:
        """Wait until everything queued is done; its answers are dropped, for their windows are going."""
        self._pool.shutdown(wait=True)
        self._open = False

    @Slot(object)
    def _deliver(self, answer: Callable[[], object]) -> None:
        if self._open:
            answer()
