"""Places: how many a stream has, whether the next one may be taken, and those that are lent to one desk alone."""

from __future__ import annotations

from datetime import datetime

import msgspec

from admission.profiles import RuleProfile


class Lease(msgspec.Struct, frozen=True, kw_only=True):
    """Places that one desk alone may give away until a moment; `used` of its `seats` it has given (SYNC C6).

    `confirmed`: the centre has lent them; until then a desk shows what it hopes for.
    """

    desk: str
    seats: int
    until: datetime
    used: int = 0
    confirmed: bool = False

    @property
    def left(self) -> int:
        """Places it may still give."""
        return self.seats - self.used


class Stream(msgspec.Struct, frozen=True, kw_only=True, tag="stream", tag_field="row"):
    """Places of one school, year and language; `inside` and `outside` count the accepted, `apart` those beside 3:1.

    `leases`: places lent to desks, one lease a desk; an ended one lends nothing, whether or not it stands here still.
    """

    id: str
    school: str
    year: int
    language: str
    capacity: int
    inside: int = 0
    outside: int = 0
    apart: int = 0
    leases: tuple[Lease, ...] = ()

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
    stream: Stream, *, by_territory: bool, rules: RuleProfile, apart: bool = False, lent: int = 0
) -> str | None:
    """`class-full`, `places-lent`, `limit-3-1`, or None when the next place may be taken (DOMAIN 1.10).

    `lent`: places free, but lent to other desks.
    """
    if stream.free <= 0:
        return "class-full"
    if stream.free <= lent:
        return "places-lent"
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


def lent_to_others(stream: Stream, desk: str, at: datetime) -> int:
    """Places no longer free for this desk at that true time: lent to others, and not given by them yet."""
    return sum(lease.left for lease in stream.leases if lease.desk != desk and at < lease.until)


def lease_of(stream: Stream, desk: str, at: datetime) -> Lease | None:
    """The desk's own lease at that true time, while a place of it is left."""
    running = (one for one in stream.leases if one.desk == desk and at < one.until and one.left > 0)
    return next(running, None)


def with_leases_passed(stream: Stream, desk: str, to: str) -> Stream:
    """The stream with this desk's lease in another one's hands, or in nobody's where `to` is empty."""
    passed = (msgspec.structs.replace(one, desk=to) if one.desk == desk else one for one in stream.leases)
    return msgspec.structs.replace(stream, leases=tuple(one for one in passed if one.desk))


def with_place_of_lease(stream: Stream, desk: str, at: datetime) -> Stream:
    """The stream after the desk gave a place away: out of its own lease, as long as that lasts."""
    own = lease_of(stream, desk, at)
    if own is None:
        return stream
    used = msgspec.structs.replace(own, used=own.used + 1)
    leases = tuple(used if one is own else one for one in stream.leases)
    return msgspec.structs.replace(stream, leases=leases)
