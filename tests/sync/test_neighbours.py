"""Two desks of one school without a line: they finish a case together, and the centre learns all of it once."""

from __future__ import annotations

import pytest

from desktop_app.models import exchange, files, neighbours, queries
from desktop_app.sync.files import carry_files
from desktop_app.usecases.attach_file import attach_file
from desktop_app.usecases.decide_application import decide_application
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.note import note
from desktop_app.usecases.propose import propose
from desktop_app.usecases.withdraw import withdraw
from tests.centre import never
from tests.desk import DIRECTOR, EXECUTOR, OTHER_CHILD, a_draft, seen
from tests.scans.test_photos import photo
from tests.sync.courier_steps import at_centre, digest_at, many, save, take
from tests.sync.neighbourly import street
from tests.sync.test_renewal import THIRD_CHILD
from tests.usecases.test_office_day import JPEG


@pytest.fixture
def next_door(office, counter):
    """The director's desk and the counter, paired."""
    with street(office, counter) as houses:
        yield houses


def outcomes(centre) -> list[tuple[str, str]]:
    with centre.ledger.read() as tx:
        found = tx.connection.exec_driver_sql("select kind, outcome from act order by seq")
        return [(kind, outcome) for kind, outcome in found]


def a_case(director, clerk) -> str:
    """Filed and proposed at the counter, decided by the director, while there is no line."""
    filed = file_application(clerk.joined.desk, EXECUTOR, a_draft())
    propose(clerk.joined.desk, EXECUTOR, filed, True)
    clerk.house.talk_to_all()
    decide_application(director.joined.desk, DIRECTOR, filed, True)
    director.house.talk_to_all()
    return filed


def test_what_the_clerk_files_is_decided_by_the_director_and_seen_by_the_clerk_without_a_line(next_door):
    director, clerk = next_door
    filed = a_case(director, clerk)
    for one in next_door:
        shown = seen(one.joined.desk, filed)
        assert shown.status.value == "accepted"
        assert not queries.is_confirmed(one.replica, filed)
    [line] = queries.queue(clerk.replica, statuses=("accepted",))
    assert line.waiting
    assert (director.heard, clerk.heard) == (2, 1)  # the first time of the director: a pair


@pytest.mark.parametrize("first", ["director", "clerk"])
def test_both_come_back_to_the_line_in_either_order_and_every_act_is_recorded_once(
    centre, counter, office, next_door, first
):
    director, clerk = next_door
    filed = a_case(director, clerk)
    order = [office, counter] if first == "director" else [counter, office]
    for joined in (*order, *order):
        joined.sync()
    assert outcomes(centre) == [("filed", "applied"), ("proposed", "applied"), ("decided", "applied")]
    for one in next_door:
        assert seen(one.joined.desk, filed).status.value == "accepted"
        assert queries.is_confirmed(one.replica, filed)
        assert neighbours.held(one.replica) == {}
        assert queries.outbox(one.replica) == []
        assert queries.attention(one.replica) == []
        assert exchange.digest(one.replica) == digest_at(centre)


def test_one_desk_alone_brings_the_whole_case_to_the_centre_and_tells_the_other_its_answer(
    centre, office, next_door
):
    director, clerk = next_door
    filed = a_case(director, clerk)
    office.sync()
    assert [outcome for _, outcome in outcomes(centre)] == ["applied"] * 3
    director.house.talk_to_all()
    assert queries.outbox(clerk.replica) == []
    assert queries.is_confirmed(clerk.replica, filed) or neighbours.held(clerk.replica)
    assert seen(clerk.joined.desk, filed).status.value == "accepted"


def test_answers_that_a_neighbour_brings_leave_no_gap_among_the_acts_of_a_desk(
    centre, counter, office, next_door
):
    director, clerk = next_door
    filed = file_application(counter.desk, EXECUTOR, a_draft())
    for text in ("бірінші", "екінші", "үшінші"):
        clerk.house.talk_to_all()
        note(counter.desk, EXECUTOR, filed, text)
    clerk.house.talk_to_all()
    office.sync()
    assert [outcome for _, outcome in outcomes(centre)] == ["applied"] * 4
    for _ in range(2):
        director.house.talk_to_all()
        with clerk.replica.read() as db:
            states = [state for (state,) in db.execute("select state from act order by n")]
        assert states == ["applied"] + ["waiting"] * 3
    counter.sync()
    assert queries.outbox(clerk.replica) == []


def test_acts_of_both_that_rest_on_each_other_reach_the_centre_in_the_order_they_were_done(
    centre, counter, office, next_door
):
    director, clerk = next_door
    first = a_case(director, clerk)
    withdraw(clerk.joined.desk, EXECUTOR, first, "көшіп кетті")
    second = file_application(clerk.joined.desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    propose(clerk.joined.desk, EXECUTOR, second, True)
    director.house.talk_to_all()
    decide_application(director.joined.desk, DIRECTOR, second, True)
    director.house.talk_to_all()
    counter.sync()
    kinds = ["filed", "proposed", "decided", "withdrawn", "filed", "proposed", "decided"]
    assert [kind for kind, _ in outcomes(centre)] == kinds
    assert [outcome for _, outcome in outcomes(centre)] == ["applied"] * 7
    office.sync()
    assert len(outcomes(centre)) == 7
    for one in next_door:
        statuses = [seen(one.joined.desk, each).status.value for each in (first, second)]
        assert statuses == ["withdrawn", "accepted"]


def test_talking_again_says_nothing_new(next_door):
    director, clerk = next_door
    a_case(director, clerk)
    before = [exchange.waiting_ids(one.replica) for one in next_door]
    assert not director.house.talk_to_all()
    assert not clerk.house.talk_to_all()
    assert [exchange.waiting_ids(one.replica) for one in next_door] == before
    assert [neighbours.held(one.replica) for one in next_door] == [{clerk.id: 2}, {director.id: 1}]


def test_a_long_day_comes_over_in_pages_and_leaves_in_pages(centre, counter, office, next_door, monkeypatch):
    monkeypatch.setattr("desktop_app.sync.neighbours.talking.ACTS_A_PARCEL", 4)
    director, clerk = next_door
    many(counter, 11)
    assert clerk.house.talk_to_all() is False
    assert len(queries.queue(director.replica)) == 11
    office.sync()
    assert [kind for kind, _ in outcomes(centre)] == ["filed"] * 11
    assert neighbours.held(director.replica) == {}


def test_while_the_line_holds_a_neighbours_acts_leave_with_the_centres_news(
    centre, counter, office, next_door
):
    director, clerk = next_door
    filed = file_application(counter.desk, EXECUTOR, a_draft())
    clerk.house.talk_to_all()
    counter.sync()
    sent = office.line.server.turns
    office.sync()
    assert office.line.server.turns - sent == 2
    assert neighbours.held(director.replica) == {}
    assert queries.is_confirmed(director.replica, filed)
    clerk.house.talk_to_all()
    assert neighbours.held(director.replica) == {}
    propose(counter.desk, EXECUTOR, filed, True)
    clerk.house.talk_to_all()
    assert neighbours.held(director.replica) == {clerk.id: 2}
    assert seen(office.desk, filed).status.value == "on_signature"


def test_acts_the_centre_has_answered_are_told_to_one_who_has_not_read_so_far(
    centre, counter, office, next_door
):
    clerk = next_door[1]
    filed = file_application(counter.desk, EXECUTOR, a_draft())
    counter.sync()
    propose(counter.desk, EXECUTOR, filed, True)
    clerk.house.talk_to_all()
    assert seen(office.desk, filed).status.value == "on_signature"
    decide_application(office.desk, DIRECTOR, filed, True)
    office.sync()
    counter.sync()
    assert outcomes(centre) == [("filed", "applied"), ("proposed", "applied"), ("decided", "applied")]
    assert seen(counter.desk, filed) == seen(office.desk, filed)


def test_the_director_sees_the_scans_of_what_was_filed_next_door(centre, counter, office, next_door):
    director, clerk = next_door
    filed = file_application(counter.desk, EXECUTOR, a_draft())
    attach_file(counter.desk, EXECUTOR, filed, "photo", "photo.jpg", photo(900, 700, grain=24, quality=95))
    attach_file(counter.desk, EXECUTOR, filed, "health", "052.jpg", JPEG)
    clerk.house.talk_to_all()
    assert not any(one.here for one in files.files(office.desk.replica, seen(office.desk, filed)))
    assert director.house.talk_to_all() is True
    lines = files.files(office.desk.replica, seen(office.desk, filed))
    assert [one.here for one in lines] == [True, True]
    assert lines[0].thumbnail
    for one in lines:
        assert files.file_bytes(office.desk.replica, one.sha256) == files.file_bytes(
            counter.desk.replica, one.sha256
        )
    assert director.house.talk_to_all() is False
    office.sync()
    assert carry_files(office.line, never).sent == 3
    assert carry_files(counter.line, never).failed == ()


def test_many_scans_come_in_as_many_messages_as_they_need(counter, office, next_door, monkeypatch):
    monkeypatch.setattr("desktop_app.sync.neighbours.scans.MOST_BYTES", 1000)
    director = next_door[0]
    filed = file_application(counter.desk, EXECUTOR, a_draft())
    for document, size in (("photo", 1200), ("health", 1300), ("vaccinations", 1400)):
        data = JPEG[:-2] + bytes(size) + JPEG[-2:]
        attach_file(counter.desk, EXECUTOR, filed, document, f"{document}.jpg", data)
    director.house.talk_to_all()
    assert all(one.here for one in files.files(office.desk.replica, seen(office.desk, filed)))


def test_a_stick_leaves_at_home_what_rests_on_a_neighbour_until_the_centre_has_that(
    centre, counter, office, next_door, stick
):
    director, clerk = next_door
    filed = file_application(counter.desk, EXECUTOR, a_draft())
    propose(counter.desk, EXECUTOR, filed, True)
    clerk.house.talk_to_all()
    file_application(office.desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    decide_application(office.desk, DIRECTOR, filed, True)
    assert save(office, stick).acts == 1
    at_centre(centre, stick)
    take(office, stick)
    assert [line.kind for line in queries.outbox(director.replica)] == ["decided"]
    assert save(office, stick).acts == 0
    assert save(counter, stick).acts == 2
    at_centre(centre, stick)
    save(office, stick)
    at_centre(centre, stick)
    take(office, stick)
    assert neighbours.held(director.replica) == {}
    assert save(office, stick).acts == 1
    at_centre(centre, stick)
    take(office, stick)
    assert queries.outbox(director.replica) == []
    assert {outcome for _, outcome in outcomes(centre)} == {"applied"}


def test_a_third_desk_never_brings_a_decision_before_the_filing_it_has_not_heard_of(
    centre, counter, office, next_door
):
    director, clerk = next_door
    far = centre.join("third")
    with street(office, far) as (again, third):
        filed = file_application(counter.desk, EXECUTOR, a_draft())
        propose(counter.desk, EXECUTOR, filed, True)
        clerk.house.talk_to_all()
        before = file_application(office.desk, EXECUTOR, a_draft(child=OTHER_CHILD))
        decide_application(office.desk, DIRECTOR, filed, True)
        later = file_application(office.desk, EXECUTOR, a_draft(child=THIRD_CHILD))
        third.house.talk_to_all()
        assert queries.application(far.desk.replica, filed) is None
        propose(far.desk, EXECUTOR, before, True)
        propose(far.desk, EXECUTOR, later, True)
        far.sync()
        assert [kind for kind, _ in outcomes(centre)] == ["filed", "proposed"]
        assert [line.application for line in queries.outbox(far.desk.replica)] == [later]
        for joined in (counter, office, far, far):
            joined.sync()
        assert [outcome for _, outcome in outcomes(centre)] == ["applied"] * 7
        assert neighbours.held(far.desk.replica) == {}
        assert again.replica is director.replica
