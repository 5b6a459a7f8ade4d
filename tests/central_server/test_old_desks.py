"""Desks of every released version keep working: what they once sent is sent again to the centre of today."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
import requests

from admission.application import Application, Status
from admission.wire import VERSION
from central_server.administration import enrol_code
from central_server.models import feed
from desktop_app.models import queries
from desktop_app.usecases.attach_file import attach_file
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.note import note
from tests.desk import EXECUTOR, ROOT, SCHOOL, FakeClock, a_draft
from tests.golden.recording import picture

ACTS = {"version-1": 9, "version-2": 9, "version-3": 9}  # a day has more of them since
RECORDED = sorted((ROOT / "tests/golden/desks").glob("*.json"))


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def centre(tmp_path, catalogues, clock):
    from tests.centre import centre_in

    with centre_in(tmp_path, catalogues, clock) as made:
        yield made


def as_of_today(centre, request):
    """The same words with this centre's epoch, or with a fresh code of enrolment."""
    told = json.loads(request)
    if "code" in told:
        told["code"] = enrol_code(centre.ledger, SCHOOL.id, told["name"], centre.clock())
        return json.dumps(told)
    return request.replace(told["epoch"], centre.ledger.epoch) if "epoch" in told else request


def replay(centre, clock, messages):
    """Send them in their order; what the centre says of each act."""
    tokens: list[str] = []
    results = []
    for message in messages:
        request = as_of_today(centre, message["request"])
        if "now" in json.loads(request):
            clock.now = datetime.fromisoformat(json.loads(request)["now"])
        headers = {"Authorization": f"Bearer {tokens[message['by']]}"} if message["by"] is not None else {}
        answer = requests.post(
            centre.url + message["path"], data=request.encode(), headers=headers, timeout=20
        )
        assert answer.ok, answer.text
        told = answer.json()
        if "token" in told:
            tokens.append(told["token"])
        results.append(told.get("results", []))
    return results


def test_every_version_was_recorded():
    assert [file.stem for file in RECORDED] == [f"version-{n}" for n in range(1, VERSION + 1)]


@pytest.mark.parametrize("file", RECORDED, ids=[file.stem for file in RECORDED])
def test_the_acts_of_an_old_desk_mean_what_they_meant(centre, clock, file):
    messages = json.loads(file.read_text(encoding="utf-8"))
    found = replay(centre, clock, messages)
    told = [message["results"] for message in messages]
    plain = [[(one["n"], one["outcome"], one["seq"]) for one in some] for some in (*found, *told)]
    assert plain[: len(told)] == plain[len(told) :]
    assert sum(map(len, told)) == ACTS.get(file.stem, 12)
    with centre.ledger.read() as tx:
        rows = feed.rows_of_kind(tx, SCHOOL.id, "application")
    statuses = {row.number: row.status for row in rows if isinstance(row, Application)}
    assert statuses == {"А-0001": Status.ACCEPTED, "А-0002": Status.WITHDRAWN}


@pytest.mark.parametrize("file", RECORDED, ids=[file.stem for file in RECORDED])
def test_the_same_day_sent_twice_has_one_effect(centre, clock, file):
    messages = [one for one in json.loads(file.read_text(encoding="utf-8"))]
    twice = [message for message in messages for _ in range(1 if message["by"] is None else 2)]
    found = [some for some in replay(centre, clock, twice) if some]
    assert found[0::2] == found[1::2]
    assert len(found) == 2 * sum(bool(message["results"]) for message in messages)


def attachments_told(centre, token):
    """The attachments in everything a desk is sent from the beginning."""
    body = json.dumps({"p": 1, "epoch": "", "cursor": 0, "now": centre.clock().isoformat()})
    headers = {"Authorization": f"Bearer {token}"}
    rows = requests.post(f"{centre.url}/v1/sync", data=body, headers=headers, timeout=20).json()["rows"]
    return [one for row in rows if row["kind"] == "application" for one in row["body"]["attachments"]]


def test_a_desk_of_yesterday_is_not_told_of_steps_it_has_no_words_for(centre):
    today = centre.join("today")
    application = file_application(today.desk, EXECUTOR, a_draft())
    note(today.desk, EXECUTOR, application, "анасы кешке келеді")
    today.sync()
    body = {"p": 1, "epoch": "", "cursor": 0, "now": centre.clock().isoformat()}
    headers = {"Authorization": f"Bearer {queries.meta(today.desk.replica, 'token')}"}
    told = []
    for reads in ({}, {"v": VERSION}):
        answer = requests.post(f"{centre.url}/v1/sync", json=body | reads, headers=headers, timeout=20).json()
        [row] = [one for one in answer["rows"] if one["kind"] == "application"]
        told.append([step["kind"] for step in row["body"]["history"]])
    assert told == [["filed"], ["filed", "noted"]]


def test_a_desk_of_today_and_one_of_yesterday_read_the_same_photo(centre):
    today = centre.join("today")
    application = file_application(today.desk, EXECUTOR, a_draft())
    attach_file(today.desk, EXECUTOR, application, "photo", "photo.jpg", picture())
    today.sync()
    code = enrol_code(centre.ledger, SCHOOL.id, "yesterday", centre.clock())
    answer = requests.post(f"{centre.url}/v1/enroll", json={"code": code, "name": "yesterday"}, timeout=20)
    [old] = attachments_told(centre, answer.json()["token"])
    [new] = attachments_told(centre, queries.meta(today.desk.replica, "token"))
    assert set(new) - set(old) == {"original", "original_size", "thumbnail"}
    assert {name: new[name] for name in old} == old
