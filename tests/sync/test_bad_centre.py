"""A centre that answers badly, half or never: the clerk's act waits, and the trouble has a name."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import NamedTuple

import pytest

from desktop_app.models import queries
from desktop_app.sync.server import Server
from desktop_app.sync.session import Line, synchronise
from desktop_app.sync.trouble import DeskRevoked, ServerTrouble, ServerUnreachable
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.file_application import file_application
from tests.desk import EXECUTOR, a_draft, make_desk

FAREWELL_SECONDS = 1.0
JSON = b"Content-Type: application/json\r\nConnection: close\r\n"


def answer(status: str, body: bytes, length: int | None = None) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body) if length is None else length}\r\n"
    return head.encode() + JSON + b"\r\n" + body


class Said(NamedTuple):
    """What the centre says on every connection, and the trouble it should become."""

    name: str
    bytes: bytes
    trouble: type[Exception]
    code: str


SAYINGS = (
    Said("500", answer("500 Internal Server Error", b"<h1>oops</h1>"), ServerTrouble, "server-answered-500"),
    Said("503 in words", answer("503 Busy", b'{"code":"busy"}'), ServerTrouble, "busy"),
    Said("401", answer("401 Unauthorized", b'{"code":"desk-revoked"}'), DeskRevoked, "desk-revoked"),
    Said("garbage", b"\x16\x03\x01 this is no HTTP\r\n\r\n", ServerUnreachable, ""),
    Said("a login page of the provider", answer("200 OK", b"<html>pay</html>"), ServerTrouble, "answer-unreadable"),
    Said("JSON of somebody else", answer("200 OK", b'{"epoch":1}'), ServerTrouble, "answer-unreadable"),
    Said("half an answer", answer("200 OK", b'{"epoch":"e","now":"2026', 4000), ServerUnreachable, ""),
    Said("a cut header", b"HTTP/1.1 200 OK\r\nContent-Le", ServerTrouble, "answer-unreadable"),
    Said("nothing at all", b"", ServerUnreachable, ""),
)  # fmt: skip


@contextmanager
def centre_saying(said: Callable[[socket.socket], None]) -> Iterator[str]:
    """A listener on loopback that says the same to everybody."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        stop = threading.Event()

        def serve() -> None:
            while not stop.is_set():
                with door.accept()[0] as visitor:
                    if not stop.is_set():
                        said(visitor)

        thread = threading.Thread(target=serve)
        thread.start()
        port = door.getsockname()[1]
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            stop.set()
            socket.create_connection(("127.0.0.1", port)).close()
            thread.join()


def saying(text: bytes) -> Callable[[socket.socket], None]:
    def say(visitor: socket.socket) -> None:
        visitor.recv(65536)
        visitor.sendall(text)
        visitor.shutdown(socket.SHUT_WR)
        visitor.settimeout(FAREWELL_SECONDS)
        with suppress(OSError):
            while visitor.recv(65536):
                pass

    return say


def silent(visitor: socket.socket) -> None:
    visitor.settimeout(FAREWELL_SECONDS)
    with suppress(OSError):
        while visitor.recv(65536):
            pass


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    file_application(made, EXECUTOR, a_draft())
    yield made
    made.replica.close()


def talk(desk: Desk, url: str, seconds: float = 5.0) -> None:
    server = Server(url, "token", timeout=seconds)
    try:
        synchronise(Line(desk.replica, desk.judge, desk.new_id, desk.now, server), lambda: False)
    finally:
        server.close()


@pytest.mark.parametrize("said", SAYINGS, ids=[said.name for said in SAYINGS])
def test_a_bad_answer_has_a_name_and_the_act_waits(desk, said):
    with centre_saying(saying(said.bytes)) as url, pytest.raises(said.trouble) as trouble:
        talk(desk, url)
    assert getattr(trouble.value, "code", "") == said.code
    assert len(queries.outbox(desk.replica)) == 1
    assert queries.queue(desk.replica)[0].number == "А-0001"


def test_a_centre_that_never_answers_is_left_after_the_timeout(desk):
    with centre_saying(silent) as url, pytest.raises(ServerUnreachable):
        talk(desk, url, seconds=0.2)
    assert len(queries.outbox(desk.replica)) == 1


def test_a_centre_that_is_switched_off_is_no_trouble_of_the_clerk(desk):
    with centre_saying(saying(b"")) as url:
        pass
    with pytest.raises(ServerUnreachable):
        talk(desk, url)
    assert len(queries.outbox(desk.replica)) == 1
    assert queries.outbox(desk.replica)[0].at <= desk.now() + timedelta(minutes=1)
