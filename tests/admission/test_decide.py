"""`decide` on withdrawals against acceptances, places, proposals, corrections, attachments."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from admission.acts import (
    Amended,
    Annulled,
    Attached,
    Change,
    Decided,
    DocumentChecked,
    Proposed,
    Returned,
    Withdrawn,
)
from admission.application import Attachment, Status
from admission.context import Outcome
from admission.deadline import KAZAKHSTAN_TIME
from admission.decide import decide
from admission.places import outside_limit
from tests.admission.casework import (
    GROUND,
    REASON,
    RULES,
    Casework,
    code,
)
from tests.desk import EXECUTOR

WITHDRAW = Withdrawn(application="one")
ACCEPT = Decided(application="one", accept=True)


@pytest.fixture
def case():
    return Casework()


# Withdrawal against acceptance: the same end in either order


def test_withdrawn_after_the_acceptance_frees_the_place(case):
    case.file()
    case.accept()
    assert case.stream().taken == 1
    decision = case.do(WITHDRAW)
    assert decision.notices == ("withdrawn", "place-freed")
    assert (case.status(), case.stream().taken) == (Status.WITHDRAWN, 0)


def test_accepted_after_the_withdrawal_is_refused_by_name(case):
    case.stands(Status.ON_SIGNATURE)
    case.do(WITHDRAW)
    decision = case.do(ACCEPT)
    assert (decision.outcome, code(decision)) == (Outcome.REFUSED, "withdrawn")
    assert decision.reason is not None
    assert decision.reason.params == {"number": "А-0001"}
    assert (case.status(), case.stream().taken) == (Status.WITHDRAWN, 0)


def test_a_place_from_outside_is_freed_outside():
    case = Casework(inside=3)
    case.stands(Status.ON_SIGNATURE, by_territory=False)
    case.do(ACCEPT)
    assert (case.stream().inside, case.stream().outside) == (3, 1)
    case.do(WITHDRAW)
    assert (case.stream().inside, case.stream().outside) == (3, 0)


def test_a_withdrawal_twice_is_one_withdrawal(case):
    case.stands(Status.ACCEPTED)
    case.do(WITHDRAW)
    before = case.application()
    assert case.do(WITHDRAW).outcome is Outcome.APPLIED
    assert case.application() == before
    assert case.stream().taken == 0


def test_a_withdrawal_where_the_stream_is_gone_still_counts(case):
    case.stands(Status.ACCEPTED)
    del case.rows["stream", case.stream().id]
    assert case.do(WITHDRAW).notices == ("withdrawn",)
    assert case.status() is Status.WITHDRAWN


@pytest.mark.parametrize("status", [Status.UNDER_REVIEW, Status.ACCEPTED, Status.WAITLISTED])
def test_after_31_august_a_withdrawal_goes_to_a_person(case, status):
    case.stands(status)
    last = datetime(2026, 8, 31, 23, 59, 59, tzinfo=KAZAKHSTAN_TIME)
    late = case.do(replace(WITHDRAW, reason="Көшіп кетті"), at=last + timedelta(seconds=1))
    assert (late.outcome, code(late), late.notices) == (
        Outcome.CHANGED, "withdrawal-after-window", ("withdrawal-after-window",),
    )  # fmt: skip
    assert (case.status(), case.application().flags) == (status, ("withdrawal-after-window",))
    assert case.application().history[-1].reason == "Көшіп кетті"
    assert case.do(WITHDRAW, at=last).outcome is Outcome.APPLIED


def test_after_the_order_a_withdrawal_goes_to_a_person_and_the_place_stays(case):
    case.stands(Status.ENROLLED)
    for _ in range(2):
        decision = case.do(WITHDRAW)
        assert (decision.outcome, code(decision)) == (Outcome.CHANGED, "withdrawal-too-late")
    assert (case.status(), case.stream().taken) == (Status.ENROLLED, 1)
    assert case.application().flags == ("withdrawal-too-late",)


# Places


def test_the_last_place_goes_to_the_first_the_second_waits():
    case = Casework(capacity=1)
    case.file("one")
    case.file("two")
    assert case.accept("one").outcome is Outcome.APPLIED
    second = case.accept("two")
    assert (second.outcome, code(second), second.notices) == (Outcome.CHANGED, "class-full", ("waitlisted",))
    assert (case.status("two"), case.stream().free) == (Status.WAITLISTED, 0)


def test_the_last_place_is_refused_to_the_second_if_the_act_says_so():
    case = Casework(capacity=0)
    case.file()
    decision = case.accept(if_full="refuse")
    assert (decision.outcome, code(decision)) == (Outcome.REFUSED, "class-full")
    assert case.status() is Status.ON_SIGNATURE


def test_a_waiting_child_takes_the_place_that_was_freed():
    case = Casework(capacity=1)
    case.file("one")
    case.file("two")
    case.accept("one")
    case.accept("two")
    assert case.do(Decided(application="two", accept=True)).outcome is Outcome.CHANGED
    case.do(WITHDRAW)
    assert case.do(Decided(application="two", accept=True)).outcome is Outcome.APPLIED
    assert (case.status("two"), case.stream().taken) == (Status.ACCEPTED, 1)


@pytest.mark.parametrize(("inside", "outside"), [(0, 0), (1, 0), (2, 0), (3, 1), (7, 2), (9, 3)])
def test_one_from_outside_for_three_of_the_territory(inside, outside):
    case = Casework(inside=inside)
    assert outside_limit(inside, RULES) == outside
    for number in range(outside + 1):
        name = f"out-{number}"
        case.file(name, by_territory=False)
        decision = case.accept(name)
        assert code(decision) == ("" if number < outside else "limit-3-1")
    assert case.stream().outside == outside


def test_a_stream_nobody_opened_accepts_nobody(case):
    case.file(language="ug")
    decision = case.accept()
    assert (decision.outcome, code(decision)) == (Outcome.REFUSED, "stream-unknown")


# Proposals, decisions, returns


@pytest.mark.parametrize(
    ("accept", "grounds", "reason", "expected"),
    [(True, (GROUND,), "", "ground-on-acceptance"),
     (False, (), REASON, "ground-missing"),
     (False, ("limit-3-1",), REASON, "ground-not-legal"),
     (False, (GROUND,), "  тым қысқа  ", "reason-too-short"),
     (False, (GROUND,), REASON, "")],
)  # fmt: skip
def test_a_refusal_demands_a_legal_ground_and_a_reason(case, accept, grounds, reason, expected):
    case.stands(Status.UNDER_REVIEW)
    proposed = Proposed(application="one", accept=accept, grounds=grounds, reason=reason)
    assert code(case.do(proposed, EXECUTOR)) == expected
    case.stands(Status.ON_SIGNATURE, "two")
    decided = Decided(application="two", accept=accept, grounds=grounds, reason=reason)
    assert code(case.do(decided)) == expected


def test_a_refusal_is_kept_with_its_grounds(case):
    case.stands(Status.ON_SIGNATURE)
    decision = case.do(Decided(application="one", accept=False, grounds=(GROUND,), reason=REASON))
    ruling = case.application().decision
    assert decision.notices == ("refused",)
    assert ruling is not None
    assert (ruling.accept, ruling.by, ruling.grounds, ruling.reason) == (False, "director", (GROUND,), REASON)


@pytest.mark.parametrize(
    ("status", "body"),
    [(Status.ON_SIGNATURE, Returned(application="one", reason=" \n")),
     (Status.UNDER_REVIEW, Annulled(application="one", reason=""))],
)  # fmt: skip
def test_a_return_and_an_annulment_demand_a_reason(case, status, body):
    case.stands(status)
    assert code(case.do(body)) == "reason-missing"


# Corrections, checks, attachments


def test_a_correction_over_a_value_nobody_had_seen_is_made_and_told(case):
    case.file()
    change = Change("applicant.phone", "+77010000000", "+77027972251")
    decision = case.do(Amended(application="one", changes=(change,), reason="Телефон"), EXECUTOR)
    assert (decision.outcome, code(decision)) == (Outcome.CHANGED, "amended-unseen")
    one = case.application()
    assert one.draft.applicant.phone == "+77027972251"
    assert one.history[-1].old == (("applicant.phone", "+77027972250"),)


def test_a_correction_too_late_changes_nothing_but_is_kept(case):
    before = case.stands(Status.ACCEPTED)
    change = Change("child.name.given", "Әлихан", "Әлішер")
    case.do(Amended(application="one", changes=(change,), reason="Куәлік"), EXECUTOR)
    assert case.application().draft == before.draft
    assert case.application().history[-1].reason == "Куәлік"


def test_the_newest_check_of_a_document_counts(case):
    case.file()
    for document, good in (("photo", True), ("health", True), ("photo", False)):
        case.do(DocumentChecked(application="one", document=document, good=good), EXECUTOR)
    assert [(check.document, check.good) for check in case.application().checks] == [
        ("health", True), ("photo", False),
    ]  # fmt: skip


def test_the_same_file_attached_twice_is_one_attachment(case):
    case.file()
    body = Attached(
        application="one",
        attachment=Attachment(sha256="a" * 64, size=10, mime="image/jpeg", document="photo"),
    )
    case.do(body, EXECUTOR)
    steps = len(case.application().history)
    assert case.do(body, EXECUTOR).outcome is Outcome.APPLIED
    assert (len(case.application().attachments), len(case.application().history)) == (1, steps)


@pytest.mark.parametrize(("version", "documents"), [(4, ["photo"]), (5, ["photo", "health"])])
def test_one_file_stands_for_two_documents_since_the_fifth_version(case, version, documents):
    case.file()
    for document in ("photo", "health", "health"):
        attachment = Attachment(sha256="a" * 64, size=10, mime="image/jpeg", document=document)
        act = replace(case.act(Attached(application="one", attachment=attachment), EXECUTOR), v=version)
        decision = decide(act, case.context(act, EXECUTOR))
        assert decision.outcome is Outcome.APPLIED
        for row in decision.effects:
            case.keep(row)
    assert [one.document for one in case.application().attachments] == documents


def test_a_file_that_comes_after_the_end_is_kept_and_flagged(case):
    case.stands(Status.REFUSED)
    attachment = Attachment(sha256="a" * 64, size=10, mime="image/jpeg", document="photo")
    decision = case.do(Attached(application="one", attachment=attachment), EXECUTOR)
    assert (decision.outcome, case.application().attachments) == (Outcome.CHANGED, (attachment,))
