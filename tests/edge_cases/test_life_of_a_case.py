"""Edge cases 50-62 of DOMAIN 5: from a second application to the end of keeping."""

from __future__ import annotations

import re
from dataclasses import replace as with_fields
from datetime import date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from admission.acts import Amended, Annulled, Attached, Change, Decided, Proposed, Reversed, Withdrawn
from admission.application import Attachment, Status
from admission.context import Outcome
from admission.deadline import KAZAKHSTAN_TIME
from admission.exchange import ActResult
from admission.order import OrderChange, check_order
from admission.problems import ActRefused
from admission.retention import forgotten, may_forget
from desktop_app.models import queries
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.withdraw import withdraw
from tests.admission.casework import GROUND, REASON, RULES, Casework, an_amendment, an_order
from tests.desk import DIRECTOR, EXECUTOR, OTHER_CHILD, FakeClock, a_draft, feed, make_desk, seen

CASE = re.compile(r"def test_case_(\d\d)_")


@pytest.fixture
def case():
    return Casework()


@pytest.fixture
def desk(tmp_path):
    made = make_desk(tmp_path, clock=FakeClock())
    yield made
    made.replica.close()


def test_case_50_a_second_active_application_is_blocked_with_number_and_status_of_the_first(desk):
    file_application(desk, EXECUTOR, a_draft())
    with pytest.raises(ActRefused) as refused:
        file_application(desk, EXECUTOR, a_draft())
    [problem] = refused.value.problems
    assert (problem.code, problem.params["number"], problem.params["status"]) == (
        "active-application", "А-0001", "under_review",
    )  # fmt: skip


def test_case_51_an_enrolled_child_is_blocked(desk):
    first = file_application(desk, EXECUTOR, a_draft())
    enrolled = replace(seen(desk, first), status=Status.ENROLLED)
    with desk.write() as writing:
        applied = ActResult(n=1, outcome=Outcome.APPLIED, seq=50)
        writing.absorb([applied], feed(enrolled, start=50), 50, desk.now())
    with pytest.raises(ActRefused) as refused:
        file_application(desk, EXECUTOR, a_draft())
    assert [one.code for one in refused.value.problems] == ["already-admitted"]


def test_case_52_after_a_withdrawal_a_new_application_has_a_new_number_and_knows_the_old(desk):
    first = file_application(desk, EXECUTOR, a_draft())
    withdraw(desk, EXECUTOR, first)
    again = seen(desk, file_application(desk, EXECUTOR, a_draft()))
    assert (again.number, again.draft.previous) == ("А-0002", "А-0001")


def test_case_53_a_form_entered_twice_is_annulled_with_a_reason_and_never_deleted(case):
    case.file()
    bare = case.do(Annulled(application="one", reason=" "))
    assert bare.outcome is Outcome.REFUSED
    case.do(Annulled(application="one", reason="Екі рет енгізілген"))
    assert case.status() is Status.ANNULLED
    assert case.application().number == "А-0001"


def test_case_54_a_withdrawal_before_the_order_frees_the_place_and_after_it_goes_to_a_person(case):
    case.stands(Status.ACCEPTED)
    case.do(Withdrawn(application="one"))
    assert (case.status(), case.stream().taken) == (Status.WITHDRAWN, 0)
    case.stands(Status.ACCEPTED, "two")
    case.do(an_order("two"))
    late = case.do(Withdrawn(application="two"))
    assert late.reason is not None
    assert (case.status("two"), late.reason.code) == (Status.ENROLLED, "withdrawal-too-late")
    left = OrderChange(application="two", change="left", why="Көшті")
    case.do(an_amendment(left))
    assert (case.status("two"), case.stream().taken) == (Status.WITHDRAWN, 0)


def test_case_55_another_persons_withdrawal_works_and_is_marked(case):
    case.file()
    case.do(Withdrawn(application="one", asked_by="Дүйсенбаев Е.Қ., әкесі"))
    assert case.status() is Status.WITHDRAWN
    assert case.application().flags == ("withdrawn-by-another",)


@pytest.mark.parametrize(
    ("number", "reason", "code"), [("", "Қате", "order-number-missing"), ("2-А", " ", "reason-missing")]
)
def test_case_56_an_acceptance_is_reversed_only_by_an_order_with_a_reason(case, number, reason, code):
    case.stands(Status.ACCEPTED)
    wrong = case.do(Reversed(application="one", order_number=number, reason=reason))
    assert wrong.reason is not None
    assert (wrong.outcome, wrong.reason.code) == (Outcome.REFUSED, code)
    case.do(Reversed(application="one", order_number="2-А", reason="Қате қабылданды"))
    assert (case.status(), case.stream().taken) == (Status.UNDER_REVIEW, 0)
    assert case.application().history[-1].reason == "№ 2-А: Қате қабылданды"


def test_case_57_a_correction_keeps_the_old_value_and_a_replaced_file_stays(case):
    case.file()
    case.do(
        Amended(
            application="one", changes=(Change("child.name.given", "Әлихан", "Әлішер"),), reason="Куәлік"
        ),
        EXECUTOR,
    )
    line = case.application().history[-1]
    assert (line.old, line.by, line.reason) == ((("child.name.given", "Әлихан"),), EXECUTOR.id, "Куәлік")
    for sha in ("a" * 64, "b" * 64):
        file = Attachment(sha256=sha, size=10, mime="image/jpeg", document="photo")
        case.do(Attached(application="one", attachment=file), EXECUTOR)
    assert [one.sha256[0] for one in case.application().attachments] == ["a", "b"]


def test_case_58_an_order_is_of_25_august_or_later_and_of_accepted_children(case):
    accepted, reviewed = case.stands(Status.ACCEPTED), case.stands(Status.UNDER_REVIEW, "two")
    enrolled = case.stands(Status.ENROLLED, "three")
    codes = [one.code for one in check_order(date(2026, 8, 24), "kk", [accepted, reviewed, enrolled], RULES)]
    assert codes == ["order-too-early", "order-not-accepted", "order-not-accepted"]


@pytest.mark.parametrize(
    ("grounds", "reason", "code"),
    [
        ((), REASON, "ground-missing"),
        ((GROUND,), "  ", "reason-too-short"),
        (("age",), REASON, "ground-not-legal"),
    ],
)
def test_case_59_a_refusal_has_a_legal_ground_and_a_reason(case, grounds, reason, code):
    case.stands(Status.ON_SIGNATURE)
    refused = case.do(Decided(application="one", accept=False, grounds=grounds, reason=reason))
    assert refused.reason is not None
    assert refused.reason.code == code


def test_case_60_director_and_executor_may_be_one_person_and_both_steps_are_logged(case):
    case.file()
    case.do(Proposed(application="one", accept=True), DIRECTOR)
    case.do(Decided(application="one", accept=True), DIRECTOR)
    steps = [(line.kind, line.by) for line in case.application().history[1:]]
    assert steps == [("proposed", DIRECTOR.id), ("decided", DIRECTOR.id)]


def test_case_61_numbers_begin_anew_with_the_campaign_and_the_old_ones_stay_readable(desk):
    file_application(desk, EXECUTOR, a_draft())
    next_rules = replace(
        RULES,
        id="oqu2027",
        year=2027,
        windows=tuple(replace(w, opens=date(2027, 4, 1), closes=date(2027, 8, 31)) for w in RULES.windows),
        valid_to=date(2027, 12, 31),
    )
    spring = FakeClock(datetime(2027, 6, 1, 10, tzinfo=KAZAKHSTAN_TIME))
    later = with_fields(desk, now=spring, rules=next_rules, profiles={**desk.profiles, "oqu2027": next_rules})
    again = seen(later, file_application(later, EXECUTOR, a_draft(child=OTHER_CHILD)))
    assert (again.number, again.year, again.rules) == ("А-0001", 2027, "oqu2027")
    assert [(line.number, line.child) for line in queries.search(later.replica, "дүйсен")] == [
        ("А-0001", "Дүйсенбаев Әлихан Ерболұлы")
    ]


def test_case_62_after_the_schools_own_period_the_people_go_and_the_case_stays(case):
    case.stands(Status.REFUSED)
    application = case.application()
    kept = replace(RULES, retention_years=3)
    assert not may_forget(application, RULES, date(2040, 1, 1))  # no period set: nothing is forgotten
    assert not may_forget(application, kept, date(2029, 12, 31))
    assert may_forget(application, kept, date(2030, 1, 1))
    assert not may_forget(replace(application, status=Status.ACCEPTED), kept, date(2040, 1, 1))
    bare = forgotten(application)
    text = repr(bare)
    assert (bare.number, bare.status, bare.received) == ("А-0001", Status.REFUSED, application.received)
    assert not [word for word in ("Дүйсенбаев", "200915590004", "+7702", "Сәтбаев", "Гүлнар") if word in text]


def test_all_62_cases_are_here():
    files = Path(__file__).parent.glob("test_*.py")
    numbers = [int(found) for file in files for found in CASE.findall(file.read_text(encoding="utf-8"))]
    assert sorted(numbers) == list(range(1, 63))
