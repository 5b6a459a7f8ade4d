"""Before threads begin: every message is made known to the reader of JSON, which two threads may not do at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import msgspec


def be_ready_to_read() -> int:
    """Have msgspec look at every message that is imported by now; how many. Call it while there is one thread.

    It looks at a type when it is first read, and up to 0.22 two threads that do so at the same time crash the program.
    """
    kinds = list(_beneath(msgspec.Struct))
    for kind in kinds:
        with suppress(TypeError, NameError):  # somebody else's, never read as it stands
            msgspec.json.Decoder(kind)
    return len(kinds)


def _beneath(kind: type) -> Iterator[type]:
    beneath: list[type] = kind.__subclasses__()
    for one in beneath:
        yield one
        yield from _beneath(one)
