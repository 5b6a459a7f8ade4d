"""Blocks of a file: what is remembered of each, so that a changed byte can be named and not only its file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Final
from zlib import adler32

import msgspec

BLOCK: Final = 4096  # bytes
MOST_PLACES: Final = 20
_SUMS: Final = 65536
_SHORT: Final = 256  # bytes whose sum Adler-32 keeps whole: 256 * 255 + 1 is less than its 65521


class Place(msgspec.Struct, frozen=True):
    """Changed bytes by their offsets, first and last; `was` and `now` where exactly one byte is another."""

    first: int
    last: int
    was: int | None = None
    now: int | None = None


class Blocks(msgspec.Struct, frozen=True):
    """SHA-256 of each block in lower-case hexadecimal, and the sum of its bytes modulo 65536."""

    sha256: list[str]
    sums: list[int]


def blocks_of(data: bytes) -> Blocks:
    """What to remember of these bytes; nothing of none."""
    parts = [data[at : at + BLOCK] for at in range(0, len(data), BLOCK)]
    return Blocks([hashlib.sha256(one).hexdigest() for one in parts], [sum_of(one) for one in parts])


def sum_of(part: bytes) -> int:
    """The sum of these bytes modulo 65536, by Adler-32: adding them up in Python takes longer than all SHA-256."""
    shorts = (part[at : at + _SHORT] for at in range(0, len(part), _SHORT))
    return sum((adler32(one) & 0xFFFF) - 1 for one in shorts) % _SUMS


def changed_places(data: bytes, blocks: Blocks, size: int) -> tuple[Place, ...]:
    """Where `data` is not the file of `size` bytes that was remembered, from its beginning, twenty places at most.

    A single changed byte is named with both values, proven by the block's hash. A file that became longer or
    shorter is told from the first block that is another.
    """
    if len(data) != size:
        return (Place(_first_other(data, blocks, size), max(len(data), size) - 1),)
    found = [_place(data, at, blocks) for at in _wrong_blocks(data, blocks)]
    return tuple(_joined(found))[:MOST_PLACES]


def _wrong_blocks(data: bytes, blocks: Blocks) -> Iterator[int]:
    for at, wanted in enumerate(blocks.sha256):
        if hashlib.sha256(data[at * BLOCK : (at + 1) * BLOCK]).hexdigest() != wanted:
            yield at


def _first_other(data: bytes, blocks: Blocks, size: int) -> int:
    """Offset of the first block that differs; the old end where a longer file begins as the old one was."""
    whole = len(data) // BLOCK if len(data) < size else len(blocks.sha256)
    known = Blocks(blocks.sha256[:whole], blocks.sums[:whole])
    for at in _wrong_blocks(data[:size], known):
        return at * BLOCK
    return size if len(data) > size else whole * BLOCK


def _place(data: bytes, block: int, blocks: Blocks) -> Place:
    start = block * BLOCK
    part = data[start : start + BLOCK]
    delta = (blocks.sums[block] - sum_of(part)) % _SUMS
    delta -= _SUMS if delta > _SUMS // 2 else 0
    at = _single(part, delta, blocks.sha256[block])
    if at is None:
        return Place(start, start + len(part) - 1)
    return Place(start + at, start + at, was=part[at] + delta, now=part[at])


def _single(part: bytes, delta: int, wanted: str) -> int | None:
    """The place of the one byte that must be `delta` more for the block to have its hash again."""
    if not 0 < abs(delta) < 256:
        return None
    before = hashlib.sha256()
    for at, byte in enumerate(part):
        if 0 <= byte + delta < 256:
            tried = before.copy()
            tried.update(bytes((byte + delta,)) + part[at + 1 :])
            if tried.hexdigest() == wanted:
                return at
        before.update(part[at : at + 1])
    return None


def _joined(places: Sequence[Place]) -> Iterator[Place]:
    """Neighbouring changed blocks as one place."""
    held: Place | None = None
    for one in places:
        if held is not None and held.was is None and one.was is None and one.first == held.last + 1:
            held = Place(held.first, one.last)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held
