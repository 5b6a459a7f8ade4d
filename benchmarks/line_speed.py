"""The line: a first fill of 10,000 and an idle sync over real HTTP, beside plain HTTP and plain SQLite."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NamedTuple

from admission.exchange import RowLine
from benchmarks.crowd import crowd, feed
from benchmarks.figures import Figure, Figures, median, milliseconds
from benchmarks.floor import FloorClient, floor_server
from central_server.models import feed as ledger_feed
from desktop_app.models import queries
from tests.centre import Centre, Joined, centre_in
from tests.desk import MORNING, SCHOOL

FILL = 10_000
IDLE_ROUNDS = 30


def figures(catalogues: Path) -> Figures:
    """The same 10,000 rows to a desk of ours and to the floor's."""
    with (
        tempfile.TemporaryDirectory() as folder,
        centre_in(Path(folder), catalogues, lambda: MORNING) as centre,
    ):
        desk = centre.join("desk")
        lines = _fill_centre(centre)
        ours, theirs = _ours(desk), _floors(lines, Path(folder))
    return {
        "first_fill_10k": Figure(ours.fill / theirs.fill, "x", 4.0, floor=1.0),
        "first_fill_10k_seconds": Figure(ours.fill / 1000, "s", 4.0, floor=theirs.fill / 1000),
        "first_fill_10k_bytes": Figure(ours.fill_bytes / 1e6, "MB", 2.4),
        "idle_sync": Figure(ours.idle, "ms", 5.0, floor=theirs.idle),
        "idle_sync_bytes": Figure(ours.idle_bytes, "B", 400.0),
    }


class Measured(NamedTuple):
    """Milliseconds and bytes of a first fill with its first page, and of one idle round."""

    fill: float
    fill_bytes: float
    idle: float
    idle_bytes: float


def _ours(desk: Joined) -> Measured:
    at_first = _bytes(desk)
    fill = milliseconds(desk.sync) + milliseconds(lambda: queries.queue(desk.desk.replica, limit=50))
    carried = _bytes(desk)
    idle = median(desk.sync, IDLE_ROUNDS)
    return Measured(fill, carried - at_first, idle, (_bytes(desk) - carried) / IDLE_ROUNDS)


def _floors(lines: list[RowLine], folder: Path) -> Measured:
    with floor_server(lines) as port:
        client = FloorClient(port, folder / "floor.db")
        fill, idle = milliseconds(client.sync), median(client.sync, IDLE_ROUNDS)
        client.close()
    return Measured(fill, 0, idle, 0)


def _fill_centre(centre: Centre) -> list[RowLine]:
    with centre.ledger.write() as tx:
        head = ledger_feed.lock_head(tx, SCHOOL.id)
        assert head is not None, "the school is there"
        lines = feed(crowd(FILL, SCHOOL.id), first=head + 1)
        ledger_feed.put_rows(tx, SCHOOL.id, lines)
        ledger_feed.move_head(tx, SCHOOL.id, lines[-1].seq)
    return lines


def _bytes(joined: Joined) -> int:
    server = joined.line.server
    return server.bytes_up + server.bytes_down
