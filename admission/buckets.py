"""Buckets: 256 digests over (kind, id, version) by which two copies of a school's rows find where they differ."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

BUCKETS: Final = 256
DIGITS: Final = 16  # hexadecimal digits of a bucket's digest

Version = tuple[str, str, int]


def bucket_of(kind: str, row_id: str) -> int:
    """In which bucket a row lies: the first byte of SHA-256 of its kind, NUL, its id."""
    return hashlib.sha256(f"{kind}\0{row_id}".encode()).digest()[0]


def bucket_digests(versions: Iterable[Version]) -> str:
    """The digests of all buckets one after the other, `DIGITS` each; the versions in order of kind and id."""
    shas = [hashlib.sha256() for _ in range(BUCKETS)]
    for kind, row_id, ver in versions:
        shas[bucket_of(kind, row_id)].update(version_line(kind, row_id, ver))
    return "".join(sha.hexdigest()[:DIGITS] for sha in shas)


def unequal(mine: str, theirs: str) -> list[int]:
    """Which buckets differ, ascending; all of them where a text is not what `bucket_digests` gives."""
    if len(mine) != len(theirs):
        return list(range(BUCKETS))
    return [
        bucket
        for bucket in range(BUCKETS)
        if mine[bucket * DIGITS : (bucket + 1) * DIGITS] != theirs[bucket * DIGITS : (bucket + 1) * DIGITS]
    ]


def version_line(kind: str, row_id: str, ver: int) -> bytes:
    """What digests are made over, for one row."""
    return f"{kind}\0{row_id}\0{ver}\n".encode()
