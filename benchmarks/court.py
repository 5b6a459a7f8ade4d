"""A folder for a court: an order over 25 children with 75 scans is taken out and verified, beside plain copying."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

from benchmarks.figures import Figure, Figures, median
from tests.centre import centre_in
from tests.courts import Town, accepted, child, filed, files_in, ordered, trusted
from tests.desk import FakeClock
from tests.scans.test_photos import photo

CHILDREN, SCANS = 25, 3  # scans of each child
ROUNDS = 5
WIDTH, HEIGHT = 1600, 1200  # pixels of a scan: some 300 kB


def figures(catalogues: Path) -> Figures:
    """Seconds. Floors: copying the same files with their SHA-256, which flushes nothing; SHA-256 of every file.

    Goals: as fast as copying that flushes each file to the medium, as taking out does; thrice SHA-256.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with centre_in(folder / "town", catalogues, FakeClock()) as centre:
            joined = centre.join("desk-a")
            scans = [photo(WIDTH + n, HEIGHT, quality=85) for n in range(SCANS)]
            many = [accepted(joined, filed(joined, child(place), scans)) for place in range(CHILDREN)]
            town = Town(centre, joined, many, ordered(joined, many), trusted(folder), catalogues)
            try:
                return _figures(town, folder)
            finally:
                joined.desk.replica.close()


def _figures(town: Town, folder: Path) -> Figures:
    first = town.export(town.order, _new(folder, "first"))
    assert town.verdict(first).ok
    names = count()
    export = _seconds(lambda: town.export(town.order, _new(folder, f"export-{next(names)}")))
    copied = _seconds(lambda: _copy(first, _new(folder, f"copy-{next(names)}"), flushed=False))
    flushed = _seconds(lambda: _copy(first, _new(folder, f"copy-{next(names)}"), flushed=True))
    verify = _seconds(lambda: town.verdict(first))
    hashed = _seconds(lambda: [_sha256(file.read_bytes()) for file in files_in(first)])
    return {
        "court_export_25": Figure(export, "s", flushed, floor=copied, peers={"flushed": flushed}),
        "court_export_beside_flushed_copying": Figure(export / flushed, "x", 1.0),
        "court_verify_25": Figure(verify, "s", 3 * hashed, floor=hashed),
        "court_verify_beside_sha256": Figure(verify / hashed, "x", 3.0),
    }


def _copy(folder: Path, to: Path, *, flushed: bool) -> None:
    """Every file read, hashed and written; `flushed`: on the medium before the next one."""
    for file in files_in(folder):
        data, there = file.read_bytes(), to / file.relative_to(folder)
        _sha256(data)
        there.parent.mkdir(parents=True, exist_ok=True)
        with there.open("xb") as opened:
            opened.write(data)
            if flushed:
                opened.flush()
                os.fsync(opened.fileno())


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _new(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir()
    return made


def _seconds(work: Callable[[], object]) -> float:
    return median(work, ROUNDS) / 1000
