"""The line: a first fill of 10,000 and an idle sync over real HTTP, beside plain HTTP and plain SQLite."""

from __future__ import annotations

import tempfile
from pathlib import Path

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
        before = _bytes(desk)
        fill = milliseconds(desk.sync)
        carried = _bytes(desk) - before
        first_page = milliseconds(lambda: queries.queue(desk.desk.replica, limit=50))
        before = _bytes(desk)
        idle = median(desk.sync, IDLE_ROUNDS)
        idle_bytes = (_bytes(desk) - before) / IDLE_ROUNDS
        with floor_server(lines) as port:
            client = FloorClient(port, Path(folder) / "floor.db")
            floor_fill = milliseconds(client.sync)
            floor_idle = median(client.sync, IDLE_ROUNDS)
            client.close()
    return {
        "first_fill_10k": Figure((fill + first_page) / floor_fill, "x", 4.0, floor=1.0),
        "first_fill_10k_seconds": Figure((fill + first_page) / 1000, "s", 4.0, floor=floor_fill / 1000),
        "first_fill_10k_bytes": Figure(carried / 1e6, "MB", 2.4),
        "idle_sync": Figure(idle, "ms", 5.0, floor=floor_idle),
        "idle_sync_bytes": Figure(idle_bytes, "B", 400.0),
    }


def _fill_centre(centre: Centre) -> list[ledger_feed.RowLine]:
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
