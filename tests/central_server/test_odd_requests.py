"""Requests no desk and no portal of ours would send: what fuzzing found, each refused and nothing broken by it."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
import requests

from admission.context import Outcome
from admission.exchange import RefeedRequest, RowLine
from admission.wire import dump_row
from central_server import administration
from central_server.acceptance import HistoryBroken
from central_server.models.desks import desk_by_id
from central_server.recovery import take_refed
from tests.central_server.actors import OTHER, a_child_draft, filed
from tests.central_server.test_intake import an_intake, attached
from tests.desk import MORNING, SCHOOL

DEEP = b"[" * 5_000 + b"]" * 5_000
ENDS_OF_TIME = ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]


@pytest.fixture
def ask(centre_url, bureau):
    """Send bytes or a tree to a door as a newly enrolled desk, or with another token; status and code."""
    desk = bureau.desk()

    def post(path, body, token=desk.token):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {token}"}
        answer = requests.post(centre_url + path, data=data, headers=headers, timeout=30)
        return answer.status_code, answer.json().get("code")

    return post


def a_turn(**other):
    return {"p": 1, "epoch": "", "cursor": 0, "now": MORNING.isoformat()} | other


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/enroll", b'{"code":"x","name":"y","more":' + DEEP + b"}"),
        ("/v1/sync", json.dumps(a_turn(acts=["@"])).encode().replace(b'"@"', DEEP)),
    ],
)
def test_brackets_within_brackets_are_no_bug_of_ours(ask, path, body):
    assert ask(path, body) == (400, "body-unreadable")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/keys", {"verify_key": "a\0", "recipient": "age1"}),
        ("/v1/renew", {"acts": ["\0"]}),
        ("/v1/enroll", {"code": "\0", "name": "x"}),
    ],
)
def test_a_nul_which_no_database_keeps_is_refused(ask, path, body):
    assert ask(path, body) == (400, "request-wrong")


@pytest.mark.parametrize(
    "change", [{"reference": "\0"}, {"attachments": [attached("photo", name="a\0.pdf")]}]
)
def test_a_nul_in_an_online_application_is_refused(ask, bureau, change):
    token = administration.portal_token(bureau.ledger, SCHOOL.id)
    assert ask("/v1/intake", an_intake(**change), token) == (400, "request-wrong")


def test_a_nul_in_a_reference_of_an_address_names_nothing(ask, bureau):
    token = administration.portal_token(bureau.ledger, SCHOOL.id)
    assert ask("/v1/intake/%00/withdrawal", {"reason": "x"}, token) == (404, "reference-unknown")


@pytest.mark.parametrize("at", ENDS_OF_TIME)
def test_a_card_opened_at_the_end_of_time_stops_no_turn(ask, at):
    opened = {"id": "o-1", "person": "executor", "application": "a1", "at": at}
    assert ask("/v1/sync", a_turn(opened=[opened])) == (200, None)


@pytest.mark.parametrize("n", [-(10**30), -1, 0, 10**30])
def test_a_number_no_database_keeps_is_a_fork_or_a_gap(bureau, n):
    [raw] = bureau.desk().acts(filed("a1", a_child_draft(1)))
    with pytest.raises(HistoryBroken) as broken:
        bureau.desk().deliver([raw.replace(b'"n":1,', b'"n":%d,' % n)], "")
    assert broken.value.code == ("gap" if n > 0 else "forked")


@pytest.mark.parametrize("head", ["\0", "x", "A" * 64])
def test_a_head_that_is_no_hash_is_a_fork(bureau, head):
    desk = bureau.desk()
    with pytest.raises(HistoryBroken, match="forked"):
        desk.deliver([b"{}"], head)


@pytest.mark.parametrize("at", ENDS_OF_TIME)
def test_a_receipt_of_the_end_of_time_is_not_ours(ask, bureau, at):
    receipt = {"epoch": "e", "at": at, "results": [{"n": 1, "outcome": "applied", "seq": 9}], "signature": ""}
    body = {"epoch": "", "after": 0, "head": "", "acts": [{}], "receipts": [receipt]}
    assert ask("/v1/refeed", body) == (422, "receipt-wrong")


def a_line(bureau, **changes):
    desk = bureau.desk()
    assert desk.file("a1", a_child_draft(1)).outcome is Outcome.APPLIED
    row = msgspec.structs.replace(bureau.application("a1"), id="lost")
    values: dict[str, Any] = {
        "kind": "application",
        "id": "lost",
        "ver": 1,
        "seq": 900,
        "body": msgspec.Raw(dump_row(row)),
    }
    return desk, RowLine(**(values | changes)), row


def brought(bureau, desk, line):
    asked = RefeedRequest(epoch=bureau.ledger.epoch, after=desk.n, head=desk.head, rows=[line], done=True)
    with bureau.ledger.read() as tx:
        state = desk_by_id(tx, desk.id)
    assert state is not None
    return take_refed(bureau.ledger, bureau.keys, bureau.law, state, asked).rows


def test_a_row_that_was_lost_is_taken_over(bureau):
    desk, line, _ = a_line(bureau)
    assert brought(bureau, desk, line) == 1
    assert bureau.application("lost").id == "lost"


@pytest.mark.parametrize(
    "change",
    [
        {"body": msgspec.Raw(b"{}")},
        {"body": msgspec.Raw(DEEP)},
        {"id": "another"},
        {"kind": "order"},
        {"seq": 2**63},
        {"seq": -1},
    ],
)
def test_a_row_that_is_none_stops_no_recovery(bureau, change):
    desk, line, _ = a_line(bureau, **change)
    assert brought(bureau, desk, line) == 0
    assert [row.id for row in bureau.rows("application")] == ["a1"]


@pytest.mark.parametrize("change", [{"school": OTHER.id}, {"year": 10**12}, {"rules": "a\0"}])
def test_a_row_of_another_school_or_of_no_year_stops_no_recovery(bureau, change):
    desk, line, row = a_line(bureau)
    odd = msgspec.Raw(dump_row(msgspec.structs.replace(row, **change)))
    assert brought(bureau, desk, msgspec.structs.replace(line, body=odd)) == 0
