"""Receipts: the words the centre signs when it tells a desk what became of its acts (SYNC C5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec

from admission.exchange import ActResult

TITLE = "qabyldau receipt 1"


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """What a receipt is about: outcomes in the order of `n`, told to a desk at a moment of the centre's clock.

    `head` is the chain hash of the last act among them, so one receipt stands for every act before it too.
    """

    epoch: str
    desk: str
    at: datetime
    head: str
    results: Sequence[ActResult]


def receipt_statement(answered: Answered) -> bytes:
    """What is signed: lines of title, epoch, desk, moment (UTC, microseconds) and head, then one line an outcome.

    An outcome's line is `n outcome seq reason`, the reason its code or `-`.
    """
    at = answered.at.astimezone(UTC).isoformat(timespec="microseconds")
    lines = [TITLE, answered.epoch, answered.desk, at, answered.head]
    lines += [_line(result) for result in answered.results]
    return "\n".join(lines).encode()


def _line(result: ActResult) -> str:
    reason = result.reason.code if result.reason else "-"
    return f"{result.n} {result.outcome.value} {result.seq} {reason}"


def wipe_statement(desk: str, last_n: int) -> bytes:
    """The bytes the centre signs to have a revoked desk emptied: it has every act up to `last_n` (SYNC C9)."""
    return f"qabyldau wipe 1\n{desk}\n{last_n}".encode()
