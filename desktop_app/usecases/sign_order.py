"""Sign an order: the paper, its manifest and the signature are made, checked, then kept in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from admission.acts import Ordered
from admission.application import Application
from admission.canonical import JsonValue, canonical
from admission.order import EnrolmentOrder, check_order
from admission.printouts import OrderPaper
from admission.problems import ActRefused, Problem, refuse_if
from admission.roles import Officer, Role
from desktop_app.models import files, queries
from desktop_app.signing.signer import Signer
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.freeze import order_paper_of
from desktop_app.usecases.issue_paper import Press
from desktop_app.usecases.plan_order import OrderPlan

if TYPE_CHECKING:
    from desktop_app.models.writing import Writing

# signature, signed bytes, IIN of the expected signer, when it was signed -> reason code, None when it holds
Check = Callable[[bytes, bytes, str, datetime], str | None]


def sign_order(
    desk: Desk, officer: Officer, plan: OrderPlan, press: Press, signer: Signer, check: Check
) -> str:
    """The order's id. ActRefused by the rules or a signature that does not hold; SigningTrouble by the key."""
    paper = _paper(desk, officer, plan)
    pdf = press(paper)
    manifest = manifest_of(paper, plan, pdf)
    (signature,) = signer.sign([manifest])
    wrong = check(signature, manifest, officer.iin, desk.now())
    if wrong is not None:
        raise ActRefused((Problem("signature-does-not-hold", params={"reason": wrong}),))
    with desk.write() as writing:
        _take_number(writing, paper.number)
        kept = [writing.files.keep_file(data) for data in (manifest, pdf, signature)]
        act = _ordered(paper, plan, kept)
        writing.record(act, person=officer.id, at=desk.now(), rules=desk.rules.id)
        writing.papers.keep_paper(paper, pdf, application=paper.id, person=officer.id, at=desk.now())
    return paper.id


def verify_order(desk: Desk, order: str, check: Check) -> str | None:
    """Why the kept files of a signed order do not hold, or None when they do."""
    found = queries.order(desk.replica, order)
    if found is None:
        return "order-unknown"
    names = (found.manifest_sha256, found.pdf_sha256, found.cms_sha256)
    manifest, pdf, signature = (files.file_bytes(desk.replica, name) for name in names)
    if manifest is None or pdf is None or signature is None:
        return "files-on-their-way"
    if hashlib.sha256(pdf).hexdigest().encode() not in manifest or not _same_bytes(found, manifest, pdf):
        return "paper-changed"
    director = queries.officer(desk.replica, found.signed_by)
    return check(signature, manifest, director.iin if director else "", found.signed_at)


def manifest_of(paper: OrderPaper, plan: OrderPlan, pdf: bytes) -> bytes:
    """The canonical bytes that are signed: the order's core and the SHA-256 of its PDF (SIGNING part 4)."""
    applications: list[JsonValue] = list(plan.applications)
    return canonical(
        {
            "schema": "qabyldau/order/1",
            "order": paper.id,
            "number": paper.number,
            "dated": paper.dated.isoformat(),
            "school_bin": paper.letterhead.bin,
            "language": plan.language,
            "letter": plan.letter,
            "applications": applications,
            "pdf_sha256": hashlib.sha256(pdf).hexdigest(),
        }
    )


def _paper(desk: Desk, officer: Officer, plan: OrderPlan) -> OrderPaper:
    return order_paper_of(
        desk.new_id(),
        queries.school(desk.replica),
        officer,
        _confirmed(desk, plan),
        number=_next_number(desk),
        dated=plan.dated,
        letter=plan.letter,
        responsible=_responsible(desk, officer),
    )


def _responsible(desk: Desk, director: Officer) -> Officer:
    """Who draws up the personal files: the first executor who is not the director, where there is one."""
    others = [one for one in queries.officers(desk.replica) if one.id != director.id]
    return next((one for one in others if one.may(Role.EXECUTOR)), director)


def _confirmed(desk: Desk, plan: OrderPlan) -> Sequence[Application]:
    found = [queries.confirmed_application(desk.replica, one) for one in plan.applications]
    refuse_if(check_order(plan.dated, plan.language, found, desk.rules))
    return [one for one in found if one is not None]


def _next_number(desk: Desk) -> str:
    """The number the next order of this desk will bear: a gapless series of its own."""
    last = int(queries.meta(desk.replica, "counter:order") or "0")
    return f"{last + 1}-{queries.meta(desk.replica, 'series')}"


def _take_number(writing: Writing, number: str) -> None:
    taken = writing.next_number("order")
    if number != f"{taken}-{writing.meta('series')}":
        raise ActRefused((Problem("order-number-taken", params={"number": number}),))


def _ordered(paper: OrderPaper, plan: OrderPlan, kept: Sequence[str]) -> Ordered:
    manifest, pdf, signature = kept
    return Ordered(
        order=paper.id,
        number=paper.number,
        dated=plan.dated,
        language=plan.language,
        letter=plan.letter,
        applications=plan.applications,
        manifest_sha256=manifest,
        pdf_sha256=pdf,
        cms_sha256=signature,
    )


def _same_bytes(order: EnrolmentOrder, manifest: bytes, pdf: bytes) -> bool:
    return (
        hashlib.sha256(manifest).hexdigest() == order.manifest_sha256
        and hashlib.sha256(pdf).hexdigest() == order.pdf_sha256
    )
