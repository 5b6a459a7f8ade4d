"""Acts and rows to bytes and back: deterministic JSON, the hash chain, upgrades of old acts."""

from __future__ import annotations

import hashlib
from datetime import MAXYEAR, MINYEAR

import msgspec

from admission.acts import Act
from admission.application import Application
from admission.context import Row
from admission.order import EnrolmentOrder
from admission.places import Stream
from admission.roles import Officer
from admission.school import DeskLine, School

VERSION = 5
SELF_CHAINED = (
    2  # up to this version an act repeats the chain hash before it; later ones leave it to the chain
)
NUL = b"\\u0000"
FeedRow = Application | Stream | EnrolmentOrder | Officer | School | DeskLine


class ActUnreadable(ValueError):
    """The bytes are no act this version can read; the message says why."""


def dump_act(act: Act) -> bytes:
    """The bytes of an act: the same act gives the same bytes for ever; ActUnreadable for a NUL in a text."""
    return _without_nul(msgspec.json.encode(act, order="deterministic"))


def load_act(data: bytes) -> Act:
    """An act from its bytes; ActUnreadable when they are not one."""
    try:
        act = msgspec.json.decode(_without_nul(data), type=Act)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ActUnreadable(str(error)) from error
    if act.v > VERSION:
        raise ActUnreadable(f"version {act.v} is newer than {VERSION}")
    if act.at.year in (MINYEAR, MAXYEAR):  # no zone may be applied to such a time
        raise ActUnreadable("the desk's clock is at the end of time")
    return act


def _without_nul(data: bytes) -> bytes:
    if NUL in data:
        raise ActUnreadable("a NUL, which no database keeps in a text")
    return data


def says_before(act: Act, before: str) -> bool:
    """Whether the act follows on the chain hash `before`, as far as its version says so itself."""
    return act.previous == (before if act.v <= SELF_CHAINED else "")


def chain(previous: str, data: bytes) -> str:
    """SHA-256 (hex) of the act before and the act's own bytes."""
    return hashlib.sha256(previous.encode() + data).hexdigest()


def dump_row(row: Row | FeedRow) -> bytes:
    """The bytes of a row, deterministic, so that digests agree at both ends."""
    return msgspec.json.encode(row, order="deterministic")


def load_row(data: bytes) -> FeedRow:
    """A row from its bytes; msgspec.ValidationError when it is none."""
    row: FeedRow = msgspec.json.decode(data, type=FeedRow)
    return row


def kind_of_row(row: FeedRow) -> str:
    """The tag of a row: `application`, `stream`, …"""
    return str(type(row).__struct_config__.tag)
