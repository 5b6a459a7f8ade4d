"""Places: how many a stream has, and whether the next one may be taken from inside or outside the territory."""

from __future__ import annotations

import msgspec

from admission.profiles import RuleProfile


class Stream(msgspec.Struct, frozen=True, kw_only=True, tag="stream", tag_field="row"):
    """Places of one school, year and language; `inside` and `outside` count the accepted, `apart` those beside 3:1."""

    id: str
    school: str
    year: int
    language: str
    capacity: int
    inside: int = 0
    outside: int = 0
    apart: int = 0

    @property
    def taken(self) -> int:
        """Places that hold an accepted child."""
        return self.inside + self.outside + self.apart

    @property
    def free(self) -> int:
        """Places left."""
        return self.capacity - self.taken


def outside_limit(inside: int, rules: RuleProfile) -> int:
    """How many outside children may be accepted beside `inside` territory children (seed 003: 3 to 1)."""
    return inside // rules.inside_per_outside


def why_no_place(
    stream: Stream, *, by_territory: bool, rules: RuleProfile, apart: bool = False
) -> str | None:
    """`class-full`, `limit-3-1`, or None when the next place may be taken (DOMAIN 1.10)."""
    if stream.free <= 0:
        return "class-full"
    if not apart and not by_territory and stream.outside >= outside_limit(stream.inside, rules):
        return "limit-3-1"
    return None


def moved(stream: Stream, *, by_territory: bool, places: int, apart: bool = False) -> Stream:
    """The stream after `places` (+1 or -1) were taken or freed; those `apart` count in no side of 3:1."""
    if apart:
        return msgspec.structs.replace(stream, apart=stream.apart + places)
    if by_territory:
        return msgspec.structs.replace(stream, inside=stream.inside + places)
    return msgspec.structs.replace(stream, outside=stream.outside + places)
