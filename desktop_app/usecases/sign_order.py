"""Sign an order: the paper, its manifest and the signature are made, checked, then kept in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from admission.acts import Ordered
from admission.application import Application
from admission.canonical import JsonValue
from admission.order import EnrolmentOrder, check_order
from admission.printouts import OrderPaper
from admission.problems import refuse_if
from admission.roles import Officer
from desktop_app.models import files, queries
from desktop_app.signing.signer import Signer
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.freeze import order_paper_of
from desktop_app.usecases.issue_paper import Press
from desktop_app.usecases.plan_order import OrderPlan
from desktop_app.usecases.signed_order import Check, Hand, KeptFiles, next_number, responsible, sign_and_keep


def sign_order(
    desk: Desk, officer: Officer, plan: OrderPlan, press: Press, signer: Signer, check: Check
) -> str:
    """The order's id. ActRefused by the rules or a signature that does not hold; SigningTrouble by the key."""
    paper = _paper(desk, officer, plan)
    hand = Hand(press, signer, check)
    return sign_and_keep(
        desk, officer, paper, _core(paper, plan), hand, lambda kept: _ordered(paper, plan, kept)
    )


def verify_order(desk: Desk, order: str, check: Check) -> str | None:
    """Why the kept files of a signed order, amending ones too, do not hold, or None when they do."""
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


def _core(paper: OrderPaper, plan: OrderPlan) -> dict[str, JsonValue]:
    """What is signed, but for the SHA-256 of the PDF (SIGNING part 4)."""
    applications: list[JsonValue] = list(plan.applications)
    return {
        "schema": "qabyldau/order/1",
        "order": paper.id,
        "number": paper.number,
        "dated": paper.dated.isoformat(),
        "school_bin": paper.letterhead.bin,
        "language": plan.language,
        "letter": plan.letter,
        "applications": applications,
    }


def _paper(desk: Desk, officer: Officer, plan: OrderPlan) -> OrderPaper:
    return order_paper_of(
        desk.new_id(),
        queries.school(desk.replica),
        officer,
        _confirmed(desk, plan),
        number=next_number(desk),
        dated=plan.dated,
        letter=plan.letter,
        responsible=responsible(desk, officer),
    )


def _confirmed(desk: Desk, plan: OrderPlan) -> Sequence[Application]:
    found = [queries.confirmed_application(desk.replica, one) for one in plan.applications]
    refuse_if(check_order(plan.dated, plan.language, found, desk.rules))
    return [one for one in found if one is not None]


def _ordered(paper: OrderPaper, plan: OrderPlan, kept: KeptFiles) -> Ordered:
    return Ordered(
        order=paper.id,
        number=paper.number,
        dated=plan.dated,
        language=plan.language,
        letter=plan.letter,
        applications=plan.applications,
        manifest_sha256=kept.manifest,
        pdf_sha256=kept.pdf,
        cms_sha256=kept.cms,
    )


def _same_bytes(order: EnrolmentOrder, manifest: bytes, pdf: bytes) -> bool:
    return (
        hashlib.sha256(manifest).hexdigest() == order.manifest_sha256
        and hashlib.sha256(pdf).hexdigest() == order.pdf_sha256
    )
