"""Photos and sets of files: what may be sent all the same, and somebody should look at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from admission.problems import Problem

TOLERANCE: Final = 20  # one part in twenty: 3×4 ± 5 %
SMALLEST: Final = (300, 400)
OLDEST_DAYS: Final = 184  # six months

_MARKER: Final = 0xFF
# Start-of-frame marks carry the size; C4, C8 and CC stand among them and are none (ITU T.81, B.1).
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class FileOfSet(NamedTuple):
    """One file of an application: the document it shows, its SHA-256, its size in bytes."""

    document: str
    sha256: str
    size: int


def jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, or None where the bytes do not tell."""
    at = 2
    while at + 9 <= len(data) and data[at] == _MARKER:
        if data[at + 1] in _FRAMES:
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def check_photo(
    size: tuple[int, int], taken: date | None, today: date, at: str = "documents.photo"
) -> tuple[Problem, ...]:
    """A photo 3×4, large enough and of these months; never more than a warning (DOMAIN 5 #31)."""
    return tuple(_photo_doubts(size, taken, today, at))


def _photo_doubts(size: tuple[int, int], taken: date | None, today: date, at: str) -> Iterator[Problem]:
    width, height = size
    if abs(4 * width - 3 * height) * TOLERANCE > 3 * height:
        yield Problem("photo-proportion", at, {"width": width, "height": height}, "warn")
    if width < SMALLEST[0] or height < SMALLEST[1]:
        yield Problem("photo-small", at, {"width": width, "height": height}, "warn")
    if taken is not None and (today - taken).days > OLDEST_DAYS:
        yield Problem("photo-old", at, {"taken": taken.isoformat()}, "warn")


def check_set(files: Sequence[FileOfSet], total_max_bytes: int) -> tuple[Problem, ...]:
    """The same bytes twice, and what egov would find too much altogether (DOMAIN 5 #29, #32)."""
    return (*_repeated(files), *_too_much(files, total_max_bytes))


def _repeated(files: Iterable[FileOfSet]) -> Iterator[Problem]:
    for file in files:
        if Counter(one.sha256 for one in files)[file.sha256] > 1:
            yield Problem("file-twice", f"documents.{file.document}", {"document": file.document}, "warn")


def _too_much(files: Iterable[FileOfSet], total_max_bytes: int) -> Iterator[Problem]:
    total = sum(file.size for file in files)
    if 0 < total_max_bytes < total:
        params: dict[str, str | int] = {
            "size": f"{total / 2**20:.1f}",
            "limit": f"{total_max_bytes / 2**20:g}",
        }
        yield Problem("files-together-large", "documents", params, "note")
