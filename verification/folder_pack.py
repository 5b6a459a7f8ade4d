"""Packing a folder for a court: files one by one, the list last; whole or not there at all."""

from __future__ import annotations

import errno
import os
import shutil
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from verification.folder_index import (
    CHECK,
    INDEX,
    SCHEMA_2,
    GapCode,
    Index,
    ListedChain,
    ListedFile,
    ListedGap,
    ListedReceipt,
    ListedRevocation,
    ListedSignature,
    Made,
    check_of,
    is_inside,
    listed_file,
    signed_list,
)

Sign = Callable[[bytes], str]
HANDS: Final = 8


def unsigned(_statement: bytes) -> str:
    """A desk does not vouch for its own folder."""
    return ""


class Packing:
    """A folder that is being filled; every file is listed with the fingerprints of its blocks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.signatures: list[ListedSignature] = []
        self.receipts: list[ListedReceipt] = []
        self.chains: list[ListedChain] = []
        self.revocations: list[ListedRevocation] = []
        self.gaps: list[ListedGap] = []
        self._files: dict[str, ListedFile] = {}

    @property
    def paths(self) -> Collection[str]:
        """Paths of the files that were added."""
        return self._files.keys()

    def add(self, path: str, data: bytes) -> str:
        """Write a file and list it; its path. What lies there already is the same file and stays."""
        assert is_inside(path), path
        if path not in self._files:
            _write(self.folder / path, data)
            self._files[path] = listed_file(path, data)
        return path

    def miss(self, code: GapCode, about: str, sha256: str = "") -> None:
        """Say that something is not here."""
        gap = ListedGap(code, about, sha256)
        if gap not in self.gaps:
            self.gaps.append(gap)

    def finish(self, made: Made, sign: Sign) -> Index:
        """Write the list and its check; `sign` gives the centre's signature of the list, or nothing."""
        files = sorted(self._files.values(), key=lambda one: one.path)
        index = Index(
            SCHEMA_2, files, self.signatures, self.receipts, self.chains, self.gaps, made, self.revocations
        )
        data = msgspec.json.encode(index)
        _all_to_the_medium(self.folder / path for path in self._files)
        _write(self.folder / CHECK, check_of(data, sign(signed_list(data))))
        _write(self.folder / INDEX, data)
        _all_to_the_medium(self.folder / path for path in (CHECK, INDEX))
        return index


@contextmanager
def new_folder(folder: Path) -> Iterator[Packing]:
    """A folder that is not there yet, filled beside its place while the block runs, and there when it is whole.

    FileExistsError when it is there, which changes nothing; whatever else goes wrong, nothing of it is left. What a
    computer that went off left beside it is taken away by the next one.
    """
    if folder.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    try:
        yield Packing(part)
        part.rename(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("xb") as opened:
        opened.write(data)


def _all_to_the_medium(files: Iterable[Path]) -> None:
    """Many at once: a file system that keeps a journal writes it once for all who wait. OSError of the first."""
    with ThreadPoolExecutor(HANDS, thread_name_prefix="medium") as hands:
        deque(hands.map(_to_the_medium, files), maxlen=0)


def _to_the_medium(file: Path) -> None:
    """A stick is pulled out as soon as the window says that it is done; Windows flushes only what may be written."""
    with file.open("r+b") as opened:
        os.fsync(opened.fileno())
