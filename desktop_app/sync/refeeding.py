"""Feeding a restored centre: what it has lost and this desk knows, then on in its new time line (SYNC C10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from admission.exchange import RefeedRequest, SyncAnswer
from desktop_app.models import queries, refeeding
from desktop_app.sync.trouble import ServerTrouble

if TYPE_CHECKING:
    from desktop_app.sync.session import Line

ACTS_A_PAGE = 200
ROWS_A_PAGE = 500


def meet_restored(line: Line, answer: SyncAnswer) -> None:
    """Bring the centre what it lost, once; then follow it, or ServerTrouble `centre-recovering` while it gathers."""
    if queries.meta(line.replica, refeeding.REFED) != answer.epoch:
        _feed(line, answer)
        line.write(lambda writing: writing.set_meta(refeeding.REFED, answer.epoch))
        if not answer.recover:
            return  # what was brought is decided now; the next turn tells how far it is known
    if answer.recover:
        raise ServerTrouble("centre-recovering")
    line.write(lambda writing: refeeding.follow(writing, answer.epoch, answer.last_n))


def _feed(line: Line, answer: SyncAnswer) -> None:
    epoch, after = queries.meta(line.replica, "epoch"), answer.last_n
    desk = queries.meta(line.replica, "desk")
    while (kept := refeeding.kept_after(line.replica, desk, after, ACTS_A_PAGE)).acts:
        line.server.refeed(
            RefeedRequest(
                epoch=epoch,
                after=after,
                head=kept.head,
                acts=[msgspec.Raw(body) for body in kept.acts],
                receipts=kept.receipts,
            )
        )
        after += len(kept.acts)
    seq = answer.cursor
    while rows := refeeding.rows_after(line.replica, seq, ROWS_A_PAGE):
        line.server.refeed(RefeedRequest(epoch=epoch, after=after, head=kept.head, rows=rows))
        seq = rows[-1].seq
    line.server.refeed(RefeedRequest(epoch=epoch, after=after, head=kept.head, done=True))
