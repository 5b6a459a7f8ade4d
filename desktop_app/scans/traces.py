"""What a JPEG tells besides its picture: place, owner, camera; taken out without touching a pixel."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

UPRIGHT: Final = 1
_SOI, _EOI, _SOS, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_APP: Final = range(0xE0, 0xF0)
_EXIF: Final = b"Exif\0\0"
# Of all application segments these alone are needed to show the picture as it is meant.
_NEEDED: Final = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
# Inside a scan FF is followed by 00 or by a restart mark; anything else begins a segment (ITU T.81, B.1.1).
_MARK: Final = re.compile(rb"\xff([\x01-\xcf\xd8-\xfe])", re.DOTALL)
_ORIENTATION, _CHANGED, _PART, _TAKEN = 0x0112, 0x0132, 0x8769, 0x9003
_DAY: Final = re.compile(rb"(\d{4}):(\d\d):(\d\d)")
_SHORT, _TEXT = 3, 2


class Shot(NamedTuple):
    """How the camera held itself (1 to 8, as EXIF counts), and the day; None where it does not say."""

    orientation: int = UPRIGHT
    taken: date | None = None


def without_traces(data: bytes) -> bytes:
    """The same JPEG, its picture bit by bit, without place, owner, camera, comments and hidden second pictures.

    Which side is up and the day it was taken stay. One that has nothing to hide is returned as it is.
    """
    body = _start_of_body(data)
    if body is None:
        return data
    kept = [data[:2]]
    for mark, segment in _segments(data, body):
        tells = mark in _APP or mark == _COMMENT
        if not tells or (mark in _NEEDED and segment[4:].startswith(_NEEDED[mark])):
            kept.append(segment)
    made = b"".join((*kept, data[body : _end(data, body)]))
    return _with_shot(made, shot(data))


def shot(data: bytes) -> Shot:
    """What the camera says of this JPEG."""
    body = _start_of_body(data)
    for mark, segment in _segments(data, body or 2):
        if mark == 0xE1 and segment[4:].startswith(_EXIF):
            try:
                return _read_exif(segment[4 + len(_EXIF) :])
            except (struct.error, ValueError):
                return Shot()
    return Shot()


def _start_of_body(data: bytes) -> int | None:
    """Where the scan begins: before it stands all that tells."""
    at = 2
    while data[at : at + 1] == b"\xff" and at + 4 <= len(data):
        if data[at + 1] == _SOS:
            return at
        at += 1 if data[at + 1] == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def _segments(data: bytes, end: int) -> Iterator[tuple[int, bytes]]:
    at = 2
    while at + 4 <= end:
        if data[at + 1] == 0xFF:  # fill bytes may stand before a mark
            at += 1
            continue
        after = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        yield data[at + 1], data[at:after]
        at = after


def _end(data: bytes, body: int) -> int:
    """Behind the end mark; telephones put films and second photos after it."""
    at = body
    while (found := _MARK.search(data, at)) is not None:
        mark, start = found[1][0], found.start()
        if mark == _EOI:
            return start + 2
        inside = mark in (0xC4, 0xDB, 0xDD, _SOS)  # tables between the scans of a progressive picture
        at = start + 2 + (int.from_bytes(data[start + 2 : start + 4], "big") if inside else 0)
    return len(data)


def _with_shot(made: bytes, told: Shot) -> bytes:
    if told == Shot():
        return made
    exif = _EXIF + _write_exif(told)
    segment = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    return made[:2] + segment + made[2:]


def _write_exif(told: Shot) -> bytes:
    """A TIFF header and at most two fields; nothing else fits in."""
    fields = [struct.pack("<HHIHH", _ORIENTATION, _SHORT, 1, told.orientation, 0)]
    text = b""
    if told.taken is not None:
        text = f"{told.taken:%Y:%m:%d} 00:00:00".encode("ascii") + b"\0"
        fields.append(struct.pack("<HHII", _CHANGED, _TEXT, len(text), 8 + 2 + 2 * 12 + 4))
    return b"II*\0" + struct.pack("<IH", 8, len(fields)) + b"".join(fields) + bytes(4) + text


def _read_exif(tiff: bytes) -> Shot:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return Shot()
    (first,) = struct.unpack_from(order + "I", tiff, 4)
    fields = dict(_fields(tiff, first, order))
    orientation = struct.unpack(order + "H", fields.get(_ORIENTATION, b"")[:2].ljust(2, b"\0"))[0]
    inner: dict[int, bytes] = {}
    if _PART in fields:
        inner = dict(_fields(tiff, struct.unpack(order + "I", fields[_PART])[0], order))
    days = (_text(tiff, one, order) for one in (inner.get(_TAKEN), fields.get(_CHANGED)))
    return Shot(orientation if 1 <= orientation <= 8 else UPRIGHT, next(filter(None, days), None))


def _fields(tiff: bytes, at: int, order: str) -> Iterator[tuple[int, bytes]]:
    """Tag and the four bytes that are its value or say where it lies."""
    (count,) = struct.unpack_from(order + "H", tiff, at)
    for number in range(min(count, 200)):
        start = at + 2 + 12 * number
        (tag,) = struct.unpack_from(order + "H", tiff, start)
        yield tag, tiff[start + 8 : start + 12]


def _text(tiff: bytes, where: bytes | None, order: str) -> date | None:
    if where is None:
        return None
    (at,) = struct.unpack(order + "I", where)
    found = _DAY.match(tiff[at : at + 19])
    return date(*map(int, found.groups())) if found and found[1] != b"0000" else None
