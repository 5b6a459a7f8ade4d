"""What an act leaves behind: its line of history word for word, whom it tells, and what is kept of a ruling."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec import structs
from msgspec.structs import replace

from admission.acts import (
    Amended,
    Annulled,
    Body,
    Change,
    Decided,
    DocumentChecked,
    Proposed,
    Registered,
    Returned,
    Reversed,
    TakenUp,
    Withdrawn,
    kind_of,
)
from admission.application import DocumentBrought, Movement, Proposal, Ruling, Status
from admission.context import ActiveElsewhere, Outcome
from admission.problems import Problem
from tests.admission.casework import DEPARTMENT, GROUND, ORDER_DAY, REASON, Casework, an_order, filing
from tests.desk import APPLICANT, CHILD, DIRECTOR, EXECUTOR, MORNING, a_draft

REFUSE: dict[str, Any] = {"application": "one", "accept": False, "grounds": (GROUND,), "reason": REASON}
ACCEPT: dict[str, Any] = {"application": "one", "accept": True, "reason": "Орын бар"}
SENT, AT_SCHOOL = Status.SENT_FOR_REGISTRATION, Status.UNDER_REVIEW
SIGNING, ACCEPTED = Status.ON_SIGNATURE, Status.ACCEPTED


@pytest.fixture
def case():
    return Casework()


@pytest.mark.parametrize(
    ("before", "body", "after", "reason", "grounds", "told"),
    [(SENT, Registered(**ACCEPT), Status.REGISTERED, "Орын бар", (), ("registered",)),
     (SENT, Registered(**REFUSE), Status.REGISTRATION_REFUSED, REASON, (GROUND,), ("registration-refused",)),
     (Status.REGISTERED, TakenUp(application="one"), AT_SCHOOL, "", (), ()),
     (AT_SCHOOL, Proposed(**ACCEPT), SIGNING, "Орын бар", (), ("proposed",)),
     (AT_SCHOOL, Proposed(**REFUSE), SIGNING, REASON, (GROUND,), ("proposed",)),
     (SIGNING, Returned(application="one", reason="Фото жоқ"), AT_SCHOOL, "Фото жоқ", (), ()),
     (AT_SCHOOL, Annulled(application="one", reason="Екі рет"), Status.ANNULLED, "Екі рет", (), ()),
     (SIGNING, Decided(**ACCEPT), ACCEPTED, "Орын бар", (), ("accepted",)),
     (SIGNING, Decided(**REFUSE), Status.REFUSED, REASON, (GROUND,), ("refused",)),
     (ACCEPTED, Reversed(application="one", order_number="2-А", reason="Қате"), AT_SCHOOL, "№ 2-А: Қате", (),
      ("reversed", "place-freed")),
     (ACCEPTED, Withdrawn(application="one", reason="Көшті"), Status.WITHDRAWN, "Көшті", (),
      ("withdrawn", "place-freed")),
     (ACCEPTED, an_order("one"), Status.ENROLLED, "1-А", (), ("ordered",))],
    ids=lambda one: type(one).__name__ if hasattr(one, "__struct_config__") else None,
)  # fmt: skip
def test_a_deed_is_one_line_of_history_and_tells_whom_it_concerns(
    case, before, body: Body, after, reason, grounds, told
):
    case.stands(before)
    officer = DEPARTMENT if before is SENT else DIRECTOR
    decision = case.do(body, officer)
    assert (decision.outcome, decision.reason, decision.notices) == (Outcome.APPLIED, None, told)
    assert case.application().history[1:] == (
        Movement(act="act-2", kind=kind_of(body), by=officer.id, at=MORNING, desk="desk-a",
                 before=before, after=after, reason=reason, grounds=grounds),
    )  # fmt: skip


@pytest.mark.parametrize("asked", [ACCEPT, REFUSE], ids=["accept", "refuse"])
def test_what_was_proposed_and_what_was_decided_stand_in_full(case, asked):
    case.stands(AT_SCHOOL)
    case.do(Proposed(**asked), EXECUTOR)
    case.do(Decided(**asked), at=MORNING + timedelta(hours=1))
    ruling = Proposal(
        accept=asked["accept"],
        by="aigul",
        at=MORNING,
        grounds=asked.get("grounds", ()),
        reason=asked["reason"],
    )
    assert case.application().proposal == ruling
    hour_later = Ruling(**structs.asdict(replace(ruling, by="director", at=MORNING + timedelta(hours=1))))
    assert case.application().decision == hour_later


def test_a_reversal_clears_the_ruling_and_says_so_with_a_flag(case):
    case.file()
    case.accept()
    case.do(Reversed(application="one", order_number="2-А", reason="Қате"))
    one = case.application()
    assert (one.proposal, one.decision, one.flags) == (None, None, ("reversed",))


@pytest.mark.parametrize("asked", [ACCEPT, REFUSE], ids=["accept", "refuse"])
@pytest.mark.parametrize(("seconds", "flags"), [(-1, ()), (0, ()), (1, ("decided-late",))])
def test_a_ruling_at_the_last_moment_is_in_time_and_a_second_later_is_late(case, asked, seconds, flags):
    due = case.stands(SIGNING).due
    case.do(Decided(**asked), at=due + timedelta(seconds=seconds))
    assert case.application().flags == flags


# What a person is told


@pytest.mark.parametrize(
    ("status", "told"),
    [(Status.WITHDRAWN, Problem("withdrawn", params={"number": "А-0001"})),
     (Status.REFUSED, Problem("status-forbids", params={"number": "А-0001", "status": "refused"}))],
)  # fmt: skip
def test_a_decision_too_late_names_the_application_and_where_it_stands(case, status, told):
    case.stands(status)
    assert case.do(Decided(**ACCEPT)).reason == told


@pytest.mark.parametrize("if_full", ["waitlist", "refuse"])
def test_a_full_class_names_the_application_and_waiting_names_the_cause(if_full):
    case = Casework(capacity=0)
    case.stands(SIGNING)
    decision = case.do(Decided(**ACCEPT, if_full=if_full))
    assert decision.reason == Problem("class-full", params={"number": "А-0001"})
    if if_full == "waitlist":
        assert case.application().history[-1].reason == "class-full"
        assert case.application().history[-1].after is Status.WAITLISTED


def test_a_stream_nobody_opened_is_named_by_its_language(case):
    case.stands(SIGNING, language="ug")
    assert case.do(Decided(**ACCEPT)).reason == Problem("stream-unknown", params={"language": "ug"})


def test_a_second_filing_is_told_under_its_own_number_and_a_first_one_is_not_told(case):
    assert case.do(filing("one", "А-0007"), EXECUTOR).reason is None
    held = case.do(filing("two", "А-0008"), EXECUTOR, active=ActiveElsewhere("other", "school-1"))
    assert held.reason == Problem("duplicate-hold", params={"number": "А-0008"})


def test_an_order_is_refused_with_its_first_mistake(case):
    case.stands(ACCEPTED)
    decision = case.do(an_order("one", "one", language="ru", dated=ORDER_DAY - timedelta(days=1)))
    assert decision.reason == Problem("order-too-early", "dated", {"not_before": "2026-08-25"})


def test_a_ruling_is_refused_with_its_first_mistake(case):
    for status, kind, officer in (
        (SENT, Registered, DEPARTMENT), (AT_SCHOOL, Proposed, EXECUTOR), (SIGNING, Decided, DIRECTOR),
    ):  # fmt: skip
        case.stands(status)
        decision = case.do(kind(application="one", accept=False, grounds=("heart",), reason="жоқ"), officer)
        assert decision.reason == Problem("ground-not-legal", "grounds", {"ground": "heart"})


def test_a_written_reason_excuses_a_paper_that_ran_out_but_none_that_is_missing(case):
    stranger, guardian = replace(CHILD, citizenship="UZ"), replace(APPLICANT, relation="guardian")
    permit = DocumentBrought(code="status", valid_until="2026-08-24")
    case.file(child=stranger, applicant=guardian, documents=(*a_draft().documents, permit))
    decision = case.accept(reason="Жаңа рұқсат берілуде")
    at = "documents.guardianship"
    assert decision.reason == Problem("document-wanting", at, {"document": "guardianship"})


# Facts that are kept


def test_corrections_over_unseen_values_name_every_field(case):
    case.file()
    changes = (
        Change("applicant.phone", "+77010000000", "+77027972251"),
        Change("child.name.given", "Әлишер", "Әлішер"),
        Change("registered.house", "12", "14"),
    )
    decision = case.do(Amended(application="one", changes=changes, reason="Куәлік"), EXECUTOR)
    fields: dict[str, str | int] = {"fields": "applicant.phone, child.name.given"}
    assert decision.reason == Problem("amended-unseen", params=fields)


def test_a_check_keeps_who_found_what_and_when(case):
    case.file()
    case.do(DocumentChecked(application="one", document="photo", good=False, note="Бұлыңғыр"), EXECUTOR)
    [check] = case.application().checks
    assert (check.good, check.by, check.at, check.note) == (False, "aigul", MORNING, "Бұлыңғыр")


@pytest.mark.parametrize(
    ("body", "flag", "reason"),
    [(DocumentChecked(application="one", document="photo", good=False, note="Бұлыңғыр"), "checked-too-late",
      "Бұлыңғыр"),
     (Withdrawn(application="one", reason="Көшті"), "withdrawal-too-late", "Көшті")],
)  # fmt: skip
def test_a_fact_too_late_is_told_by_number_and_its_words_are_kept(case, body, flag, reason):
    case.stands(Status.REFUSED)
    decision = case.do(body, EXECUTOR)
    assert (decision.reason, decision.notices) == (Problem(flag, params={"number": "А-0001"}), (flag,))
    assert case.application().history[-1].reason == reason


@pytest.mark.parametrize(("asked_by", "flags"), [("", ()), ("Әжесі", ("withdrawn-by-another",))])
def test_who_took_it_back_in_the_parents_place_is_a_flag(case, asked_by, flags):
    case.file()
    case.do(Withdrawn(application="one", asked_by=asked_by))
    assert case.application().flags == flags
