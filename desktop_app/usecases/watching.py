"""Watching: a long work tells how far it is, and ends where a person wants it no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from admission.problems import ActRefused, Problem


class Cancelled(ActRefused):
    """A person wanted it no more; what was begun is taken away."""

    def __init__(self) -> None:
        super().__init__((Problem("work-cancelled"),))


@dataclass(frozen=True)
class Watcher:
    """`told(done, total, **more)` hears how far it is, of how much where only the work knows, and what else is counted;
    where `cancelled` says so, nothing is left behind."""

    told: Callable[..., object]
    cancelled: Callable[[], bool]

    def tell(self, done: int, total: int = 0, **more: int) -> None:
        """So far it is. Raises Cancelled where it shall end here."""
        self.told(done, total, **more)
        if self.cancelled():
            raise Cancelled


def unwatched() -> Watcher:
    """Nobody looks on, nobody ends it."""
    return Watcher(lambda *_, **__: None, lambda: False)
