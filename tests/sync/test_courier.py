"""Two desks without a line and a real centre: a stick goes to and fro, in any order, twice, or is lost."""

from __future__ import annotations

import os

import pytest
import requests

from desktop_app.models import exchange, files, people, queries
from desktop_app.sync.files import carry_files
from desktop_app.sync.session import synchronise
from desktop_app.sync.stick import save_for_courier
from desktop_app.usecases.attach_file import attach_file
from desktop_app.usecases.decide_application import decide_application
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.open_card import open_card
from desktop_app.usecases.propose import propose
from tests.centre import never
from tests.desk import CHILD, DIRECTOR, EXECUTOR, OTHER_CHILD, a_draft, seen
from tests.sync.courier_steps import a_day, at_centre, digest_at, many, save, take, told
from tests.usecases.test_office_day import JPEG


@pytest.mark.parametrize("order", ["counter first", "office first"])
def test_a_day_without_a_line_travels_on_a_stick_in_either_order_and_twice(
    centre, counter, office, stick, order
):
    first, second = a_day(counter, office)
    desks = (counter, office) if order == "counter first" else (office, counter)
    for desk in desks:
        save(desk, stick)
    assert [one.trouble for one in at_centre(centre, stick)] == [None, None]
    for desk in desks:
        assert [told(one).confirmed for one in take(desk, stick)] == [2 if desk is counter else 1]
        assert queries.outbox(desk.desk.replica) == []
    assert [one.taken.decided for one in at_centre(centre, stick) if one.taken] == [2, 1]
    for desk in reversed(desks):
        take(desk, stick)
        assert [(told(one).confirmed, told(one).rows) for one in take(desk, stick)] == [(0, 0)]
        assert exchange.digest(desk.desk.replica) == digest_at(centre)
    assert seen(office.desk, first) == seen(counter.desk, first)
    assert seen(counter.desk, second) == seen(office.desk, second)


def test_the_director_decides_over_the_stick_what_the_counter_proposed(centre, counter, office, stick):
    first, _ = a_day(counter, office)
    for desk in (counter, office):
        save(desk, stick)
    at_centre(centre, stick)
    save(office, stick)  # an empty outbox asks for the news
    at_centre(centre, stick)
    take(office, stick)
    decide_application(office.desk, DIRECTOR, first, True)
    save(office, stick)
    at_centre(centre, stick)
    for desk in (office, counter):
        take(desk, stick)
    assert seen(office.desk, first).status.value == "accepted"
    save(counter, stick)
    at_centre(centre, stick)
    take(counter, stick)
    assert seen(counter.desk, first) == seen(office.desk, first)


def test_a_bundle_lost_on_the_way_is_made_again_with_what_came_since(centre, counter, office, stick):
    file_application(counter.desk, EXECUTOR, a_draft())
    lost = save(counter, stick)
    (stick / lost.file).unlink()
    file_application(counter.desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    again = save(counter, stick)
    assert (lost.acts, again.acts) == (1, 2)
    assert again.file != lost.file
    at_centre(centre, stick)
    assert [told(one).confirmed for one in take(counter, stick)] == [2]
    assert queries.outbox(counter.desk.replica) == []


def test_a_lost_answer_and_an_earlier_bundle_found_later_change_nothing_twice(
    centre, counter, stick, tmp_path
):
    file_application(counter.desk, EXECUTOR, a_draft())
    early = save(counter, stick)
    pocket = tmp_path / "pocket"
    pocket.mkdir()
    (stick / early.file).rename(pocket / early.file)
    file_application(counter.desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    save(counter, stick)
    at_centre(centre, stick)
    take(counter, stick)
    before = digest_at(centre)
    assert [one.taken.decided for one in at_centre(centre, pocket) if one.taken] == [1]
    assert digest_at(centre) == before
    assert [told(one).confirmed for one in take(counter, pocket)] == [0]
    assert exchange.digest(counter.desk.replica) == before


def test_an_older_answer_after_newer_news_sets_nothing_back(centre, counter, office, stick, clock):
    file_application(counter.desk, EXECUTOR, a_draft())
    save(counter, stick)
    at_centre(centre, stick)
    clock.forward(hours=5)
    file_application(office.desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    office.sync()
    counter.sync()
    cursor, heard = queries.meta(counter.desk.replica, "cursor"), queries.meta(counter.desk.replica, "heard")
    [old] = take(counter, stick)
    assert told(old).confirmed == 0
    assert queries.meta(counter.desk.replica, "cursor") == cursor
    assert queries.meta(counter.desk.replica, "heard") == heard
    assert exchange.digest(counter.desk.replica) == digest_at(centre)
    assert counter.sync().received == 0


def test_pages_that_lay_aside_when_the_line_broke_are_not_shown_with_an_answer(
    centre, counter, office, stick
):
    save(counter, stick)
    at_centre(centre, stick)
    many(office, 6)
    office.sync()
    turns = iter([False, False, False, True])
    synchronise(counter.line, lambda: next(turns), rows_a_turn=2)
    assert queries.meta(counter.desk.replica, "staged")
    take(counter, stick)
    with counter.desk.replica.read() as db:
        [(newest,)] = db.execute("select max(seq) from row where confirmed is not null").fetchall()
    assert newest <= int(queries.meta(counter.desk.replica, "cursor"))
    assert queries.meta(counter.desk.replica, "staged") == ""
    counter.sync()
    assert exchange.digest(counter.desk.replica) == digest_at(centre)


def test_many_acts_and_many_pages_come_whole(centre, counter, office, stick, monkeypatch):
    monkeypatch.setattr("central_server.courier.MOST_ROWS", 7)
    monkeypatch.setattr("desktop_app.sync.courier.ACTS_A_TURN", 10)
    many(counter, 25)
    assert save(counter, stick).acts == 25
    [one] = at_centre(centre, stick)
    assert one.taken is not None
    assert one.taken.decided == 25
    [answer] = take(counter, stick)
    assert told(answer).confirmed == 25
    assert exchange.digest(counter.desk.replica) == digest_at(centre)
    assert counter.sync().received == 0


def test_what_the_centre_refused_asks_for_attention_as_it_does_on_the_line(centre, counter, office, stick):
    first = file_application(counter.desk, EXECUTOR, a_draft())
    propose(counter.desk, EXECUTOR, first, True)
    counter.sync()
    office.sync()
    decide_application(office.desk, DIRECTOR, first, True)
    from desktop_app.usecases.withdraw import withdraw

    withdraw(counter.desk, EXECUTOR, first, "көшіп кетті")
    counter.sync()
    save(office, stick)
    at_centre(centre, stick)
    [answer] = take(office, stick)
    assert (told(answer).confirmed, told(answer).asking) == (0, 1)
    assert [item.reason.code for item in queries.attention(office.desk.replica)] == ["withdrawn"]
    assert seen(office.desk, first).status.value == "withdrawn"


def test_the_receipts_of_the_stick_are_kept(centre, counter, stick):
    file_application(counter.desk, EXECUTOR, a_draft())
    save(counter, stick)
    at_centre(centre, stick)
    take(counter, stick)
    with counter.desk.replica.read() as db:
        assert db.execute("select first_n, last_n, length(signature) from receipt").fetchall() == [
            (1, 1, 128)
        ]


# Files and openings


def test_scans_travel_whole_smallest_first_up_to_the_limit(centre, counter, office, stick):
    filed = file_application(counter.desk, EXECUTOR, a_draft())
    large = JPEG[:-2] + os.urandom(5000).replace(b"\xff", b"\0") + JPEG[-2:]
    attach_file(counter.desk, EXECUTOR, filed, "photo", "large.jpg", large)
    attach_file(counter.desk, EXECUTOR, filed, "photo", "small.jpg", JPEG)
    saved = save_for_courier(counter.line, stick, most_files=len(JPEG) + 100)
    assert (saved.files, saved.left) == (1, 1)
    at_centre(centre, stick)
    [answer] = take(counter, stick)
    assert told(answer).files == 1
    assert [told(one).files for one in take(counter, stick)] == [0]
    assert [size for _, size, _ in files.unsent(counter.desk.replica)] == [len(large)]
    assert carry_files(counter.line, never).sent == 1
    names = [one.sha256 for one in seen(counter.desk, filed).attachments]
    assert [(centre.settings.files / name[:2] / name).read_bytes() for name in names] == [large, JPEG]


def test_who_opened_which_card_is_told_once(centre, counter, stick):
    filed = file_application(counter.desk, EXECUTOR, a_draft())
    open_card(counter.desk, EXECUTOR, filed)
    save(counter, stick)
    at_centre(centre, stick)
    at_centre(centre, stick)
    take(counter, stick)
    assert people.unsent_openings(counter.desk.replica) == []
    with centre.ledger.read() as tx:
        assert tx.connection.exec_driver_sql("select count(*) from opened_card").scalar() == 1


# Who finds the stick


def test_a_finder_reads_nothing_from_the_stick(centre, counter, stick):
    filed = file_application(counter.desk, EXECUTOR, a_draft())
    attach_file(counter.desk, EXECUTOR, filed, "photo", "photo.jpg", JPEG)
    save(counter, stick)
    at_centre(centre, stick)
    names = sorted(path.name for path in stick.iterdir())
    assert len(names) == 2
    secrets = ("Дүйсенбаев", "Әлихан", CHILD.iin, "840415450261", "+77027972250", "Сәтбаев", "application")
    for name in names:
        data = (stick / name).read_bytes()
        assert data.startswith(b"age-encryption.org/v1\n")
        assert [word for word in secrets if word.encode() in data] == []
        assert JPEG not in data
        assert not any(word in name for word in secrets)


def test_anybody_with_a_connection_may_be_the_courier(centre, counter, stick):
    file_application(counter.desk, EXECUTOR, a_draft())
    saved = save(counter, stick)
    door = requests.post(f"{centre.url}/v1/bundle", data=(stick / saved.file).read_bytes(), timeout=20)
    assert (door.status_code, door.headers["Content-Type"]) == (200, "application/octet-stream")
    (stick / "whatever it was called.age").write_bytes(door.content)
    (stick / saved.file).unlink()
    assert [told(one).confirmed for one in take(counter, stick)] == [1]


def test_the_door_says_in_three_languages_what_is_wrong(centre):
    door = requests.post(f"{centre.url}/v1/bundle", data=b"%PDF-1.4", timeout=20)
    assert (door.status_code, door.json()["code"]) == (422, "courier-foreign")
    assert set(door.json()["message"]) == {"kk", "ru", "en"}
