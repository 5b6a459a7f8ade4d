"""Two acts that met without knowing each other end the same in either order (SYNC C11, 11): the table of pairs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from admission.acts import (
    Act,
    Amended,
    Annulled,
    Body,
    Change,
    Decided,
    Proposed,
    Registered,
    Resumed,
    Returned,
    Reversed,
    TakenUp,
    Withdrawn,
)
from admission.application import Application, Status
from admission.context import ActiveElsewhere, Context, Outcome
from admission.roles import Officer
from tests.admission.casework import DEPARTMENT, GROUND, REASON, Casework, code, filing
from tests.desk import CHILD, DIRECTOR, EXECUTOR, OTHER_CHILD

End = tuple[list[str], int]


class Family(Casework):
    """The centre in small: it knows every application, so it knows the child's other active one."""

    def context(self, act: Act, officer: Officer | None, **known: Any) -> Context:
        context = super().context(act, officer, knows_all_schools=True, **known)
        return replace(context, active=self._other(act.body))

    def _other(self, body: Body) -> ActiveElsewhere | None:
        own = getattr(body, "application", "")
        asked = body if not isinstance(body, Resumed) else self.application(own)
        draft = getattr(asked, "draft", None)
        rows = [row for row in self.rows.values() if isinstance(row, Application) and row.id != own]
        held = (row for row in rows if draft and row.active and row.draft.child.key == draft.child.key)
        return next((ActiveElsewhere(row.id, row.school, row.number) for row in held), None)

    def end(self) -> End:
        rows = [row for row in self.rows.values() if isinstance(row, Application)]
        return sorted(row.status.value for row in rows), self.stream().taken


def in_both_orders(
    make: Callable[[], Family], first: tuple[Body, Officer], second: tuple[Body, Officer]
) -> list[End]:
    """The ends of both orders; the acts bear the same time, whoever comes first."""
    ends = []
    for pair in ((first, second), (second, first)):
        case = make()
        for body, officer in pair:
            case.do(body, officer)
        ends.append(case.end())
    return ends


def standing(status: Status, *names: str, capacity: int = 10) -> Callable[[], Family]:
    """A school where applications of different children stand at that status."""

    def make() -> Family:
        case = Family(capacity=capacity)
        for name, child in zip(names or ("one",), (CHILD, OTHER_CHILD), strict=False):
            case.stands(status, name, child=child)
        return case

    return make


WITHDRAW = (Withdrawn(application="one"), EXECUTOR)
REFUSAL: dict[str, Any] = {"application": "one", "accept": False, "grounds": (GROUND,), "reason": REASON}


@pytest.mark.parametrize(
    ("status", "body", "officer"),
    [(Status.ON_SIGNATURE, Decided(application="one", accept=True), DIRECTOR),
     (Status.WAITLISTED, Decided(application="one", accept=True), DIRECTOR),
     (Status.ON_SIGNATURE, Returned(application="one", reason="Фото жоқ"), DIRECTOR),
     (Status.UNDER_REVIEW, Proposed(application="one", accept=True), EXECUTOR),
     (Status.UNDER_REVIEW, Amended(application="one", changes=(Change("home_schooling", "False", "True"),), reason="x"),
      EXECUTOR),
     (Status.ACCEPTED, Reversed(application="one", order_number="2-А", reason="Қате"), DIRECTOR),
     (Status.SENT_FOR_REGISTRATION, Registered(application="one", accept=True), DEPARTMENT),
     (Status.REGISTERED, TakenUp(application="one"), EXECUTOR),
     (Status.DUPLICATE_HOLD, Resumed(application="one"), EXECUTOR),
     (Status.UNDER_REVIEW, Withdrawn(application="one"), DIRECTOR)],
    ids=lambda one: type(one).__name__ if hasattr(one, "__struct_config__") else getattr(one, "id", one),
)  # fmt: skip
@pytest.mark.parametrize("capacity", [0, 10])
def test_a_withdrawal_wins_in_either_order_and_the_place_is_free(status, body, officer, capacity):
    made = standing(status, capacity=max(capacity, status is Status.ACCEPTED))
    assert in_both_orders(made, WITHDRAW, (body, officer)) == [(["withdrawn"], 0)] * 2


@pytest.mark.parametrize(
    ("status", "body", "officer"),
    [(Status.ON_SIGNATURE, Decided(**REFUSAL), DIRECTOR),
     (Status.SENT_FOR_REGISTRATION, Registered(**REFUSAL), DEPARTMENT),
     (Status.UNDER_REVIEW, Annulled(application="one", reason="Екі рет"), DIRECTOR)],
    ids=["refuse", "refuse registration", "annul"],
)  # fmt: skip
def test_a_withdrawal_and_an_end_of_the_case_end_it_in_either_order(status, body, officer):
    ends = in_both_orders(standing(status), WITHDRAW, (body, officer))
    assert all(taken == 0 and Status(one) not in ACTIVE_OR_HELD for [one], taken in ends)


ACTIVE_OR_HELD = {
    Status.UNDER_REVIEW,
    Status.ON_SIGNATURE,
    Status.ACCEPTED,
    Status.WAITLISTED,
    Status.ENROLLED,
}


@pytest.mark.parametrize(
    ("capacity", "end"),
    [(2, (["accepted", "accepted"], 2)), (1, (["accepted", "waitlisted"], 1)),
     (0, (["waitlisted", "waitlisted"], 0))],
)  # fmt: skip
def test_two_acceptances_end_alike_whoever_comes_first(capacity, end):
    made = standing(Status.ON_SIGNATURE, "one", "two", capacity=capacity)
    pair = [(Decided(application=name, accept=True), DIRECTOR) for name in ("one", "two")]
    assert in_both_orders(made, *pair) == [end, end]


def test_the_same_acceptance_twice_takes_one_place():
    pair = [(Decided(application="one", accept=True, reason=reason), DIRECTOR) for reason in ("", "Орын бар")]
    assert in_both_orders(standing(Status.ON_SIGNATURE), *pair) == [(["accepted"], 1)] * 2


def test_two_registrations_of_a_child_end_as_one_active_and_one_held_whoever_comes_first():
    pair = [(filing(name, f"{series}-0001"), EXECUTOR) for name, series in (("one", "А"), ("two", "Б"))]
    assert in_both_orders(Family, *pair) == [(["duplicate_hold", "under_review"], 0)] * 2


def test_two_held_applications_that_both_would_go_on_end_as_one_active_and_one_held():
    def three() -> Family:
        case = Family()
        for name in ("first", "one", "two"):
            case.do(filing(name, f"А-{name}"), EXECUTOR)
        case.do(Withdrawn(application="first"), EXECUTOR)
        return case

    pair = [(Resumed(application=name), EXECUTOR) for name in ("one", "two")]
    assert in_both_orders(three, *pair) == [(["duplicate_hold", "under_review", "withdrawn"], 0)] * 2


def test_the_one_who_lost_is_told():
    case = standing(Status.ON_SIGNATURE)()
    case.do(*WITHDRAW)
    decision = case.do(Decided(application="one", accept=True))
    assert (decision.outcome, code(decision)) == (Outcome.REFUSED, "withdrawn")
