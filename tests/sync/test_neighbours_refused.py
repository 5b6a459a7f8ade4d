"""What a desk does not take from the local network: strangers, damage, yesterday's messages, another history."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace as changed

from admission.wire import dump_act, load_act
from desktop_app.models import exchange, neighbours, queries
from desktop_app.models.mark import RENEW
from desktop_app.models.wiping import wipe
from desktop_app.sync.keys import public_keys
from desktop_app.sync.neighbours.calling import call
from desktop_app.sync.neighbours.messages import ANSWERS, ASKS, NeighbourTrouble, Parcel, unwrapped, wrapped
from desktop_app.usecases.attach_file import attach_file
from desktop_app.usecases.decide_application import decide_application
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.propose import propose
from tests.centre import Joined
from tests.desk import CHILD, DIRECTOR, EXECUTOR, OTHER_CHILD, a_draft, seen
from tests.sync.neighbourly import LOOPBACK, Neighbour, between, pair, state, street
from tests.sync.test_renewal import a_copy
from tests.usecases.test_office_day import JPEG


@pytest.fixture
def next_door(office, counter):
    """The director's desk and the counter, paired."""
    with street(office, counter) as houses:
        yield houses


def filed_at(one: Neighbour, child=CHILD) -> str:
    return file_application(one.joined.desk, EXECUTOR, a_draft(child=child))


def told_to(sender: Neighbour, receiver: Neighbour, **parts) -> Parcel:
    """A message made by hand, signed with the sender's own key; what was answered."""
    to = sender.knows(receiver)
    numbers: list[int] = []
    sender.joined.line.write(lambda writing: numbers.append(writing.neighbours.next_message(to.desk)))
    stand = neighbours.stand(sender.replica, to.desk)
    parcel = Parcel(to=to.desk, number=numbers[0], stand=stand, **parts)
    said = call(receiver.address, "/talk", wrapped(sender.replica, ASKS, to, parcel))
    return unwrapped(sender.replica, ANSWERS, said, lambda _: to).parcel


def test_a_listener_on_the_network_reads_nothing(next_door):
    director, clerk = next_door
    with between(clerk, director) as relay:
        filed = filed_at(clerk)
        attach_file(clerk.joined.desk, EXECUTOR, filed, "photo", "photo.jpg", JPEG)
        clerk.house.talk_to_all()
    passed = b"".join(relay.seen)
    assert len(passed) > 2000
    secrets = (
        "Дүйсенбаев",
        "Әлихан",
        CHILD.iin,
        "840415450261",
        "+77027972250",
        "Сәтбаев",
        "aigul",
        clerk.id,
    )
    assert [word for word in secrets if word.encode() in passed] == []


def test_a_stranger_of_the_same_school_is_not_heard(centre, next_door):
    director, clerk = next_door
    other = Neighbour(centre.join("third"))
    try:
        pair(clerk, other)
        key = public_keys(director.replica)
        other.joined.line.write(
            lambda writing: writing.neighbours.pair(
                director.id, key.verify_key, key.recipient, director.address
            )
        )
        filed_at(other)
        before = state(director)
        other.house.talk_to_all()
        assert state(director) == before
        with pytest.raises(NeighbourTrouble) as refused:
            told_to(other, director)
        assert refused.value.code == "neighbour-unknown"
    finally:
        other.house.close()


def test_only_own_acts_are_told_not_what_was_heard_of_others(centre, next_door):
    director, clerk = next_door
    third = Neighbour(centre.join("third"))
    try:
        pair(director, third)
        filed = filed_at(clerk)
        clerk.house.talk_to_all()
        director.house.talk_to_all()
        assert seen(director.joined.desk, filed)
        assert queries.application(third.replica, filed) is None
    finally:
        third.house.close()


@pytest.mark.parametrize("place", [0, 30, -40, -1])
def test_a_damaged_message_changes_nothing_and_the_next_one_is_taken(next_door, place):
    director, clerk = next_door
    with between(clerk, director) as relay:
        filed = filed_at(clerk)
        before = state(director)
        relay.up = lambda body: body[: place % len(body)] + b"?" + body[place % len(body) + 1 :]
        clerk.house.talk_to_all()
        assert state(director) == before
        relay.up = lambda body: body[:-7]
        clerk.house.talk_to_all()
        assert state(director) == before
    clerk.house.talk_to_all()
    assert seen(director.joined.desk, filed)


def test_a_message_played_again_is_not_heard_again(next_door):
    director, clerk = next_door
    with between(clerk, director) as relay:
        filed_at(clerk)
        clerk.house.talk_to_all()
    before, heard = state(director), director.heard
    for message in relay.seen[::2]:
        again = call(director.address, "/talk", message)
        said = unwrapped(clerk.replica, ANSWERS, again, lambda _: clerk.knows(director))
        assert said.parcel.code == "neighbour-replayed"
    assert (state(director), director.heard) == (before, heard)


def test_an_answer_to_another_question_is_not_taken(next_door):
    director, clerk = next_door
    with between(clerk, director) as relay:
        clerk.house.talk_to_all()
        old = relay.seen[1]
        filed_at(director)
        before = state(clerk)
        relay.down = lambda _: old
        clerk.house.talk_to_all()
        assert state(clerk) == before


def test_what_one_neighbour_said_cannot_be_passed_on_to_another(centre, next_door):
    director, clerk = next_door
    third = Neighbour(centre.join("third"))
    try:
        pair(director, third)
        with between(clerk, director) as relay:
            filed_at(clerk)
            clerk.house.talk_to_all()
        with pytest.raises(NeighbourTrouble) as refused:
            call(third.address, "/talk", relay.seen[0])
        assert refused.value.code == "neighbour-damaged"
    finally:
        third.house.close()


def test_a_desk_that_has_forgotten_how_many_messages_it_sent_goes_on_where_the_other_stands(next_door):
    director, clerk = next_door
    for _ in range(3):
        clerk.house.talk_to_all()
    with clerk.joined.desk.write() as writing:
        writing.connection.exec_driver_sql("update neighbour set sent = 0")
    filed = filed_at(clerk)
    clerk.house.talk_to_all()
    assert seen(director.joined.desk, filed)


@pytest.mark.parametrize("spoiled", ["desk", "school", "n", "rules", "v", "bytes"])
def test_acts_that_are_not_what_they_must_be_are_not_held(next_door, spoiled):
    director, clerk = next_door
    filed_at(clerk)
    [body] = exchange.outgoing(clerk.replica, 10).acts
    act = load_act(body)
    values = {"desk": director.id, "school": "school-1", "n": 7, "rules": "unheard-of", "v": 99}
    bad = b'{"id": 1}' if spoiled == "bytes" else dump_act(changed(act, **{spoiled: values[spoiled]}))
    before = state(director)
    since = neighbours.stand(director.replica, clerk.id)
    said = told_to(clerk, director, since=since, first=1, acts=[msgspec.Raw(bad)])
    assert said.code in ("neighbour-damaged", "neighbour-newer")
    assert state(director) == before
    assert director.knows(clerk).trouble == said.code
    clerk.house.talk_to_all()
    assert director.knows(clerk).trouble == ""


@pytest.mark.parametrize("days", [-365, 365])
def test_a_clock_that_is_a_year_off_hinders_nothing(centre, counter, office, next_door, clock, days):
    director, clerk = next_door
    filed = filed_at(clerk)
    off = Neighbour(with_clock(counter, lambda: clock() + timedelta(days=days)))
    try:
        propose(off.joined.desk, EXECUTOR, filed, True)
        off.house.talk_to_all()
        decide_application(office.desk, DIRECTOR, filed, True)
        director.house.talk_to_all()
        assert seen(counter.desk, filed).status.value == "accepted"
        for joined in (office, counter, office):
            joined.sync()
        assert seen(counter.desk, filed) == seen(office.desk, filed)
        assert seen(office.desk, filed).status.value == "accepted"
        assert neighbours.held(director.replica) == {}
    finally:
        off.house.close()


def with_clock(joined: Joined, now) -> Joined:
    return Joined(replace(joined.desk, now=now), replace(joined.line, now=now))


# Copies, pairs that end, what the centre will not have


@pytest.fixture
def double(centre, counter, next_door) -> Iterator[tuple[Neighbour, str, str]]:
    """A copy of the counter that has gone its own way since; what both and what only the copy has filed."""
    clerk = next_door[1]
    first = filed_at(clerk)
    copy = a_copy(counter, "copied")
    centre.joined.append(copy)
    filed_at(clerk, OTHER_CHILD)
    clerk.house.talk_to_all()
    third = file_application(copy.desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    made = Neighbour(copy)
    yield made, first, third
    made.house.close()


def test_a_copy_of_a_neighbour_is_found_out_and_nothing_of_it_is_taken(next_door, double):
    director, clerk = next_door
    copy, _, third = double
    before = state(director)
    copy.house.talk_to_all()
    assert state(director) == before
    assert queries.application(director.replica, third) is None
    assert copy.knows(director).trouble == "neighbour-forked"
    assert director.knows(clerk).trouble == "neighbour-forked"
    clerk.house.talk_to_all()
    assert director.knows(clerk).trouble == ""


def test_the_copy_comes_back_as_a_desk_of_its_own_and_is_paired_anew(counter, office, next_door, double):
    director = next_door[0]
    copy, first, third = double
    counter.sync()
    copy.joined.sync()
    assert neighbours.neighbours(copy.replica) == []
    pair(director, copy)
    copy.house.talk_to_all()
    for joined in (office, counter, copy.joined, office):
        joined.sync()
    assert neighbours.held(director.replica) == {}
    for each in (first, third):
        assert seen(office.desk, each) == seen(copy.joined.desk, each)


def test_an_act_a_renewed_neighbour_does_again_is_shown_once(centre, counter, office, next_door):
    director, clerk = next_door
    filed = filed_at(clerk)
    clerk.house.talk_to_all()
    from desktop_app.sync.renewal import renew

    renew(counter.line)
    pair(director, clerk)
    clerk.house.talk_to_all()
    assert [line.id for line in queries.queue(director.replica)] == [filed]
    assert neighbours.held(director.replica) == {clerk.id: 1}
    assert seen(office.desk, filed).number == seen(counter.desk, filed).number
    counter.sync()
    office.sync()
    assert seen(office.desk, filed) == seen(counter.desk, filed)


def test_the_order_of_both_desks_acts_survives_becoming_another_desk(counter, office, next_door):
    director, clerk = next_door
    filed = filed_at(clerk)
    propose(counter.desk, EXECUTOR, filed, True)
    clerk.house.talk_to_all()
    decide_application(office.desk, DIRECTOR, filed, True)
    director.house.talk_to_all()
    from desktop_app.sync.renewal import renew

    renew(counter.line)
    assert seen(counter.desk, filed).status.value == "accepted"


def test_who_is_a_neighbour_no_more_is_told_so_and_what_it_did_is_no_longer_shown(next_door):
    director, clerk = next_door
    filed = filed_at(clerk)
    clerk.house.talk_to_all()
    director.house.unpair(clerk.id)
    assert queries.application(director.replica, filed) is None
    assert neighbours.held(director.replica) == {}
    clerk.house.talk_to_all()
    assert clerk.knows(director).trouble == "neighbour-unknown"
    assert len(queries.outbox(clerk.replica)) == 1


def test_a_decision_waits_at_home_while_the_centre_will_not_have_what_it_rests_on(
    centre, counter, office, next_door
):
    director, clerk = next_door
    filed = filed_at(clerk)
    propose(counter.desk, EXECUTOR, filed, True)
    clerk.house.talk_to_all()
    own = filed_at(director, OTHER_CHILD)
    decide_application(office.desk, DIRECTOR, filed, True)
    with office.desk.write() as writing:
        writing.connection.exec_driver_sql("update neighbour_bundle set sealed = x'00'")
    office.sync()
    assert queries.is_confirmed(office.desk.replica, own)
    assert [line.kind for line in queries.outbox(office.desk.replica)] == ["decided"]
    counter.sync()
    office.sync()
    office.sync()
    assert queries.outbox(office.desk.replica) == []
    assert queries.attention(office.desk.replica) == []
    assert seen(office.desk, filed).status.value == "accepted"


def test_a_desk_that_was_emptied_or_must_become_another_talks_to_nobody(next_door):
    director, clerk = next_door
    director.joined.line.write(lambda writing: writing.set_meta(RENEW, "older-copy"))
    clerk.house.talk_to_all()
    assert clerk.knows(director).trouble == "neighbour-renewing"
    director.house.talk_to_all()
    assert director.knows(clerk).trouble == "neighbour-renewing"
    director.joined.line.write(wipe)
    clerk.house.talk_to_all()
    assert [one.trouble for one in neighbours.neighbours(clerk.replica)] == ["neighbour-unknown"]


def test_a_caller_who_says_nothing_or_too_much_is_sent_away(next_door):
    director, _ = next_door
    for path, body, length in (("/talk", b"", 99_999_999), ("/pair/1", b"", 99_999), ("/elsewhere", b"x", 1)):
        with socket.create_connection((LOOPBACK, director.house.port), timeout=20) as wire:
            head = f"POST {path} HTTP/1.1\r\nContent-Length: {length}\r\n\r\n"
            wire.sendall(head.encode() + body)
            assert wire.makefile("rb").readline().split()[1] in (b"413", b"403")
