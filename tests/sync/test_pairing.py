"""Pairing by a code: who does not know it, or stands between, gets nothing; other schools are not neighbours."""

from __future__ import annotations

import json
from contextlib import ExitStack

import pytest

from desktop_app.models import neighbours
from desktop_app.models.mark import RENEW
from desktop_app.sync.keys import public_keys
from desktop_app.sync.neighbours.messages import NeighbourTrouble
from desktop_app.sync.neighbours.pairing import LETTERS, MOST_TRIES
from desktop_app.sync.trouble import ServerUnreachable
from tests.sync.neighbourly import Neighbour, Relay, pair

WRONG = "AAAAAAAA"


@pytest.fixture
def two(office, counter):
    """The director's desk and the counter, doors open, strangers to each other."""
    with ExitStack() as stack:
        made = [Neighbour(one) for one in (office, counter)]
        for one in made:
            stack.callback(one.house.close)
        yield made


def refused(work) -> str:
    with pytest.raises(NeighbourTrouble) as trouble:
        work()
    return trouble.value.code


def no_pairs(*houses) -> bool:
    return not any(neighbours.neighbours(one.replica) for one in houses)


def test_both_learn_each_others_keys_and_addresses(two):
    director, clerk = two
    pair(director, clerk)
    for one, other in ((director, clerk), (clerk, director)):
        known = one.knows(other)
        assert (known.verify_key, known.recipient) == (
            public_keys(other.replica).verify_key,
            public_keys(other.replica).recipient,
        )
        assert known.address == other.address


def test_a_code_is_eight_letters_that_are_not_mistaken_and_may_be_typed_carelessly(two):
    director, clerk = two
    code, _ = director.house.show_code()
    assert len(code) == 8
    assert set(code) <= set(LETTERS)
    assert not set("01IOL") & set(LETTERS)
    clerk.house.enter(f" {code[:4].lower()}-{code[4:]} ", director.address)
    assert not no_pairs(clerk)


def test_a_wrong_code_pairs_nobody_and_after_five_of_them_the_right_one_is_void(two):
    director, clerk = two
    code, _ = director.house.show_code()
    for _ in range(MOST_TRIES):
        assert refused(lambda: clerk.house.enter(WRONG, director.address)) == "pair-code-wrong"
    assert refused(lambda: clerk.house.enter(code, director.address)) == "pair-code-over"
    assert no_pairs(director, clerk)


def test_a_code_is_good_for_ten_minutes_and_for_one_pair(two, clock):
    director, clerk = two
    code, until = director.house.show_code()
    clock.forward(minutes=10, seconds=1)
    assert clock() > until
    assert refused(lambda: clerk.house.enter(code, director.address)) == "pair-code-over"
    code, _ = director.house.show_code()
    clerk.house.enter(code, director.address)
    assert refused(lambda: clerk.house.enter(code, director.address)) == "pair-code-over"


def test_a_desk_that_shows_no_code_pairs_with_nobody(two):
    director, clerk = two
    assert refused(lambda: clerk.house.enter(WRONG, director.address)) == "pair-code-over"
    director.house.show_code()
    director.house.hide_code()
    assert refused(lambda: clerk.house.enter(WRONG, director.address)) == "pair-code-over"


@pytest.mark.parametrize("setting", ["school", "centre_key"])
def test_a_desk_of_another_school_or_another_centre_is_no_neighbour(two, setting):
    director, clerk = two
    clerk.joined.line.write(lambda writing: writing.set_meta(setting, "77" * 32))
    code, _ = director.house.show_code()
    assert refused(lambda: clerk.house.enter(code, director.address)) == "pair-other-school"
    assert no_pairs(director, clerk)


def test_a_desk_does_not_pair_with_itself(two):
    director, _ = two
    code, _ = director.house.show_code()
    assert refused(lambda: director.house.enter(code, director.address)) == "pair-itself"


def test_a_desk_that_must_first_become_another_does_not_pair(two):
    director, clerk = two
    clerk.joined.line.write(lambda writing: writing.set_meta(RENEW, "older-copy"))
    code, _ = director.house.show_code()
    assert refused(lambda: clerk.house.enter(code, director.address)) == "pair-no-keys"


@pytest.mark.parametrize("field", ["verify_key", "recipient", "ephemeral"])
@pytest.mark.parametrize("way", ["up", "down"])
def test_who_stands_between_and_puts_in_keys_of_his_own_is_found_out(two, field, way):
    director, clerk = two
    relay = Relay(director.address)
    mine = public_keys(clerk.replica)
    theirs = {"verify_key": "11" * 32, "recipient": mine.recipient[:-1] + "q", "ephemeral": "09" + "00" * 31}

    def put_in(body: bytes) -> bytes:
        said = json.loads(body)
        hello = said.get("hello", said) if isinstance(said, dict) else {}
        if field in hello:
            hello[field] = theirs[field]
        return json.dumps(said).encode()

    setattr(relay, way, put_in)
    code, _ = director.house.show_code()
    try:
        assert refused(lambda: clerk.house.enter(code, relay.address)) in (
            "pair-code-wrong",
            "pair-code-over",
        )
    finally:
        relay.close()
    assert no_pairs(director, clerk)


def test_a_proof_that_was_overheard_is_of_no_use_again(two):
    director, clerk = two
    relay = Relay(director.address)
    code, _ = director.house.show_code()
    clerk.house.enter(code, relay.address)
    relay.close()
    director.house.show_code()
    hello, _, proof, _ = relay.seen
    from desktop_app.sync.neighbours.calling import call

    call(director.address, "/pair/1", hello)
    assert refused(lambda: call(director.address, "/pair/2", proof)) == "pair-code-wrong"
    assert code.encode() not in b"".join(relay.seen)


def test_an_address_where_nobody_listens_is_told_as_that(two):
    _, clerk = two
    with pytest.raises(ServerUnreachable):
        clerk.house.enter(WRONG, "127.0.0.1:9")


@pytest.mark.parametrize("nonsense", ["", "http://директор", "127.0.0.1:99999", "a b"])
def test_what_is_no_address_is_told_as_that(two, nonsense):
    _, clerk = two
    assert refused(lambda: clerk.house.enter(WRONG, nonsense)) == "pair-address-wrong"


def test_nobody_listens_before_there_is_a_pair_or_a_code(office):
    from desktop_app.sync.neighbours.house import House

    quiet = House(office.line, lambda: None, host="127.0.0.1", port=0, finder=None)
    quiet.open_for_pairs()
    assert quiet.port == 0
    quiet.show_code()
    assert quiet.port
    quiet.hide_code()
    quiet.rest()
    assert quiet.port == 0
