"""What a lying centre once did to a desk: it hung, it fell over, it kept what it could not read."""

from __future__ import annotations

import json

import pytest

from desktop_app.models import queries
from desktop_app.sync.session import synchronise
from desktop_app.sync.trouble import ServerTrouble
from desktop_app.usecases.file_application import file_application
from tests.central_server.actors import EXECUTOR
from tests.centre import never
from tests.desk import a_draft
from tests.fuzz.hostile import UNREADABLE, Wire, joined, kept
from tests.fuzz.world import Answer

pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)
DEEP = b"[" * 5_000 + b"]" * 5_000
BIG = 10**30


@pytest.fixture
def told(world, monkeypatch):
    """Sync a desk with a waiting act while each answer of `/v1/sync` is changed; the trouble it ends with."""
    world.fresh()
    with joined(world) as (desk, line, wire):
        synchronise(line, never)
        officer = queries.officer(desk.replica, EXECUTOR)
        assert officer is not None
        file_application(desk, officer, a_draft())

        def tell(change):
            monkeypatch.setattr(Wire, "_spoilt", lambda _, __, ___, answer: change(answer))
            wire.turns, wire.draw = -60, lambda _: "message"
            with pytest.raises(ServerTrouble) as trouble:
                synchronise(line, never)
            return trouble.value.code, kept(desk.replica) == wire.before

        yield tell


def changed(**fields):
    """The answer with other fields."""

    def change(answer: Answer) -> Answer:
        tree = json.loads(answer.body) | fields
        body = json.dumps(tree).encode()
        return Answer(
            answer.status, {**answer.headers, "content-length": str(len(body)), "content-encoding": ""}, body
        )

    return change


def a_row(**other):
    return {"kind": "application", "id": "x", "ver": 1, "seq": 60, "body": {"row": "application"}} | other


@pytest.mark.parametrize(
    "fields",
    [
        {"rows": [a_row()], "receipt": "", "results": []},
        {"rows": [a_row(body=7)], "receipt": "", "results": []},
        {"rows": [a_row(kind="stream", body={"row": "stream"})], "receipt": "", "results": []},
        {"rows": [a_row(seq=BIG)], "receipt": "", "results": []},
        {"rows": [a_row(ver=-BIG)], "receipt": "", "results": []},
        {"results": [{"n": BIG, "outcome": "applied", "seq": 3}], "receipt": ""},
        {"results": [{"n": 1, "outcome": "applied", "seq": BIG}], "receipt": ""},
        {"cursor": BIG},
        {"now": "0001-01-01T00:00:00+05:00"},
        {"now": "2026-08-25T09:00:00"},
        {"last_n": "x"},
    ],
)
def test_an_answer_that_cannot_be_kept_is_told_so_and_changes_nothing(told, fields):
    assert told(changed(**fields)) == (UNREADABLE, True)


def test_brackets_within_brackets_are_an_unreadable_answer(told):
    headers = {"content-length": str(len(DEEP))}
    assert told(lambda _: Answer(200, headers, b'{"epoch":' + DEEP)) == (UNREADABLE, True)


def test_a_centre_that_always_has_more_and_gives_none_is_left(told):
    assert told(changed(done=False, rows=[], results=[], receipt="", cursor=0))[0] == UNREADABLE


def test_a_centre_that_calls_every_history_forked_is_left(told):
    forked = json.dumps({"code": "forked"}).encode()
    headers = {"content-length": str(len(forked))}
    assert (
        told(lambda answer: Answer(409, headers, forked) if b"last_n" in answer.body else answer)[0]
        == "forked"
    )
