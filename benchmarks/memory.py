"""Memory: the most that a process without Qt holds while it fills a replica with 10,000 applications.

`python -m benchmarks.memory URL CODE FOLDER` is that process: it enrols, fills, reads the first page, and prints JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from benchmarks.figures import Figure, Figures

PAGE = 50
KEY = bytes(range(32))
MEBIBYTE = 1024 * 1024
STATUS = Path("/proc/self/status")


def figures(catalogues: Path) -> Figures:
    """Megabytes at the peak; the floor is what the process held before it filled."""
    from benchmarks.peers import loud
    from benchmarks.peers_ours import ours
    from benchmarks.peers_steps import FILL
    from central_server.administration import enrol_code
    from tests.desk import SCHOOL

    if not STATUS.exists() and find_spec("resource") is None:
        loud("memory IS NOT MEASURED: this system does not tell a process its peak")
        return {}
    with tempfile.TemporaryDirectory() as folder, ours(Path(folder), catalogues, FILL) as (made, _):
        made.tell("seed", FILL)
        centre = made.centre
        code = enrol_code(centre.ledger, SCHOOL.id, "memory", centre.clock())
        command = [sys.executable, "-m", "benchmarks.memory", centre.url, code, str(Path(folder) / "desk")]
        told = subprocess.run(command, check=True, capture_output=True, text=True)
    found = json.loads(told.stdout)
    return {"memory_fill_10k": Figure(found["peak"], "MiB", 80.0, floor=found["before"])}


def fill(url: str, code: str, folder: Path) -> dict[str, float]:
    """Enrol at `url` with the code and fill a new replica in `folder`; MiB at the peak before, and after."""
    from desktop_app.building import desk_of, line_of
    from desktop_app.models import queries
    from desktop_app.models.replica import open_replica
    from desktop_app.settings import Settings
    from desktop_app.sync.enrol import enrol, keep_enrolment
    from desktop_app.sync.session import synchronise

    settings = Settings(data=folder)
    replica = open_replica(settings.replica, KEY)
    desk = desk_of(settings, replica)
    with desk.write() as writing:
        keep_enrolment(writing, enrol(url, code, "memory"), url, desk.now())
    line = line_of(settings, desk)
    before = peak()
    synchronise(line, lambda: False)
    assert len(queries.queue(replica, limit=PAGE)) == PAGE, "the queue is here"
    line.server.close()
    replica.close()
    assert "PySide6" not in sys.modules, "the sync needs no Qt"
    return {"before": before, "peak": peak()}


def peak() -> float:
    """The most this process has held, in MiB.

    Linux counts what the process was before `exec` into `ru_maxrss`, so its own high-water mark is asked there.
    """
    if STATUS.exists():
        marks = (line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM"))
        return int(next(marks).split()[1]) / 1024
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (MEBIBYTE if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    print(json.dumps(fill(sys.argv[1], sys.argv[2], Path(sys.argv[3]))))
