"""A class with a signed order: some enrolled, some accepted beside them, all confirmed by a centre of paper."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from msgspec.structs import replace

from admission.application import Application, Status
from admission.context import Outcome
from admission.exchange import ActResult
from admission.order import EnrolmentOrder
from admission.wire import FeedRow
from desktop_app.models import queries
from desktop_app.usecases.decide_application import decide_application
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.plan_order import OrderPlan
from desktop_app.usecases.propose import propose
from desktop_app.usecases.sign_order import sign_order
from tests.desk import DIRECTOR, EXECUTOR, SCHOOL, feed
from tests.ui import sample
from tests.ui.class_sample import child

PLACES = (0, 1, 4, 5, 7)
ENROLLED = 3
_seq = count(5000, 100)


class Key:
    """A key device of paper."""

    def sign(self, documents: Sequence[bytes]) -> list[bytes]:
        return [b"signed " + document for document in documents]


def a_class(desk: Desk) -> list[str]:
    """Five accepted children taught in Kazakh; the first three stand in signed order 1-А."""
    filed = []
    for place in PLACES:
        wish = replace(sample.draft(place), by_territory=True, language="kk")
        filed.append(file_application(desk, EXECUTOR, wish))
        propose(desk, EXECUTOR, filed[-1], True)
        decide_application(desk, DIRECTOR, filed[-1], True, transport=False)
    confirm(desk, filed)
    today = desk.now().date()
    plan = OrderPlan(language="kk", letter="А", dated=today, applications=tuple(filed[:ENROLLED]))
    sign_order(desk, DIRECTOR, plan, lambda paper: f"%PDF {paper.id}".encode(), Key(), lambda *_: None)
    confirm(desk, filed)
    return filed


def an_order(desk: Desk) -> None:
    """An order of the centre over two children of its own, on a desk that has other work."""
    rows = [_enrolled(place) for place in (8, 9)]
    order = EnrolmentOrder(
        id="order-1", school=SCHOOL.id, year=2026, number="1-А", dated=desk.now().date(), language="kk", letter="А",
        applications=tuple(one.id for one in rows), manifest_sha256="", pdf_sha256="", cms_sha256="",
        signed_by=DIRECTOR.id, signed_at=desk.now(), act="x",
    )  # fmt: skip
    start = next(_seq)
    with desk.write() as writing:
        writing.absorb([], feed(order, *rows, start=start), start + 10, desk.now())


def _enrolled(place: int) -> Application:
    return replace(child(place), status=Status.ENROLLED, order="order-1")


def confirm(desk: Desk, filed: Sequence[str]) -> None:
    """The centre has taken everything, and says so with every row."""
    applications = [one for one in (queries.application(desk.replica, each) for each in filed) if one]
    rows: list[FeedRow] = [*applications, *queries.orders(desk.replica), *queries.streams(desk.replica)]
    start = next(_seq)
    results = [
        ActResult(n=one.n, outcome=Outcome.APPLIED, seq=start + 50 + one.n) for one in sample.waiting(desk)
    ]
    with desk.write() as writing:
        writing.absorb(results, feed(*rows, start=start), start + len(rows), desk.now())


def first_order(desk: Desk) -> EnrolmentOrder:
    """The order by which the children came."""
    return next(one for one in queries.orders(desk.replica) if not one.amends)
