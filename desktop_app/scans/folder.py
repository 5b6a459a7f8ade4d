"""The folder where a copier or scanner puts its files: looked at, read, never changed."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from admission.problems import ActRefused, Problem
from desktop_app.scans.ready import MOST_READ

SHOWN: Final = 24  # the newest files
SUFFIXES: Final = frozenset(
    {".pdf", ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".heic", ".heif", ".tif", ".tiff", ".bmp", ".webp"}
)


class Found(NamedTuple):
    """A file of the folder: where it lies, its size in bytes, when it was last written (nanoseconds)."""

    path: Path
    size: int
    written: int


def look(folder: Path) -> list[Found]:
    """The newest papers and pictures, newest first; ActRefused `scan-folder-gone` when it cannot be read."""
    found = []
    try:
        for path in folder.iterdir():
            if path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~")):
                about = path.stat()
                if stat.S_ISREG(about.st_mode):
                    found.append(Found(path, about.st_size, about.st_mtime_ns))
    except OSError as gone:
        raise ActRefused([Problem("scan-folder-gone", params={"folder": str(folder)})]) from gone
    return sorted(found, key=lambda one: (-one.written, one.path.name))[:SHOWN]


def finished(now: list[Found], before: Mapping[Path, Found]) -> list[Found]:
    """Those that have not grown since the last look: a scanner writes slowly."""
    return [one for one in now if one.size and before.get(one.path) == one]


def read_file(path: Path) -> bytes:
    """Its bytes; ActRefused `file-gone` when it cannot be read, `file-too-large` when nobody should try."""
    try:
        size = path.stat().st_size
        if size > MOST_READ:
            params: dict[str, str | int] = {"size": size // 2**20, "limit": MOST_READ // 2**20}
            raise ActRefused([Problem("file-too-large", params=params)])
        return path.read_bytes()
    except OSError as gone:
        raise ActRefused([Problem("file-gone", params={"file": path.name})]) from gone
