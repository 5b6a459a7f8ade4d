"""Calling a neighbour: one request over the local network, bounded in time and size."""

from __future__ import annotations

import re

import msgspec
import requests
from urllib3.exceptions import HTTPError

from desktop_app.sync.neighbours.messages import MOST_SEALED, NeighbourTrouble
from desktop_app.sync.trouble import ServerUnreachable

PORT = 48563
SECONDS = (3.0, 20.0)
ADDRESS = re.compile(r"[A-Za-z0-9.-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?")


class Refused(msgspec.Struct, frozen=True):
    """Body of a refusal."""

    code: str


def full_address(text: str) -> str:
    """What a person typed, with our port where none is named; NeighbourTrouble where it is no address."""
    plain = text.strip()
    if not ADDRESS.fullmatch(plain):
        raise NeighbourTrouble("pair-address-wrong")
    host, _, port = plain.rpartition(":")
    named = bool(host) and port.isdecimal() and (not plain.startswith("[") or host.endswith("]"))
    if named and not 0 < int(port) < 65536:
        raise NeighbourTrouble("pair-address-wrong")
    return plain if named else f"{plain}:{PORT}"


def call(address: str, path: str, data: bytes) -> bytes:
    """Post the bytes; the answer's. ServerUnreachable, NeighbourTrouble with the code of a refusal."""
    try:
        with requests.Session() as session:
            session.trust_env = False
            answer = session.post(
                f"http://{address}{path}", data=data, timeout=SECONDS, stream=True, allow_redirects=False
            )
            content = answer.raw.read(MOST_SEALED + 1, decode_content=False)
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        raise ServerUnreachable(type(error).__name__) from error
    if len(content) > MOST_SEALED:
        raise NeighbourTrouble("neighbour-damaged")
    if answer.status_code != requests.codes.ok:
        raise NeighbourTrouble(_code(content))
    return bytes(content)


def _code(body: bytes) -> str:
    try:
        return msgspec.json.decode(body, type=Refused).code
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return "neighbour-damaged"
