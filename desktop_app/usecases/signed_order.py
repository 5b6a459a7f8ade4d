"""What all signed orders have in common: one series of numbers, a signature that is checked before anything is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from admission.acts import Body
from admission.canonical import JsonValue, canonical
from admission.printouts import OrderPaper
from admission.problems import ActRefused, Problem
from admission.roles import Officer, Role
from admission.school_papers import AmendingOrder
from desktop_app.models import queries
from desktop_app.signing.signer import Signer
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.issue_paper import Press

if TYPE_CHECKING:
    from desktop_app.models.writing import Writing

# signature, signed bytes, IIN of the expected signer, when it was signed -> reason code, None when it holds
Check = Callable[[bytes, bytes, str, datetime], str | None]


class Hand(NamedTuple):
    """What a director signs with: the press for the paper, the key, the eye that checks the signature."""

    press: Press
    signer: Signer
    check: Check


class KeptFiles(NamedTuple):
    """SHA-256s of the three files of a signed order."""

    manifest: str
    pdf: str
    cms: str


def sign_and_keep(
    desk: Desk,
    officer: Officer,
    paper: OrderPaper | AmendingOrder,
    core: Mapping[str, JsonValue],
    hand: Hand,
    act_of: Callable[[KeptFiles], Body],
) -> str:
    """Sign the `core` of an order with the SHA-256 of its PDF, check it, keep files, act and paper; the order's id.

    ActRefused by the rules or a signature that does not hold; SigningTrouble by the key: then nothing was kept.
    """
    pdf = hand.press(paper)
    manifest = canonical({**core, "pdf_sha256": hashlib.sha256(pdf).hexdigest()})
    (signature,) = hand.signer.sign([manifest])
    wrong = hand.check(signature, manifest, officer.iin, desk.now())
    if wrong is not None:
        raise ActRefused((Problem("signature-does-not-hold", params={"reason": wrong}),))
    with desk.write() as writing:
        _take_number(writing, paper.number)
        kept = KeptFiles(*(writing.files.keep_file(data) for data in (manifest, pdf, signature)))
        writing.record(act_of(kept), person=officer.id, at=desk.now(), rules=desk.rules.id)
        writing.papers.keep_paper(paper, pdf, application=paper.id, person=officer.id, at=desk.now())
    return paper.id


def next_number(desk: Desk) -> str:
    """The number the next order of this desk will bear: a gapless series of its own."""
    last = int(queries.meta(desk.replica, "counter:order") or "0")
    return f"{last + 1}-{queries.meta(desk.replica, 'series')}"


def responsible(desk: Desk, director: Officer) -> Officer:
    """Who draws up the personal files: the first executor who is not the director, where there is one."""
    others = [one for one in queries.officers(desk.replica) if one.id != director.id]
    return next((one for one in others if one.may(Role.EXECUTOR)), director)


def _take_number(writing: Writing, number: str) -> None:
    taken = writing.next_number("order")
    if number != f"{taken}-{writing.meta('series')}":
        raise ActRefused((Problem("order-number-taken", params={"number": number}),))
