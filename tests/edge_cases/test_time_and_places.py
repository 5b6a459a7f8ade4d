"""Edge cases 33-49 of DOMAIN 5: working time, the window, the school and its places."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from admission.acts import Decided, Proposed
from admission.application import Status
from admission.context import Outcome
from admission.deadline import KAZAKHSTAN_TIME, due
from admission.order import check_order
from admission.people import Address
from admission.profile_file import parse_profile
from admission.profiles import check_window
from admission.territory import TerritoryStreet, schools_serving
from desktop_app.models import queries
from desktop_app.usecases.file_application import file_application
from tests.admission.casework import RULES, Casework
from tests.desk import (
    EXECUTOR,
    HOME,
    MORNING,
    OTHER_CHILD,
    ROOT,
    SCHOOL,
    FakeClock,
    a_draft,
    calendar,
    make_desk,
)
from tests.edge_cases.asking import asked

KARAGANDA = parse_profile((ROOT / "resources/profiles/karaganda.toml").read_bytes())
OUTSIDE: dict[str, Any] = {"by_territory": False}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=KAZAKHSTAN_TIME)


@pytest.mark.parametrize(
    ("received", "until"),
    [("2026-06-30T07:40", "2026-06-30T18:30"), ("2026-06-30T18:30", "2026-07-01T18:30"),
     ("2026-06-27T12:00", "2026-06-29T18:30"), ("2026-05-27T12:00", "2026-05-28T18:30"),
     ("2026-07-03T19:00", "2026-07-07T18:30")],
)  # fmt: skip
def test_case_33_what_comes_after_hours_counts_from_the_next_working_day_and_keeps_its_true_time(
    received, until
):
    case = Casework()
    case.file(at=at(received))
    assert (case.application().received, case.application().due) == (at(received), at(until))


def test_case_34_lunch_is_working_time():
    assert due(at("2026-06-30T13:20"), 1, calendar()) == at("2026-07-01T13:20")


def test_case_35_a_working_saturday_is_a_working_day():
    assert due(at("2024-05-03T10:00"), 1, calendar()) == at("2024-05-04T10:00")


def test_case_36_outside_the_window_only_a_director_takes_paper_and_it_stays_out_of_3_to_1():
    assert asked(a_draft(), today=date(2026, 9, 1)) == {"window-closed": "block"}
    assert asked(a_draft(), today=date(2026, 9, 1), director=True) == {"window-closed": "warn"}
    assert asked(a_draft(channel="oqu"), today=date(2026, 9, 1), director=True) == {"window-closed": "block"}
    case = Casework(inside=0)
    case.file(confirmed=("window-closed",), confirmed_because="Көшіп келді", **OUTSIDE)
    assert case.application().flags == ("late-arrival",)
    assert case.accept().outcome is Outcome.APPLIED
    assert (case.stream().apart, case.stream().outside) == (1, 0)


def test_case_37_the_last_day_on_a_sunday_is_the_portals_and_paper_ends_before():
    rules = parse_profile((ROOT / "resources/profiles/snation.toml").read_bytes())
    assert check_window(rules, "astana", date(2025, 8, 31)) == ()
    assert check_window(rules, "astana", date(2025, 8, 29), calendar()) == ()
    assert [one.code for one in check_window(rules, "astana", date(2025, 8, 31), calendar())] == [
        "window-closed"
    ]


def test_case_38_numbers_go_on_when_the_clock_was_moved_back(tmp_path):
    clock = FakeClock()
    desk = make_desk(tmp_path, clock=clock)
    file_application(desk, EXECUTOR, a_draft())
    clock.now -= timedelta(days=2)
    file_application(desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    numbers = sorted(line.number for line in queries.queue(desk.replica))
    desk.replica.close()
    assert numbers == ["А-0001", "А-0002"]


def test_case_39_a_late_decision_is_possible_and_its_lateness_is_stored():
    case = Casework()
    case.file()
    case.do(Proposed(application="one", accept=True), EXECUTOR)
    late = MORNING + timedelta(days=5)
    assert case.do(Decided(application="one", accept=True), at=late).outcome is Outcome.APPLIED
    assert case.application().flags == ("decided-late",)


def test_case_40_the_country_lives_in_one_zone_and_moments_keep_their_offset():
    assert timedelta(hours=5) == KAZAKHSTAN_TIME.utcoffset(None)
    assert due(datetime.fromisoformat("2026-06-30T05:15:00+00:00"), 1, calendar()) == at("2026-07-01T10:15")


STREET = TerritoryStreet(locality="Астана", street="Сәтбаев", first=1, last=20)


def test_case_41_an_address_of_no_school_is_asked_about_and_may_go_outside():
    far = Address(locality="Астана", street="Тәуелсіздік", house="7")
    assert asked(a_draft(registered=far)) == {"address-not-served": "warn"}
    assert asked(a_draft(registered=far, **OUTSIDE)) == {}


def test_case_42_two_schools_may_serve_one_house():
    one, two = (replace(SCHOOL, id=name, territory=(STREET,)) for name in ("one", "two"))
    three = replace(SCHOOL, id="three", territory=(replace(STREET, first=21, last=40),))
    assert [school.id for school in schools_serving((one, two, three), HOME)] == ["one", "two"]


def test_case_43_territory_is_the_registered_address():
    far = Address(locality="Астана", street="Тәуелсіздік", house="7")
    assert asked(a_draft(actual=far)) == {}
    assert asked(a_draft(registered=far, actual=HOME)) == {"address-not-served": "warn"}


def test_case_44_from_outside_while_3_to_1_is_exhausted_waits_and_is_not_refused():
    case = Casework(inside=2)
    case.file(**OUTSIDE)
    decision = case.accept()
    assert decision.reason is not None
    assert (decision.outcome, decision.reason.code) == (Outcome.CHANGED, "limit-3-1")
    assert case.status() is Status.WAITLISTED


def test_case_45_a_class_has_a_hard_limit():
    case = Casework()
    listed = [case.stands(Status.ACCEPTED, f"child-{n}") for n in range(31)]
    day = date(2026, 8, 25)
    assert check_order(day, "kk", listed[:30], RULES) == ()
    assert [one.code for one in check_order(day, "kk", listed, RULES)] == ["class-too-large"]


def test_case_46_a_language_without_a_class_cannot_be_chosen():
    assert asked(a_draft(language="ug")) == {"language-not-taught": "block"}


def test_case_47_a_child_of_the_territory_has_the_next_place_and_nobody_is_removed():
    case = Casework(capacity=5, inside=3, outside=1)
    case.file("inside")
    case.file("outside", **OUTSIDE)
    assert case.accept("outside").reason is not None
    assert case.accept("inside").outcome is Outcome.APPLIED
    assert (case.stream().inside, case.stream().outside) == (4, 1)


def test_case_48_quota_schools_are_two_others():
    def codes(*chosen: str) -> set[str]:
        school = replace(SCHOOL, region="karaganda")
        draft = a_draft(channel="local", quota_schools=chosen)
        found = asked(draft, rules=KARAGANDA, school=school, today=date(2019, 6, 3))
        return {code for code in found if code.startswith("quota")}

    assert codes("school-1", "school-2") == set()
    assert codes("school-1", "school-1") == {"quota-school-twice"}
    assert codes(SCHOOL.id) == {"quota-is-home-school"}
    assert codes("school-1", "school-2", "school-3") == {"quota-too-many"}
    assert asked(a_draft(quota_schools=("school-1",))) == {"quota-too-many": "block"}


def test_case_49_transport_is_offered_by_some_schools():
    without = replace(SCHOOL, transport=False)
    assert asked(a_draft(transport=True), school=without) == {"transport-not-offered": "block"}
    assert asked(a_draft(transport=True), school=replace(SCHOOL, transport=True)) == {}
