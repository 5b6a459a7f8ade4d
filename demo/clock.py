"""The stated clock of the demonstration: starts at a morning of the campaign and runs on from there."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from admission.deadline import KAZAKHSTAN_TIME

MORNING = datetime(2026, 8, 25, 9, 0, tzinfo=KAZAKHSTAN_TIME)


@dataclass
class DemoClock:
    """`clock()` is the demonstration's time; `skip` lets hours pass at once."""

    start: datetime = MORNING
    _born: float = field(default_factory=time.monotonic)

    def __call__(self) -> datetime:
        return self.start + timedelta(seconds=time.monotonic() - self._born)

    def skip(self, **span: float) -> None:
        """Let some time pass."""
        self.start += timedelta(**span)

    def restart(self) -> None:
        """Back to the morning: what came before was only setting up."""
        self.start = MORNING
        self._born = time.monotonic()
