"""Receipts in files and folders: every page of every scan, photo, PDF or text, with the code that was found on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from verification.receipt_pictures import PictureBroken, codes_in

SUFFIXES: Final = frozenset(".pdf .jpg .jpeg .jpe .jfif .png .heic .heif .tif .tiff .bmp .webp .txt".split())
LARGEST: Final = 256 * 1024 * 1024  # bytes of one file


class Found(msgspec.Struct, frozen=True):
    """One code, and where it was: a file's name, of several pages the number too; without `text` why there is none."""

    source: str
    text: str = ""
    reason: str | None = None


def receipts_in(paths: Iterable[Path]) -> Iterator[Found]:
    """Every code of these files, and of the files of these folders that may be pictures. OSError for no file."""
    for path in paths:
        for file in files_of(path):
            yield from _in_file(file)


def found_in(data: bytes, source: str) -> Iterator[Found]:
    """Every code of one file's bytes; one line that says why where there is none."""
    try:
        pages = list(codes_in(data)) if len(data) <= LARGEST else []
    except PictureBroken:
        pages = []
    if not pages:
        yield Found(source, reason="receipt-picture-broken")
    for number, texts in enumerate(pages, start=1):
        place = source if len(pages) == 1 else f"{source} ({number})"
        yield from (Found(place, text) for text in texts)
        if not texts:
            yield Found(place, reason="receipt-code-missing")


def files_of(path: Path) -> Iterator[Path]:
    """The file itself, or what may hold receipts in a folder and the folders in it, by name."""
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        if file.is_file() and file.suffix.lower() in SUFFIXES:
            yield file


def _in_file(file: Path) -> Iterator[Found]:
    yield from found_in(file.read_bytes(), file.name)
