"""Files over HTTP: cut, taken over, damaged, and shown to their own school only."""

from __future__ import annotations

import hashlib

import pytest
import requests

from admission.acts import Attached
from admission.application import Attachment
from central_server.models.blobs import MAX_BLOB
from tests.central_server.actors import OTHER, a_child_draft, filed, files_of

DATA = bytes(range(256)) * 40
SIZE = len(DATA)
NAME = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def door(centre_url, bureau):
    """Sends requests about one file as one desk."""
    return Door(centre_url, bureau.desk())


class Door:
    def __init__(self, url, desk, name=NAME):
        self.url, self.desk, self.name = url, desk, name

    def ask(self, method, data=b"", **headers):
        headers = {"Authorization": f"Bearer {self.desk.token}"} | {
            k.replace("_", "-"): v for k, v in headers.items()
        }
        return requests.request(
            method, f"{self.url}/v1/blob/{self.name}", data=data, headers=headers, timeout=20
        )

    def head(self):
        return self.ask("HEAD")

    def send(self, offset, data, length=SIZE):
        headers = {"Upload_Offset": str(offset), "Upload_Length": str(length)}
        return self.ask("PATCH", data, Content_Type="application/octet-stream", **headers)

    def offset(self):
        return int(self.head().headers["Upload-Offset"])


def attach(desk, name, application="a1", number=1):
    scan = Attachment(sha256=name, size=len(DATA), mime="application/pdf", document="photo")
    desk.send(filed(application, a_child_draft(number)), Attached(application=application, attachment=scan))


def test_a_file_nobody_sent_is_unknown(door):
    answer = door.head()
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (404, "0")


def test_a_cut_file_goes_on_where_it_was_cut(door):
    assert door.send(0, DATA[:1000]).headers["Upload-Offset"] == "1000"
    assert door.offset() == 1000
    assert door.send(1000, DATA[1000:]).status_code == 204
    assert door.offset() == len(DATA)


def test_a_wrong_offset_is_answered_with_the_right_one(door):
    door.send(0, DATA[:1000])
    answer = door.send(500, DATA[500:600])
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (409, "1000")
    assert answer.json()["code"] == "offset-wrong"


def test_another_desk_takes_over_where_the_first_stopped(door, bureau):
    door.send(0, DATA[:1000])
    second = Door(door.url, bureau.desk())
    assert second.send(second.offset(), DATA[1000:]).status_code == 204
    late = door.send(1000, DATA[1000:2000])
    assert (late.status_code, late.headers["Upload-Offset"]) == (409, str(len(DATA)))


def test_damaged_bytes_are_thrown_away(door, bureau):
    door.send(0, b"x" * 100)
    answer = door.send(100, DATA[100:])
    assert (answer.status_code, answer.json()["code"]) == (422, "bytes-wrong")
    assert door.head().status_code == 404
    assert files_of(bureau.ledger.files) == []
    assert door.send(0, DATA).status_code == 204


def test_a_file_that_is_here_need_not_be_sent_again(door):
    door.send(0, DATA)
    assert door.send(len(DATA), b"").status_code == 204


def test_a_file_is_given_only_to_a_school_that_names_it(door, bureau):
    door.send(0, DATA)
    assert door.ask("GET").status_code == 404
    attach(door.desk, NAME)
    assert door.ask("GET").content == DATA
    stranger = Door(door.url, bureau.desk(bureau.school(OTHER)))
    assert stranger.ask("GET").status_code == 404


def test_a_file_that_is_named_but_not_here_yet_is_unknown(door):
    attach(door.desk, NAME)
    door.send(0, DATA[:1000])
    assert door.ask("GET").status_code == 404


@pytest.mark.parametrize("name", ["short", "A" * 64, "g" * 64, "..%2f..%2fledger.db"])
def test_a_name_that_is_no_hash_is_refused(centre_url, bureau, name):
    door = Door(centre_url, bureau.desk(), name)
    assert {door.ask("GET").status_code, door.send(0, DATA).status_code} <= {400, 404}
    assert files_of(bureau.ledger.files) == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload_Offset": "0"}, 400),
        ({"Upload_Offset": "-1", "Upload_Length": "10"}, 400),
        ({"Upload_Offset": "²", "Upload_Length": "10"}, 400),
        ({"Upload_Offset": "0", "Upload_Length": "3"}, 413),
        ({"Upload_Offset": "0", "Upload_Length": str(MAX_BLOB + 1)}, 413),
    ],
)
def test_wrong_headers_are_refused(door, bureau, headers, status):
    sent = {name: value.encode() for name, value in headers.items()}
    answer = door.ask("PATCH", b"four", Content_Type="application/octet-stream", **sent)
    assert answer.status_code == status
    assert files_of(bureau.ledger.files) == []


def test_a_stranger_may_not_even_ask(centre_url):
    for method in ("HEAD", "GET", "PATCH"):
        assert requests.request(method, f"{centre_url}/v1/blob/{NAME}", timeout=20).status_code == 401
