"""Rows as the centre sends them: applications that wait, are accepted, are enrolled; orders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from admission.application import Application, Status
from admission.order import EnrolmentOrder
from admission.people import PersonName
from tests.desk import MORNING, SCHOOL


def waitlisted(base: Application, number: int) -> Application:
    """The n-th that waits, a minute after the one before it."""
    return _like(base, f"waits-{number}", f"А-{100 + number:04}", Status.WAITLISTED, number)


def accepted(base: Application, number: int) -> Application:
    """One that the director accepted."""
    return _like(base, f"accepted-{number}", f"А-{200 + number:04}", Status.ACCEPTED, number)


def enrolled(base: Application, number: int, name: PersonName, order: str) -> Application:
    """One that an order enrolled, of a child of this name."""
    found = _like(base, f"enrolled-{number}", f"А-{300 + number:04}", Status.ENROLLED, number)
    child = replace(found.draft.child, name=name)
    return replace(found, order=order, draft=replace(found.draft, child=child))


def _like(base: Application, row: str, number: str, status: Status, minutes: int) -> Application:
    received = base.received + timedelta(minutes=minutes)
    child = replace(base.draft.child, iin=f"20091559{minutes:04}")
    draft = replace(base.draft, child=child)
    return replace(base, id=row, number=number, status=status, received=received, draft=draft)


def order_of(order: str, letter: str, children: Sequence[Application]) -> EnrolmentOrder:
    """The order that enrolled these children."""
    return EnrolmentOrder(
        id=order,
        school=SCHOOL.id,
        year=2026,
        number="1-А",
        dated=date(2026, 8, 25),
        language="kk",
        letter=letter,
        applications=tuple(one.id for one in children),
        manifest_sha256="0" * 64,
        pdf_sha256="1" * 64,
        cms_sha256="2" * 64,
        signed_by="director",
        signed_at=MORNING,
        act=f"act-{order}",
    )
