"""An application that comes at 18:31 on a Friday: its day is that Friday, its time begins at Monday's opening."""

from __future__ import annotations

from datetime import datetime

import pytest

from admission.deadline import KAZAKHSTAN_TIME
from admission.intake import Intake
from central_server.intake import Door, intake_digest, take_in
from central_server.law import read_law
from demo.papers import blank_paper, photo
from desktop_app.models import outgoing, queries
from desktop_app.usecases.file_application import file_application
from tests.desk import APPLICANT, CHILD, EXECUTOR, HOME, OTHER_CHILD, SCHOOL, a_draft, counted_ids, seen

FRIDAY_EVENING = datetime(2026, 8, 21, 18, 31, tzinfo=KAZAKHSTAN_TIME)


def at(text: str) -> datetime:
    """`24.08 18:30` of 2026 in Kazakhstan."""
    return datetime.strptime(f"{text}+0500", "%d.%m %H:%M%z").replace(year=2026)


def comes_online(centre, clock, reference="oqu-1", child=CHILD) -> str:
    """A parent sends it from home; its number."""
    intake = Intake(
        reference=reference,
        school=SCHOOL.id,
        channel="oqu",
        child=child,
        applicant=APPLICANT,
        registered=HOME,
        language="kk",
        by_territory=True,
        data_correct=True,
        data_consent=True,
        attachments=(photo("male", 1), blank_paper("vaccinations", 1), blank_paper("health", 1)),
    )
    law = read_law(centre.settings.resources)
    answer, _ = take_in(
        Door(centre.ledger, law, clock, counted_ids(reference)), intake, intake_digest(intake)
    )
    return answer.number


def line_of(desk, number):
    return next(line for line in queries.queue(desk.replica) if line.number == number)


def test_it_is_fridays_application_and_mondays_work(centre, clock):
    clock.now = FRIDAY_EVENING
    counter = centre.join("counter")
    number = comes_online(centre, clock)
    counter.sync()
    line = line_of(counter.desk, number)
    assert line.received == FRIDAY_EVENING
    assert line.due == at("24.08 18:30")

    clock.now = at("24.08 09:00")
    monday = outgoing.counts(counter.desk.replica, clock())
    assert (monday.late, monday.today, monday.later) == (0, 1, 0)
    clock.now = at("24.08 18:31")
    assert outgoing.counts(counter.desk.replica, clock()).late == 1


def test_at_the_counter_the_last_minute_and_the_one_after_differ_by_what_is_left_of_the_day(centre, clock):
    clock.now = at("21.08 18:29")
    counter = centre.join("counter")
    before = seen(counter.desk, file_application(counter.desk, EXECUTOR, a_draft()))
    clock.now = FRIDAY_EVENING
    other = a_draft(child=OTHER_CHILD, confirmed=("certificate-missing",))
    after = seen(counter.desk, file_application(counter.desk, EXECUTOR, other))
    assert (before.received, before.due) == (at("21.08 18:29"), at("24.08 18:29"))
    assert (after.received, after.due) == (FRIDAY_EVENING, at("24.08 18:30"))
    counter.sync()
    assert [seen(counter.desk, one.id).due for one in (before, after)] == [before.due, after.due]


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("22.08 12:00", "24.08 18:30"),  # a Saturday
        ("23.08 23:59", "24.08 18:30"),  # a Sunday
        ("03.07 18:31", "07.07 18:30"),  # the Friday before Astana Day, a Monday
        ("06.07 10:00", "07.07 18:30"),  # Astana Day itself
        ("30.08 11:00", "31.08 18:30"),  # Constitution Day, a Sunday: the Monday after it is worked
    ],
)
def test_weekends_and_holidays_are_nobodys_working_time(centre, clock, received, due):
    clock.now = at(received)
    counter = centre.join("counter")
    number = comes_online(centre, clock)
    counter.sync()
    line = line_of(counter.desk, number)
    assert (line.received, line.due) == (at(received), at(due))
