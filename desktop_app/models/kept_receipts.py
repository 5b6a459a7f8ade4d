"""Writing receipts: what the centre signed for, kept as long as the acts (SYNC C5, C10)."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from admission.receipts import Answered
from desktop_app.models.tables import RECEIPT


class KeptReceipts:
    """Within one transaction: statements of the centre with its signature, and proofs where an act is asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep_receipt(self, answered: Answered, signature: str) -> None:
        """Keep what was signed; the same acts answered again replace the older receipt."""
        statement = insert(RECEIPT).values(
            desk=answered.desk,
            last_n=answered.results[-1].n,
            first_n=answered.results[0].n,
            epoch=answered.epoch,
            at=answered.at.isoformat(),
            results=msgspec.json.encode(answered.results),
            signature=signature,
        )
        new = {name: statement.excluded[name] for name in ("first_n", "epoch", "at", "results", "signature")}
        self._connection.execute(statement.on_conflict_do_update(index_elements=["desk", "last_n"], set_=new))
