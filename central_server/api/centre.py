"""What every handler needs of the centre, and who is asking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, ParamSpec, TypeVar

from litestar import Request
from litestar.concurrency import sync_to_thread
from litestar.datastructures import State

from central_server.api.packing import Packing
from central_server.api.refusals import Refusal
from central_server.api.words import Words
from central_server.intake import Door
from central_server.keys import CentreKeys
from central_server.law import Law
from central_server.models import desks
from central_server.models.desks import DeskState
from central_server.models.ledger import Ledger
from central_server.snapshots import Snapshots
from central_server.turns import Exchange

P = ParamSpec("P")
T = TypeVar("T")

Asked = Request[Any, Any, State]
BEARER = "Bearer "


@dataclass(frozen=True)
class Centre:
    """The ledger, the clock, the law, the words and a source of ids; how bodies are packed."""

    ledger: Ledger
    clock: Callable[[], datetime]
    law: Law
    words: Words
    new_id: Callable[[], str]
    packing: Packing
    keys: CentreKeys

    @cached_property
    def exchange(self) -> Exchange:
        """What a desk's turn needs of it."""
        return Exchange(self.ledger, self.law, self.keys)

    @cached_property
    def snapshots(self) -> Snapshots:
        """What desks that begin are filled from."""
        return Snapshots(self.ledger)

    @property
    def door(self) -> Door:
        """What the parents' door needs of it."""
        return Door(ledger=self.ledger, law=self.law, now=self.clock, new_id=self.new_id)


def centre_of(request: Asked) -> Centre:
    """The centre this request came to."""
    centre = request.app.state["centre"]
    assert isinstance(centre, Centre), "the application is built by central_server.api.app"
    return centre


def desk_of(request: Asked) -> DeskState:
    """The desk that asks; 401 for a token nobody has, 410 for a revoked one."""
    desk = any_desk_of(request)
    if desk.revoked_at is not None:
        raise Refusal(410, "desk-revoked")
    return desk


def any_desk_of(request: Asked) -> DeskState:
    """The same, for the one door that still hears what a revoked desk has done."""
    with centre_of(request).ledger.read() as tx:
        desk = desks.desk_of_token(tx, _token(request))
    if desk is None:
        raise Refusal(401, "token-unknown")
    return desk


def school_of(request: Asked) -> str:
    """The school the asking portal's token is bound to; 401 for a token nobody has."""
    with centre_of(request).ledger.read() as tx:
        school = desks.school_of_portal(tx, _token(request))
    if school is None:
        raise Refusal(401, "token-unknown")
    return school


async def in_thread(work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """Run what waits for the database on a worker thread, so that no desk waits for another."""
    return await sync_to_thread(work, *arguments, **named)


def _token(request: Asked) -> str:
    header = request.headers.get("Authorization", "")
    if not header.startswith(BEARER):
        raise Refusal(401, "token-missing")
    return header.removeprefix(BEARER).strip()
