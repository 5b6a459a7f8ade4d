"""Ask the authority whether the certificates under signed orders were revoked, and keep its very answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice

import msgspec

from admission.order import EnrolmentOrder
from desktop_app.models import files, queries
from desktop_app.models.revocations import NOT_ASKED, RevocationLine, revocations
from desktop_app.usecases.desk import Desk
from verification.certificates import Broken, Certificate
from verification.revocation import standing
from verification.revocation_answer import by_ocsp, ocsp_address, ocsp_question, signer_and_issuer
from verification.timestamp import TimeStamp, time_stamp
from verification.trust import Trust

AGAIN = timedelta(hours=1)  # an authority that told nothing is asked again
REST = timedelta(minutes=10)  # after nobody answered at all
SILENT = "revocation-no-answer"
AT_ONCE = 5  # orders; the line is the centre's too

# address, question -> the answer's bytes; OSError where nobody answers
Ask = Callable[[str, bytes], bytes]


class _Question(msgspec.Struct, frozen=True):
    order: EnrolmentOrder
    signer: Certificate
    issuer: Certificate
    address: str
    stamp: TimeStamp


def ask_revocation(desk: Desk, trust: Trust, ask: Ask) -> int:
    """How many orders are known of more than before. Each answer is one transaction; silence ends the round.

    Only the authority's own answer is believed; a certificate no pinned root vouches for is asked of nobody.
    """
    kept = revocations(desk.replica)
    if _rests(kept, desk.now()):
        return 0
    heard = 0
    for question in islice(_questions(desk, trust, kept), AT_ONCE):
        line, answer = _answered(desk, question, ask)
        line = msgspec.structs.replace(line, stamp=question.stamp.state, stamped=question.stamp.at)
        _keep(desk, line, answer, kept.get(line.order))
        heard += 1
        if line.reason == SILENT:
            break
    return heard


def _rests(kept: Mapping[str, RevocationLine], now: datetime) -> bool:
    silent = (one for one in kept.values() if one.reason == SILENT)
    return any(now - one.asked < REST for one in silent)


def _questions(desk: Desk, trust: Trust, kept: Mapping[str, RevocationLine]) -> Iterator[_Question]:
    orders = (one for one in queries.orders(desk.replica) if _is_due(kept.get(one.id), desk.now()))
    return (found for one in orders if (found := _question(desk, trust, one)) is not None)


def _is_due(line: RevocationLine | None, now: datetime) -> bool:
    if line is None or line.reason == SILENT:
        return True
    return not line.is_settled and now - line.asked >= AGAIN


def _question(desk: Desk, trust: Trust, order: EnrolmentOrder) -> _Question | None:
    """None while the signature is on its way, or where nothing vouches for it."""
    signature = files.file_bytes(desk.replica, order.cms_sha256)
    try:
        found = signer_and_issuer(signature, trust) if signature else None
    except Broken:
        return None
    if not signature or not found:
        return None
    return _Question(order, *found, ocsp_address(found[0]), time_stamp(signature, trust))


def _keep(desk: Desk, line: RevocationLine, answer: bytes, before: RevocationLine | None) -> None:
    """A silence never takes the place of an answer; it is asked again all the same."""
    with desk.write() as writing:
        if answer:
            line = msgspec.structs.replace(line, answer=writing.files.keep_file(answer))
        elif before is not None and before.answer:
            line = msgspec.structs.replace(before, asked=line.asked)
        writing.revocations.keep(line)


def _answered(desk: Desk, question: _Question, ask: Ask) -> tuple[RevocationLine, bytes]:
    order, at = question.order, desk.now()
    if not question.address:
        return _silence(order, at, "revocation-no-address"), b""
    try:
        answer = ask(question.address, ocsp_question(question.signer, question.issuer))
    except OSError:
        return _silence(order, at, SILENT), b""
    found = by_ocsp(answer, question.signer, question.issuer, desk.now())
    return RevocationLine(
        order=order.id,
        standing=standing(found, order.signed_at),
        asked=at,
        reason=found.reason,
        revoked=found.revoked_at,
        why=found.why,
    ), answer


def _silence(order: EnrolmentOrder, at: datetime, reason: str) -> RevocationLine:
    return RevocationLine(order=order.id, standing=NOT_ASKED, asked=at, reason=reason)
