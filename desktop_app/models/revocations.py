"""Questions about what the authority answered: was the certificate under an order revoked?"""

from __future__ import annotations

from datetime import datetime

import msgspec

from desktop_app.models.replica import Replica

LINES = "select id, standing, reason, asked, revoked, why, answer, stamp, stamped from revocation"
NOT_ASKED = "not-asked"
FOR_EVER = frozenset({"valid", "revoked-before", "revoked-after"})
HELD = "certificate-hold"  # a revocation that may be taken back


class RevocationLine(msgspec.Struct, frozen=True, kw_only=True):
    """How the certificate under an order stands: `asked` when we asked last, `revoked` since when it is void, `why`.

    `standing` is a code of verification.revocation, or NOT_ASKED where nobody answered; `reason` says why it is not
    known; `answer` is the SHA-256 of the very bytes that came, empty where none did. `stamp` is the state of the time
    stamp on the signature (verification.timestamp), `stamped` its moment.
    """

    order: str
    standing: str
    asked: datetime
    reason: str = ""
    revoked: datetime | None = None
    why: str = ""
    answer: str = ""
    stamp: str = "none"
    stamped: datetime | None = None

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing left to ask."""
        return self.standing in FOR_EVER and self.why != HELD


def revocations(replica: Replica) -> dict[str, RevocationLine]:
    """The newest answer by the order's id; orders nobody was asked about are missing."""
    with replica.read() as db:
        return {row[0]: _line(*row) for row in db.execute(LINES)}


def revocation(replica: Replica, order: str) -> RevocationLine | None:
    """The newest answer about one order."""
    with replica.read() as db:
        found = db.execute(f"{LINES} where id = ?", (order,)).fetchone()
    return _line(*found) if found else None


def _line(
    order: str,
    standing: str,
    reason: str,
    asked: str,
    revoked: str | None,
    why: str,
    answer: str,
    stamp: str,
    stamped: str | None,
) -> RevocationLine:
    return RevocationLine(
        order=order,
        standing=standing,
        reason=reason,
        asked=datetime.fromisoformat(asked),
        revoked=datetime.fromisoformat(revoked) if revoked else None,
        why=why,
        answer=answer,
        stamp=stamp,
        stamped=datetime.fromisoformat(stamped) if stamped else None,
    )
