"""The line to the NCALayer of this computer: TLS to 127.0.0.1, a greeting, one question, one answer."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import msgspec

from desktop_app.signing.signer import Cancelled, Failed, NoAnswer, NotRunning, NotTrusted

if TYPE_CHECKING:
    from websocket import WebSocket

POLL_SECONDS: Final = 0.25
_HEARTBEAT: Final = "--heartbeat--"

Ask = Callable[[str, Callable[[], bool]], str]


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where NCALayer listens and how long it may take; seconds.

    `roots` are certificates (DER) that may vouch for its line beside those the system trusts. The answer waits
    for a person who looks for a key and types a password.
    """

    url: str = "wss://127.0.0.1:13579/"
    roots: tuple[bytes, ...] = ()
    greeting_seconds: float = 3.0
    answer_seconds: float = 600.0


@contextmanager
def conversation(place: Place) -> Iterator[Ask]:
    """A line after its greeting, closed at the end; NotRunning or NotTrusted.

    Not NCALayer but another program may listen there: who does not greet in time is not it (SIGNING 1.1).
    """
    with _tls(place) as stream:
        line = _greeted(stream, place)

        def ask(question: str, cancelled: Callable[[], bool]) -> str:
            return _answered(line, question, cancelled, place.answer_seconds)

        yield ask


@contextmanager
def _tls(place: Place) -> Iterator[ssl.SSLSocket]:
    try:
        with _connected(place) as plain:
            stream = _context(place).wrap_socket(plain, server_hostname="127.0.0.1")
    except ssl.SSLCertVerificationError as error:
        raise NotTrusted from error
    except OSError as error:
        raise NotRunning from error
    with stream:
        yield stream


def _connected(place: Place) -> socket.socket:
    parts = urlsplit(place.url)
    return socket.create_connection((parts.hostname, parts.port), timeout=place.greeting_seconds)


def _context(place: Place) -> ssl.SSLContext:
    """The system's authorities and ours. TLS proves nothing here, the verified signature does (SIGNING 0.5)."""
    context = ssl.create_default_context()
    context.check_hostname = False  # it is this computer whatever the certificate calls it
    for root in place.roots:
        with contextlib.suppress(ssl.SSLError):  # a root of GOST, which OpenSSL does not know
            context.load_verify_locations(cadata=root)
    return context


def _greeted(stream: ssl.SSLSocket, place: Place) -> WebSocket:
    import websocket

    try:
        line = websocket.create_connection(
            place.url, timeout=place.greeting_seconds, socket=stream, suppress_origin=True
        )
        opcode, greeting = line.recv_data()
        version = json.loads(greeting)["result"]["version"]
    except (OSError, websocket.WebSocketException, ValueError, RecursionError, KeyError, TypeError) as error:
        raise NotRunning from error
    if opcode != websocket.ABNF.OPCODE_TEXT or not isinstance(version, str):
        raise NotRunning
    return line


def _answered(line: WebSocket, question: str, cancelled: Callable[[], bool], patience: float) -> str:
    import websocket

    try:
        line.send(question)
        line.settimeout(POLL_SECONDS)
        for _ in range(max(1, round(patience / POLL_SECONDS))):
            if cancelled():
                raise Cancelled
            with contextlib.suppress(websocket.WebSocketTimeoutException):
                answer = _text(line)
                if answer != _HEARTBEAT:
                    return answer
    except (OSError, websocket.WebSocketException) as error:
        raise Failed("line-broken") from error
    raise NoAnswer


def _text(line: WebSocket) -> str:
    import websocket

    opcode, data = line.recv_data()
    if opcode != websocket.ABNF.OPCODE_TEXT:
        raise Failed("line-closed" if opcode == websocket.ABNF.OPCODE_CLOSE else "answer-not-understood")
    try:
        return str(data, "utf-8")
    except UnicodeDecodeError as error:
        raise Failed("answer-not-understood") from error
