"""Real messages to be spoilt: a desk's turn with an act of every kind, and what the other doors take."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec

from admission.acts import (
    Amended,
    Annulled,
    Asked,
    Assigned,
    Attached,
    Body,
    Change,
    Classed,
    Decided,
    DocumentChecked,
    Lent,
    Noted,
    OrderAmended,
    Ordered,
    Proposed,
    Registered,
    Resumed,
    Returned,
    Reversed,
    TakenUp,
    Withdrawn,
)
from admission.application import Attachment
from admission.order import OrderChange
from admission.wire import VERSION
from tests.central_server.actors import DIRECTOR, EXECUTOR, Desk, a_child_draft, filed
from tests.desk import MORNING

SHA = "a" * 64


def bodies(name: str, child: int, desk: Desk) -> list[tuple[str, Body]]:
    """An act of every kind about one application, with the person who may do it, in an order that goes well."""
    scan = Attachment(sha256=SHA, size=9, mime="application/pdf", document="photo", name="scan.pdf")
    change = Change("child.name.given", "Әлихан", "Алихан")
    return [
        (EXECUTOR, filed(name, a_child_draft(child))),
        (EXECUTOR, Attached(application=name, attachment=scan)),
        (EXECUTOR, DocumentChecked(application=name, document="photo", good=True, note="анық")),
        (EXECUTOR, Amended(application=name, changes=(change,), reason="қате")),
        (EXECUTOR, Proposed(application=name, accept=True)),
        (DIRECTOR, Returned(application=name, reason="қайта тексеріңіз")),
        (EXECUTOR, Proposed(application=name, accept=True)),
        (EXECUTOR, Noted(application=name, text="анасы келеді")),
        (DIRECTOR, Assigned(application=name, officer=EXECUTOR)),
        (EXECUTOR, Asked(application=name, documents=("health",), until=date(2026, 8, 27))),
        (DIRECTOR, Lent(stream=f"{desk.school}/2026/kk", desk=desk.id, seats=1, until=MORNING + timedelta(days=1))),
        (DIRECTOR, Decided(application=name, accept=True)),
        (EXECUTOR, Classed(application=name, letter="Ә")),
        *((DIRECTOR, one) for one in (an_order(name), an_amendment(name))),
        (DIRECTOR, Reversed(application=name, order_number="2", reason="қате")),
        (EXECUTOR, Resumed(application=name)),
        (DIRECTOR, Registered(application=name, accept=True)),
        (EXECUTOR, TakenUp(application=name)),
        (DIRECTOR, Annulled(application=name, reason="қате тіркелген")),
        (EXECUTOR, Withdrawn(application=name, reason="көшті", asked_by="әкесі")),
    ]  # fmt: skip


def an_order(name: str) -> Ordered:
    return Ordered(
        order=f"order-{name}",
        number="1",
        dated=date(2026, 8, 25),
        language="kk",
        letter="А",
        applications=(name,),
        manifest_sha256=SHA,
        pdf_sha256=SHA,
        cms_sha256=SHA,
    )


def an_amendment(name: str) -> OrderAmended:
    """The child is taken out of its order again, and may be put into another."""
    return OrderAmended(
        order=f"order-{name}-2",
        number="2",
        dated=date(2026, 8, 26),
        amends=f"order-{name}",
        language="kk",
        letter="А",
        lines=(OrderChange(application=name, change="taken_out", why="1 «Ә» сыныбына"),),
        manifest_sha256=SHA,
        pdf_sha256=SHA,
        cms_sha256=SHA,
    )


def acts(desk: Desk, name: str, child: int) -> list[dict[str, Any]]:
    """The same as acts of the desk's newest version, from its next number on, as JSON trees."""
    made = []
    for n, (person, body) in enumerate(bodies(name, child, desk), desk.n + 1):
        act = desk.act(body, person, n=n, previous="", v=VERSION, since=2)
        made.append(msgspec.to_builtins(act))
    return made


def a_turn(desk: Desk, name: str = "a1", child: int = 1) -> dict[str, Any]:
    """`POST /v1/sync` as a desk sends it after a busy morning."""
    opened = {"id": "o-1", "person": EXECUTOR, "application": name, "at": MORNING.isoformat()}
    return {
        "p": 1,
        "epoch": desk.bureau.ledger.epoch,
        "cursor": 0,
        "now": MORNING.isoformat(),
        "head": desk.head,
        "acts": acts(desk, name, child),
        "opened": [opened],
        "max_rows": 500,
    }
