"""Attachments by their bytes: what kind of file it is, and why it may not be attached."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePath
from typing import Final, Literal

from admission.problems import Problem

FileKind = Literal["pdf", "jpeg", "png", "heic", "tiff", "bmp", "webp", "unknown"]

MAX_BYTES: Final = 5 * 1024 * 1024  # exactly this much is still allowed (seed 003, DOMAIN 5 #29)

_STARTS: Final[tuple[tuple[bytes, FileKind], ...]] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"BM", "bmp"),
)
_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_SUFFIXES: Final[dict[str, FileKind]] = {
    "pdf": "pdf", "jpg": "jpeg", "jpeg": "jpeg", "jpe": "jpeg", "jfif": "jpeg", "png": "png",
    "heic": "heic", "heif": "heic", "tif": "tiff", "tiff": "tiff", "bmp": "bmp", "webp": "webp",
}  # fmt: skip

_PDF_EDGE: Final = 1024  # readers look for header and end mark within so many bytes
_TRAILER: Final = re.compile(rb"trailer(.*?)startxref", re.DOTALL)
_XREF_STREAM: Final = re.compile(rb"/Type\s*/XRef\b")
_ENCRYPT: Final = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R\b|<<)")
_JPEG_END: Final = b"\xff\xd9"
_START_OF_SCAN: Final = 0xDA


def sniff(data: bytes) -> FileKind:
    """The kind of file by its first bytes, whatever its name says."""
    if b"%PDF-" in data[:_PDF_EDGE]:
        return "pdf"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return "heic"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((kind for start, kind in _STARTS if data.startswith(start)), "unknown")


def check_file(
    name: str, data: bytes, at: str, *, max_bytes: int = MAX_BYTES, formats: Collection[str] = ("pdf", "jpeg")
) -> tuple[Problem, ...]:
    """Every reason why this file may not be attached as it is (DOMAIN 5 #29, #30)."""
    if not data:
        return (Problem("file-empty", at),)
    kind = sniff(data)
    problems = []
    if len(data) > max_bytes:
        sizes: dict[str, str | int] = {"size": _megabytes(len(data)), "limit": _megabytes(max_bytes)}
        problems.append(Problem("file-too-large", at, sizes))
    problems.extend(_check_kind(name, kind, at, formats))
    problems.extend(_check_whole(data, kind, at))
    return tuple(problems)


def _check_kind(name: str, kind: FileKind, at: str, formats: Collection[str]) -> tuple[Problem, ...]:
    suffix = PurePath(name).suffix.removeprefix(".").lower()
    problems = []
    if suffix and _SUFFIXES.get(suffix, "unknown") != kind:
        problems.append(Problem("file-not-what-its-name-says", at, {"suffix": suffix, "kind": kind}))
    if kind not in formats:
        code = "file-unknown" if kind == "unknown" else "file-format"
        problems.append(Problem(code, at, {"kind": kind, "accepted": ", ".join(formats).upper()}))
    return tuple(problems)


def _megabytes(size: int) -> str:
    """Rounded up to a tenth, so that one byte too many is seen as more."""
    return f"{-(-size * 10 // 2**20) / 10:g}"


def _check_whole(data: bytes, kind: FileKind, at: str) -> tuple[Problem, ...]:
    if kind == "pdf" and _is_encrypted(data):
        return (Problem("file-encrypted", at),)
    whole = _pdf_ends(data) if kind == "pdf" else _jpeg_ends(data) if kind == "jpeg" else True
    return () if whole else (Problem("file-broken", at),)


def _is_encrypted(data: bytes) -> bool:
    """Whether a trailer or cross-reference stream names an encryption dictionary (ISO 32000, 7.5)."""
    trailers = (found[1] for found in _TRAILER.finditer(data))
    return any(map(_ENCRYPT.search, trailers)) or any(map(_ENCRYPT.search, _xref_dictionaries(data)))


def _xref_dictionaries(data: bytes) -> list[bytes]:
    return [
        data[max(data.rfind(b" obj", 0, found.start()), 0) : data.find(b"stream", found.end())]
        for found in _XREF_STREAM.finditer(data)
    ]


def _pdf_ends(data: bytes) -> bool:
    return b"%%EOF" in data[-_PDF_EDGE:]


def _jpeg_ends(data: bytes) -> bool:
    """Whether the end mark follows the picture; one inside a thumbnail does not count (ITU T.81, B.1)."""
    scan = _start_of_scan(data)
    return scan is not None and data.find(_JPEG_END, scan) >= 0


def _start_of_scan(data: bytes) -> int | None:
    at = 2
    while data[at : at + 1] == b"\xff" and at + 4 <= len(data):
        if data[at + 1] == _START_OF_SCAN:
            return at
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
