"""Two desks and a real centre: what one does the other sees, the cable may be pulled at any moment, nothing is lost."""

import pytest

from admission.application import Status
from desktop_app.models import queries
from desktop_app.sync.enrol import enrol
from desktop_app.sync.fetching import fetch_files
from desktop_app.sync.files import carry_files
from desktop_app.sync.server import Server
from desktop_app.sync.session import synchronise
from desktop_app.sync.trouble import DeskRevoked, ServerTrouble, ServerUnreachable
from desktop_app.usecases.attach_file import attach_file
from desktop_app.usecases.decide_application import decide_application
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.open_card import open_card
from desktop_app.usecases.propose import propose
from desktop_app.usecases.withdraw import withdraw
from tests.centre import never
from tests.desk import DIRECTOR, EXECUTOR, OTHER_CHILD, SCHOOL, a_draft, seen
from tests.usecases.test_office_day import JPEG


def status_at(joined, application):
    return seen(joined.desk, application).status


def test_a_new_desk_learns_its_school_its_people_and_its_letter(counter, office):
    assert queries.school(counter.desk.replica) == SCHOOL
    assert {one.login for one in queries.officers(counter.desk.replica)} >= {"aigul", "director"}
    assert queries.meta(counter.desk.replica, "series") == "А"
    assert queries.meta(office.desk.replica, "series") == "Б"


def test_what_one_desk_files_the_other_sees_after_one_turn_each(counter, office):
    filed = file_application(counter.desk, EXECUTOR, a_draft())
    sent = counter.sync()
    assert (sent.turns, sent.sent, sent.confirmed, sent.refused, sent.agrees) == (1, 1, 1, 0, True)
    heard = office.sync()
    assert (heard.turns, heard.agrees) == (1, True)
    assert seen(office.desk, filed) == seen(counter.desk, filed)
    assert queries.outbox(counter.desk.replica) == []


def test_the_desks_rows_are_the_centres_to_the_byte(counter, office):
    filed = file_application(counter.desk, EXECUTOR, a_draft())
    shown = seen(counter.desk, filed)
    counter.sync()
    assert seen(counter.desk, filed) == shown


def test_nothing_to_say_is_one_small_turn(counter):
    report = counter.sync()
    assert (report.turns, report.received) == (1, 0)
    assert report.bytes_up + report.bytes_down < 1200


def test_the_directors_desk_decides_what_the_counter_proposed(counter, office):
    filed = file_application(counter.desk, EXECUTOR, a_draft())
    propose(counter.desk, EXECUTOR, filed, True)
    counter.sync()
    office.sync()
    decide_application(office.desk, DIRECTOR, filed, True)
    office.sync()
    counter.sync()
    assert status_at(counter, filed) is Status.ACCEPTED
    assert queries.is_confirmed(counter.desk.replica, filed)


@pytest.mark.parametrize("first", ["withdrawal", "acceptance"])
def test_a_withdrawal_wins_over_an_offline_acceptance_in_either_order(counter, office, first):
    filed = file_application(counter.desk, EXECUTOR, a_draft())
    propose(counter.desk, EXECUTOR, filed, True)
    counter.sync()
    office.sync()
    decide_application(office.desk, DIRECTOR, filed, True)
    withdraw(counter.desk, EXECUTOR, filed, "көшіп кетті")
    for one in (counter, office) if first == "withdrawal" else (office, counter):
        one.sync()
    counter.sync()
    office.sync()
    for one in (counter, office):
        assert status_at(one, filed) is Status.WITHDRAWN
        assert all(stream.taken == 0 for stream in queries.streams(one.desk.replica))
    refused = queries.attention(office.desk.replica)
    assert [item.reason.code for item in refused] == (["withdrawn"] if first == "withdrawal" else [])


def test_the_cable_is_pulled_work_goes_on_and_everything_arrives_later(counter, office):
    away = counter.line.server.url
    counter.line.server.url = "http://127.0.0.1:9"
    filed = [
        file_application(counter.desk, EXECUTOR, a_draft()),
        file_application(counter.desk, EXECUTOR, a_draft(child=OTHER_CHILD)),
    ]
    with pytest.raises(ServerUnreachable):
        counter.sync()
    assert len(queries.outbox(counter.desk.replica)) == 2
    counter.line.server.url = away
    assert counter.sync().turns == 1
    office.sync()
    assert [seen(office.desk, one).number for one in filed] == ["А-0001", "А-0002"]


def test_an_answer_that_was_lost_is_given_again_and_nothing_is_decided_twice(counter, office):
    filed = file_application(counter.desk, EXECUTOR, a_draft())
    with counter.desk.write() as writing:
        cursor = writing.meta("cursor")
    counter.sync()
    with counter.desk.write() as writing:  # as if the answer had never come
        writing.connection.exec_driver_sql("update act set state = 'waiting'")
        writing.set_meta("cursor", cursor)
    counter.sync()
    office.sync()
    assert len(queries.queue(office.desk.replica)) == 1
    assert seen(office.desk, filed).status is Status.UNDER_REVIEW
    assert queries.outbox(counter.desk.replica) == []


def test_a_feed_of_many_pages_is_shown_only_when_it_is_whole(counter, office):
    for place in range(7):
        child = OTHER_CHILD
        draft = a_draft(child=child) if place == 0 else None
        if draft is not None:
            filed = file_application(counter.desk, EXECUTOR, draft)
        attach_file(
            counter.desk, EXECUTOR, filed, "photo", f"{place}.jpg", JPEG[:-2] + bytes([place]) + JPEG[-2:]
        )
    counter.sync()
    report = synchronise(office.line, never, rows_a_turn=1)
    assert report.turns >= 1
    assert len(seen(office.desk, filed).attachments) == 7
    fresh = office.line
    assert synchronise(fresh, never).received == 0


def test_a_scan_reaches_the_other_desk_smallest_first_and_only_once(counter, office):
    filed = file_application(counter.desk, EXECUTOR, a_draft())
    attach_file(counter.desk, EXECUTOR, filed, "photo", "photo.jpg", JPEG)
    counter.sync()
    assert carry_files(counter.line, never).sent == 1
    assert carry_files(counter.line, never).sent == 0
    office.sync()
    application = seen(office.desk, filed)
    [line] = queries.files(office.desk.replica, application)
    assert not line.here
    assert fetch_files(office.line, [line.sha256], never).received == 1
    assert queries.file_bytes(office.desk.replica, line.sha256) == JPEG


def test_a_file_the_centre_does_not_have_yet_is_left_for_later(counter, office):
    filed = file_application(counter.desk, EXECUTOR, a_draft())
    attach_file(counter.desk, EXECUTOR, filed, "photo", "photo.jpg", JPEG)
    counter.sync()
    office.sync()
    [line] = queries.files(office.desk.replica, seen(office.desk, filed))
    assert fetch_files(office.line, [line.sha256], never).received == 0


def test_who_opened_which_card_is_told_to_the_centre_once(counter):
    from desktop_app.models import people

    filed = file_application(counter.desk, EXECUTOR, a_draft())
    open_card(counter.desk, EXECUTOR, filed)
    counter.sync()
    assert people.unsent_openings(counter.desk.replica) == []


def test_a_stranger_is_turned_away(centre, counter):
    stranger = Server(centre.url, "not-a-token")
    counter.line.server._session.headers["Authorization"] = "Bearer not-a-token"
    with pytest.raises(DeskRevoked):
        counter.sync()
    stranger.close()


def test_a_code_enrols_one_desk_and_no_second_one(centre):
    from central_server.administration import enrol_code

    code = enrol_code(centre.ledger, SCHOOL.id, "бір", centre.clock())
    assert enrol(centre.url, code.lower(), "бір").school == SCHOOL.id
    with pytest.raises(ServerTrouble) as trouble:
        enrol(centre.url, code, "екі")
    assert set(trouble.value.message) == {"kk", "ru", "en"}
