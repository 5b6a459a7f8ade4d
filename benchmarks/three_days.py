"""Three days offline: 300 applications and their scans go up over a line that is cut every minute.

The line's time is simulated, its bytes are real: 64 kbit/s and 0.6 s a request decide where each minute ends. Files
keep their true sizes; only every `FEWER`-th of them is sent, so a gigabyte is stood for by a tenth of it.
"""

from __future__ import annotations

import random
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from admission.acts import Attached, Body, Filed
from admission.application import Attachment
from benchmarks.crowd import crowd
from benchmarks.figures import Figure, Figures
from benchmarks.peers_ours import new_id, port_of
from benchmarks.peers_proxy import Proxy, proxied_by
from central_server.models.blobs import blob_state
from desktop_app.models import files, queries
from desktop_app.sync.files import carry_files
from desktop_app.sync.trouble import ServerUnreachable
from tests.centre import Centre, Joined, centre_in, never
from tests.desk import EXECUTOR, SCHOOL, FakeClock

if TYPE_CHECKING:
    from desktop_app.models.writing import Writing

APPLICATIONS = 300
SMALLEST, LARGEST = 150_000, 1_550_000  # bytes of a scan; 1,200 of them are about a gigabyte
FEWER = 10
PATIENCE = 20_000  # cuts after which it will never end
PAPERS = ("photo", "vaccinations", "health", "residence")


@dataclass
class CutLine(Proxy):
    """A slow line in simulated time, cut when each of its minutes is over."""

    bits: float = 64_000.0
    round_trip: float = 0.6
    minute: float = 60.0
    spent: float = 0.0  # seconds of this minute
    cuts: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def seconds(self) -> float:
        """Simulated seconds since the beginning."""
        return self.cuts * self.minute + self.spent

    def admit(self, data: bytes) -> bytes:
        """What this minute still carries."""
        with self._lock:
            left = max(0, int((self.minute - self.spent) * self.bits / 8))
            self.spent += min(len(data), left) * 8 / self.bits
            if len(data) > left:
                self.cuts += 1
                self.spent = self.round_trip
            return data[:left]

    def asked(self) -> None:
        """A request waits for its answer once."""
        if self._asked is None:
            self.spent += self.round_trip
        super().asked()


def figures(catalogues: Path) -> Figures:
    """Bytes up over bytes of the scans; hours as the whole gigabyte would take."""
    clock = FakeClock()
    with (
        tempfile.TemporaryDirectory() as folder,
        centre_in(Path(folder), catalogues, clock) as centre,
        proxied_by(CutLine, port_of(centre.url)) as line,
    ):
        joined = _joined(replace(centre, url=line.url))
        names = _three_days(joined, clock)
        sent = sum(size for _, size, *_ in files.unsent(joined.desk.replica))
        before, began = line.carried(), line.seconds
        _until_done(joined, line)
        up, took = line.carried().since(before).up, line.seconds - began
        _everything_is_there(centre, joined, names)
    least = sent * FEWER * 8 / line.bits / 3600
    return {
        "three_days_bytes": Figure(up / sent, "x", 1.03, floor=1.0),
        "three_days_megabytes": Figure(up / 1e6, "MB", sent * 1.03 / 1e6, floor=sent / 1e6),
        "three_days_hours": Figure(took * FEWER / 3600, "h", least * 1.25, floor=least),
        "three_days_cuts": Figure(line.cuts, "cuts", PATIENCE),
    }


def _joined(centre: Centre) -> Joined:
    made = centre.join("office")
    return replace(made, desk=replace(made.desk, new_id=new_id), line=replace(made.line, new_id=new_id))


def _three_days(joined: Joined, clock: FakeClock) -> list[str]:
    """Everything is filed and scanned without a line; the SHA-256 of the scans whose bytes are here."""
    desk, chance, kept = joined.desk, random.Random(1), list[str]()
    for number, one in enumerate(crowd(APPLICATIONS, SCHOOL.id), 1):
        clock.forward(minutes=3 * 24 * 60 / APPLICATIONS)
        filed = Filed(application=new_id(), number=f"А-{number:04}", year=one.year, draft=one.draft)
        with desk.write() as writing:
            bodies: list[Body] = [filed, *_scans(writing, filed.application, number, chance, kept)]
            for body in bodies:
                writing.record(body, person=EXECUTOR.id, at=desk.now(), rules=desk.rules.id)
    return kept


def _scans(
    writing: Writing, application: str, number: int, chance: random.Random, kept: list[str]
) -> Iterator[Attached]:
    for place, paper in enumerate(PAPERS):
        size = chance.randint(SMALLEST, LARGEST)
        sha256 = chance.randbytes(32).hex()
        if (number * len(PAPERS) + place) % FEWER == 0:
            sha256 = writing.files.keep_file(chance.randbytes(size))
            kept.append(sha256)
        scan = Attachment(sha256=sha256, size=size, mime="image/jpeg", document=paper, name=f"{paper}.jpg")
        yield Attached(application=application, attachment=scan)


def _until_done(joined: Joined, line: CutLine) -> None:
    """Sync and carry, again after every cut."""
    while queries.outbox(joined.desk.replica) or files.unsent(joined.desk.replica):
        assert line.cuts < PATIENCE, "it never ends"
        with suppress(ServerUnreachable):
            joined.sync()
            carry_files(joined.line, never)


def _everything_is_there(centre: Centre, joined: Joined, kept: list[str]) -> None:
    for sha256 in kept:
        state = blob_state(centre.ledger, sha256)
        assert state is not None, "every scan arrived"
        assert state.complete, "and is whole"
    assert not queries.attention(joined.desk.replica), "nothing was refused"
