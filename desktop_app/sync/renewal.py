"""Renewal over the line: a copied or restored computer asks to be a desk of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admission.exchange import RenewRequest
from desktop_app.models import exchange
from desktop_app.sync.keys import exchange_keys

if TYPE_CHECKING:
    from desktop_app.sync.session import Line


def renew(line: Line) -> None:
    """Become a new desk; everything that waits here is done anew under its name (SYNC C10)."""
    from desktop_app.models.renewal import become

    answer = line.server.renew(RenewRequest(acts=exchange.waiting_ids(line.replica)))
    line.write(lambda writing: become(writing, answer, line.now()))
    line.server.use_token(answer.desk.token)
    exchange_keys(line)
