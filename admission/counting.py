"""Counting places anew, from the applications that hold them."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from admission.application import Application, Status
from admission.places import Stream, moved

HOLD_A_PLACE = frozenset({Status.ACCEPTED, Status.ENROLLED})


def counted(stream: Stream, applications: Iterable[Application]) -> Stream:
    """The stream with its places taken by exactly these applications, of whatever streams and statuses they are."""
    found = msgspec.structs.replace(stream, inside=0, outside=0, apart=0)
    for one in applications:
        if one.stream == stream.id and one.status in HOLD_A_PLACE:
            found = moved(found, by_territory=one.draft.by_territory, places=1, apart=one.apart)
    return found
