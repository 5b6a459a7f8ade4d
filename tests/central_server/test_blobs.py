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

    def send(self, offset, data, length=SIZE, checksum=None):
        headers = {"Upload_Offset": str(offset), "Upload_Length": str(length)}
        if checksum is not None:
            headers["Upload_Checksum"] = checksum
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


def sum_of(data):
    return f"sha256 {hashlib.sha256(data).hexdigest()}"


def test_a_damaged_piece_is_refused_by_itself(door):
    door.send(0, DATA[:1000], checksum=sum_of(DATA[:1000]))
    answer = door.send(1000, b"x" * 500, checksum=sum_of(DATA[1000:1500]))
    assert (answer.status_code, answer.json()["code"]) == (422, "piece-damaged")
    assert answer.headers["Upload-Offset"] == "1000"
    assert set(answer.json()["message"]) == {"kk", "ru", "en"}
    assert door.send(1000, DATA[1000:], checksum=sum_of(DATA[1000:])).status_code == 204


def test_of_a_wrong_file_only_what_was_checked_stays(door, bureau):
    door.send(0, DATA[:1000], checksum=sum_of(DATA[:1000]))
    door.send(1000, b"x" * 100)
    answer = door.send(1100, DATA[1100:], checksum=sum_of(DATA[1100:]))
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (422, "1000")
    assert door.offset() == 1000
    assert door.send(1000, DATA[1000:]).status_code == 204
    assert files_of(bureau.ledger.files) == [NAME]


def test_a_wrong_file_of_good_pieces_begins_anew(door):
    other = bytes(SIZE)
    answer = door.send(0, other, checksum=sum_of(other))
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (422, "0")
    assert door.send(0, DATA).status_code == 204


@pytest.mark.parametrize("checksum", ["sha256", "md5 " + "0" * 32, "sha256 " + "G" * 64])
def test_a_sum_nobody_can_read_is_refused(door, bureau, checksum):
    assert door.send(0, DATA, checksum=checksum).status_code == 400
    assert files_of(bureau.ledger.files) == []


@pytest.mark.parametrize(
    ("asked", "status", "told", "data"),
    [
        ("bytes=0-99", 206, f"bytes 0-99/{SIZE}", DATA[:100]),
        ("bytes=100-", 206, f"bytes 100-{SIZE - 1}/{SIZE}", DATA[100:]),
        (f"bytes={SIZE - 1}-{SIZE + 500}", 206, f"bytes {SIZE - 1}-{SIZE - 1}/{SIZE}", DATA[-1:]),
        ("lines=1-2", 200, None, DATA),
        (f"bytes={SIZE}-", 416, f"bytes */{SIZE}", None),
    ],
)
def test_a_range_of_a_file_is_given(door, asked, status, told, data):
    door.send(0, DATA)
    attach(door.desk, NAME)
    answer = door.ask("GET", Range=asked)
    assert (answer.status_code, answer.headers.get("Content-Range")) == (status, told)
    if data is not None:
        assert answer.content == data


def test_an_attachment_opens_its_thumbnail_and_its_original_too(centre_url, bureau):
    desk, doors = bureau.desk(), []
    for data in (b"thumbnail", b"copy", b"original"):
        doors.append(Door(centre_url, desk, hashlib.sha256(data).hexdigest()))
        doors[-1].send(0, data, len(data))
    assert [one.ask("GET").status_code for one in doors] == [404, 404, 404]
    scan = Attachment(
        sha256=doors[1].name,
        size=4,
        mime="image/jpeg",
        document="photo",
        thumbnail=doors[0].name,
        original=doors[2].name,
        original_size=8,
    )
    desk.send(filed("a1", a_child_draft(1)), Attached(application="a1", attachment=scan))
    assert [one.ask("GET").content for one in doors] == [b"thumbnail", b"copy", b"original"]


def test_a_file_the_folder_lost_is_wanted_again(door, bureau):
    door.send(0, DATA)
    attach(door.desk, NAME)
    (bureau.ledger.files / NAME[:2] / NAME).unlink()
    assert (door.head().status_code, door.ask("GET").status_code) == (404, 404)
    assert door.send(0, DATA).status_code == 204
    assert door.ask("GET").content == DATA


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
