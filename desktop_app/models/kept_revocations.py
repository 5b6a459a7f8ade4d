"""Writing what the authority answered about the certificates under orders."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from desktop_app.models.instants import instant
from desktop_app.models.revocations import RevocationLine
from desktop_app.models.tables import REVOCATION


class KeptRevocations:
    """Within one transaction: the newest answer about each order."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, line: RevocationLine) -> None:
        """In place of the answer before it."""
        values = {
            "standing": line.standing,
            "reason": line.reason,
            "asked": instant(line.asked),
            "revoked": instant(line.revoked) if line.revoked else None,
            "why": line.why,
            "answer": line.answer,
            "stamp": line.stamp,
            "stamped": instant(line.stamped) if line.stamped else None,
        }
        statement = insert(REVOCATION).values(id=line.order, **values)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))
