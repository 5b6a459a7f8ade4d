"""`decide` and the table of DOMAIN 1.8: every status, every act, every role."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

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
    Noted,
    Proposed,
    Registered,
    Resumed,
    Returned,
    Reversed,
    TakenUp,
    Withdrawn,
    is_fact,
)
from admission.application import Attachment, Status, allowed_acts
from admission.context import Outcome
from admission.roles import Officer, Role
from tests.admission.casework import (
    ADMINISTRATOR,
    DEPARTMENT,
    GROUND,
    NOBODY,
    ONLY_DIRECTOR,
    PORTAL,
    REASON,
    Casework,
    an_order,
    code,
)
from tests.desk import EXECUTOR

# Who may do it: executor, director, portal, the education department (g: gorono); a dot: nobody.
GRID = """
                      amende attach docume propos return decide ordere withdr annull regist taken_ revers resume classe
under_review          e      edp    e      e      .      .      .      edp    d      .      .      .      .      .
on_signature          .      edp    .      .      d      d      .      edp    .      .      .      .      .      .
accepted              .      edp    e      .      .      .      d      edp    .      .      .      d      .      ed
waitlisted            .      edp    .      .      .      d      .      edp    .      .      .      .      .      .
duplicate_hold        .      edp    .      .      .      .      .      edp    d      .      .      .      ed     .
enrolled              .      edp    .      .      .      .      .      .      .      .      .      .      .      .
refused               .      .      .      .      .      .      .      .      .      .      .      .      .      .
withdrawn             .      .      .      .      .      .      .      .      .      .      .      .      .      .
annulled              .      .      .      .      .      .      .      .      .      .      .      .      .      .
sent_for_registration e      edp    .      .      .      .      .      edp    d      g      .      .      .      .
registered            .      edp    .      .      .      .      .      edp    .      .      e      .      .      .
registration_refused  .      .      .      .      .      .      .      .      .      .      .      .      .      .
"""
OFFICERS: dict[str, Officer] = {
    "e": EXECUTOR, "d": ONLY_DIRECTOR, "p": PORTAL, "g": DEPARTMENT, "administrator": ADMINISTRATOR, "nobody": NOBODY,
}  # fmt: skip
ACTS: dict[str, Body] = {
    "amended": Amended(
        application="one", changes=(Change("child.name.given", "Әлихан", "Әлішер"),), reason="Куәлік"
    ),
    "attached": Attached(
        application="one",
        attachment=Attachment(sha256="a" * 64, size=10, mime="image/jpeg", document="photo"),
    ),
    "document_checked": DocumentChecked(application="one", document="photo", good=True),
    "proposed": Proposed(application="one", accept=False, grounds=(GROUND,), reason=REASON),
    "returned": Returned(application="one", reason="Фотосурет анық емес"),
    "decided": Decided(application="one", accept=False, grounds=(GROUND,), reason=REASON),
    "ordered": an_order("one"),
    "withdrawn": Withdrawn(application="one", reason="Көшіп кетті"),
    "annulled": Annulled(application="one", reason="Екі рет енгізілген"),
    "registered": Registered(application="one", accept=True),
    "taken_up": TakenUp(application="one"),
    "reversed": Reversed(application="one", order_number="2-А", reason="Қате қабылданды"),
    "resumed": Resumed(application="one", reason="Ата-ана осыны таңдады"),
    "noted": Noted(application="one", text="Анасы кешке қоңырау шалады"),
    "assigned": Assigned(application="one", officer="aigul"),
    "asked": Asked(application="one", documents=("health",), until=date(2026, 8, 27)),
    "classed": Classed(application="one", letter="Ә"),
}
TOO_LATE = {
    "amended": "amended-too-late",
    "attached": "attached-too-late",
    "document_checked": "checked-too-late",
    "withdrawn": "withdrawal-too-late",
}
AFTER = {
    "proposed": Status.ON_SIGNATURE,
    "returned": Status.UNDER_REVIEW,
    "decided": Status.REFUSED,
    "ordered": Status.ENROLLED,
    "withdrawn": Status.WITHDRAWN,
    "annulled": Status.ANNULLED,
    "registered": Status.REGISTERED,
    "taken_up": Status.UNDER_REVIEW,
    "reversed": Status.UNDER_REVIEW,
    "resumed": Status.UNDER_REVIEW,
}


def read_grid() -> dict[tuple[Status, str], str]:
    short, *lines = (line.split() for line in GRID.strip().splitlines())
    head = [next(kind for kind in ACTS if kind.startswith(one)) for one in short]
    return {
        (Status(status), kind): who.strip(".")
        for status, *cells in lines
        for kind, who in zip(head, cells, strict=True)
    }


ALWAYS = {(status, kind): "ed" for status in Status for kind in ("noted", "assigned", "asked")}
WHO = read_grid() | ALWAYS
EVER = {kind: "".join(WHO[status, kind] for status in Status) for kind in ACTS}


def expected(status: Status, kind: str, role: str) -> tuple[Outcome, str]:
    """Outcome and code that the grid demands."""
    may, fact = WHO[status, kind], is_fact(ACTS[kind])
    if kind == "ordered" and role == "d" and not may:
        return Outcome.REFUSED, "order-not-accepted"
    if not may and not fact and kind != "ordered":
        return Outcome.REFUSED, "withdrawn" if status is Status.WITHDRAWN else "status-forbids"
    if role not in (may or EVER[kind]):
        return (Outcome.QUARANTINED if fact else Outcome.REFUSED), "role-missing"
    if may or (status is Status.WITHDRAWN and kind == "withdrawn"):
        return Outcome.APPLIED, ""
    return Outcome.CHANGED, TOO_LATE[kind]


@pytest.mark.parametrize(("status", "kind", "role"), list(itertools.product(Status, ACTS, OFFICERS)))
def test_the_grid_decides(status, kind, role):
    case = Casework()
    before = case.stands(status)
    decision = case.do(ACTS[kind], OFFICERS[role])
    outcome, reason = expected(status, kind, role)
    assert (decision.outcome, code(decision)) == (outcome, reason)
    after = AFTER.get(kind, status) if outcome is Outcome.APPLIED else status
    assert case.status() == after
    if outcome is Outcome.CHANGED:
        assert case.application().flags == (*before.flags, reason)
    if outcome in (Outcome.REFUSED, Outcome.QUARANTINED):
        assert decision.effects == ()
        assert case.application() == before


@pytest.mark.parametrize(("kind", "body"), [pair for pair in ACTS.items() if is_fact(pair[1])])
def test_a_fact_is_never_refused(kind, body):
    for status, officer in itertools.product(Status, OFFICERS.values()):
        case = Casework()
        case.stands(status)
        assert case.do(body, officer).outcome is not Outcome.REFUSED


@pytest.mark.parametrize("status", list(Status))
def test_what_the_screen_offers_is_what_the_grid_allows(status):
    for role, letter in (
        (Role.EXECUTOR, "e"),
        (Role.DIRECTOR, "d"),
        (Role.PORTAL, "p"),
        (Role.DEPARTMENT, "g"),
    ):
        offered = {kind for kind in ACTS if letter in WHO[status, kind]}
        assert allowed_acts(status, frozenset({role})) == offered
    assert allowed_acts(status, frozenset({Role.ADMINISTRATOR})) == frozenset()


def test_every_step_leaves_a_line_of_history():
    case = Casework()
    case.stands(Status.UNDER_REVIEW)
    case.do(ACTS["proposed"], EXECUTOR)
    case.do(ACTS["returned"])
    kinds = [(line.kind, line.before, line.after, line.by) for line in case.application().history]
    assert kinds == [
        ("filed", None, Status.UNDER_REVIEW, "aigul"),
        ("proposed", Status.UNDER_REVIEW, Status.ON_SIGNATURE, "aigul"),
        ("returned", Status.ON_SIGNATURE, Status.UNDER_REVIEW, "director"),
    ]
    assert case.application().proposal is None
