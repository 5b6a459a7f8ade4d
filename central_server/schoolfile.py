"""The file a school is made from: itself, its places, its officers with the passwords they start with."""

from __future__ import annotations

import msgspec
from argon2 import PasswordHasher

from admission.application import stream_id
from admission.people import PersonName
from admission.places import Stream
from admission.roles import Officer, Role
from admission.school import School


class StreamEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Places of one campaign and language."""

    year: int
    language: str
    capacity: int


class OfficerEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An officer; `password` is what they sign in with first, kept only as an argon2 hash."""

    login: str
    name: PersonName
    roles: frozenset[Role]
    password: str
    iin: str = ""
    id: str = ""


class SchoolEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`{"school": {…}, "streams": [{…}], "officers": [{…}]}`; docs/protocol.md has an example."""

    school: School
    streams: tuple[StreamEntry, ...] = ()
    officers: tuple[OfficerEntry, ...] = ()


def read_school(data: bytes) -> tuple[School, list[Stream], list[Officer]]:
    """A school from its file; msgspec.ValidationError names the place and what is wrong there."""
    entry = msgspec.json.decode(data, type=SchoolEntry)
    hasher = PasswordHasher()
    school = entry.school
    streams = [_stream(school.id, one) for one in entry.streams]
    return school, streams, [_officer(school.id, one, hasher) for one in entry.officers]


def _stream(school: str, entry: StreamEntry) -> Stream:
    return Stream(
        id=stream_id(school, entry.year, entry.language),
        school=school,
        year=entry.year,
        language=entry.language,
        capacity=entry.capacity,
    )


def _officer(school: str, entry: OfficerEntry, hasher: PasswordHasher) -> Officer:
    return Officer(
        id=entry.id or f"{school}-{entry.login}",
        school=school,
        login=entry.login,
        name=entry.name,
        iin=entry.iin,
        roles=entry.roles,
        password_hash=hasher.hash(entry.password),
    )
