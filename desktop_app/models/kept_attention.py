"""Writing what asks for a person's attention: once for each act and kind of news."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection
from sqlalchemy import Row as SqlRow
from sqlalchemy.dialects.sqlite import insert

from admission.acts import Act, kind_of
from admission.exchange import ActResult
from admission.problems import Problem
from desktop_app.models.instants import instant
from desktop_app.models.tables import ATTENTION


class KeptAttention:
    """Within one transaction: the items of "Needs attention"."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask_about(self, act: SqlRow[*tuple[Any, ...]], result: ActResult, at: datetime) -> None:
        """The centre did not simply apply the act in this line of the journal."""
        reason = result.reason or Problem(result.outcome.value.replace("_", "-"))
        self._add(
            reason,
            id=act.id,
            act=act.id,
            kind=act.kind,
            application=act.application,
            person=act.person,
            outcome=result.outcome.value,
            at=instant(at),
        )

    def tell(self, act: Act, what: str, reason: Problem, at: datetime) -> None:
        """Something else about an act that its person must know."""
        self._add(
            reason,
            id=f"{act.id}/{what}",
            act=act.id,
            kind=kind_of(act.body),
            application=getattr(act.body, "application", ""),
            person=act.person,
            outcome=what,
            at=instant(at),
        )

    def _add(self, reason: Problem, **columns: str) -> None:
        statement = insert(ATTENTION).values(reason=msgspec.json.encode(reason), **columns)
        self._connection.execute(statement.on_conflict_do_nothing())
