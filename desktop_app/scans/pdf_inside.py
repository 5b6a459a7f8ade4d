"""What a PDF may hide: a program, a signature that a changed byte would break, the places of photos inside it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Final

MOST_UNPACKED: Final = 64 * 1024 * 1024  # bytes of packed parts that are looked through
_HEX: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_PROGRAM: Final = re.compile(rb"/(?:JavaScript|Launch)(?![A-Za-z0-9])")
_PACKED: Final = re.compile(rb"/ObjStm\b[^>]{0,400}>>\s*stream\r?\n", re.DOTALL)
_SIGNED: Final = re.compile(rb"/ByteRange\s*\[")
# The beginning of what a camera or a program writes into a JPEG; in a PDF nobody reads it.
_TOLD: Final = re.compile(rb"\xff\xe1(..)(?:Exif\0\0|http://ns\.adobe\.com/xap/)", re.DOTALL)


def has_program(pdf: bytes) -> bool:
    """Whether it carries a script or starts a program; also where the name is packed or misspelt on purpose."""
    return any(_PROGRAM.search(_HEX.sub(_spelt_out, part)) for part in (pdf, *_unpacked(pdf)))


def is_signed(pdf: bytes) -> bool:
    """Whether a signature would break if a byte were changed."""
    return _SIGNED.search(pdf) is not None


def without_places(pdf: bytes) -> bytes:
    """The same PDF, byte for byte as long, whose photos no longer tell where they were taken.

    A signed one is returned as it is.
    """
    if is_signed(pdf) or _TOLD.search(pdf) is None:
        return pdf
    made = bytearray(pdf)
    for found in _TOLD.finditer(pdf):
        end = min(found.start() + 2 + int.from_bytes(found[1], "big"), len(pdf))
        blank = max(end - found.end(), 0)
        made[found.end() : found.end() + blank] = bytes(blank)
    return bytes(made)


def _spelt_out(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 16)])


def _unpacked(pdf: bytes) -> Iterator[bytes]:
    """Objects that were packed together; no more of them than can be looked through."""
    room = MOST_UNPACKED
    for found in _PACKED.finditer(pdf):
        try:
            part = zlib.decompressobj().decompress(memoryview(pdf)[found.end() :], room)
        except zlib.error:
            continue
        yield part
        room -= len(part)
        if room <= 0:
            return
