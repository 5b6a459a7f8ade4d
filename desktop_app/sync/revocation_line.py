"""The line to an authority's responder: one question, one answer, over plain HTTP as the authorities do it."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

CONNECT_SECONDS, READ_SECONDS = 5.0, 10.0
MOST = 100_000  # bytes
BLOCK = 16 * 1024
HEADERS = {"Content-Type": "application/ocsp-request", "Accept": "application/ocsp-response"}


class NoAnswer(OSError):
    """Nobody answered, or not with an answer. `code`: address-wrong, silent, refused, too-large, too-slow."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def ask_responder(
    address: str,
    question: bytes,
    *,
    seconds: float = READ_SECONDS,
    clock: Callable[[], float] = time.monotonic,
) -> bytes:
    """The bytes of the answer; NoAnswer where there is none. Goes to the host of the address and to no other.

    `seconds` without a byte are a silence; the whole may take twice as long. Whoever answers proves nothing by it:
    the answer must be verified. Never for the thread of the windows.
    """
    if not is_address(address):
        raise NoAnswer("address-wrong")
    with requests.Session() as session:
        session.trust_env = False
        try:
            return _asked(session, address, question, seconds, clock)
        except (requests.RequestException, HTTPError) as error:
            raise NoAnswer("silent") from error


def is_address(address: str) -> bool:
    """Whether it is plain HTTP to a host that is named; nothing else is asked."""
    try:
        parts = urlsplit(address)
        return parts.scheme == "http" and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def _asked(
    session: requests.Session, address: str, question: bytes, seconds: float, clock: Callable[[], float]
) -> bytes:
    until, content = clock() + 2 * seconds, bytearray()
    with session.post(
        address,
        data=question,
        headers=HEADERS,
        timeout=(min(CONNECT_SECONDS, seconds), seconds),
        allow_redirects=False,
        stream=True,
    ) as answer:
        if answer.status_code != requests.codes.ok:
            raise NoAnswer("refused")
        while block := answer.raw.read1(BLOCK, decode_content=False):
            content += block
            if len(content) > MOST:
                raise NoAnswer("too-large")
            if clock() > until:
                raise NoAnswer("too-slow")
    return bytes(content)
