"""kill -9 of a whole program: whatever it said was durable is there, once and chained, and it can go on."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

from tests.desk import ROOT, make_desk, make_replica

KILLS = 3


def killed_after(folder: Path, seconds: float) -> list[str]:
    """What a worker said before it was killed so many seconds after its first word."""
    command = [sys.executable, "-m", "tests.histories.worker", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        said = [worker.stdout.readline()]
        time.sleep(seconds)
        worker.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        said += worker.stdout.readlines()
    return [line.strip() for line in said if line.endswith("\n")]


def test_what_a_killed_program_called_durable_is_there_once_and_in_the_chain(tmp_path):
    make_desk(tmp_path).replica.close()
    random, said = Random(1), Counter[str]()
    for _ in range(KILLS):
        said.update(killed_after(tmp_path, random.uniform(0.0, 0.3)))
    replica = make_replica(tmp_path)
    with replica.read() as db:
        acts = db.execute("select n, application, kind, body, hash from act order by n").fetchall()
        numbers = [
            one
            for (one,) in db.execute("select number from application_line order by length(number), number")
        ]
    replica.close()
    kept = Counter(application for _, application, *_ in acts)
    assert all(kept[one] >= times for one, times in said.items() if one)
    assert max(kept.values()) <= 2
    assert [n for n, *_ in acts] == list(range(1, len(acts) + 1))
    assert numbers == [f"А-{n:04}" for n in range(1, len(numbers) + 1)]
    assert chained(acts) == [one for *_, one in acts]


def chained(acts):
    before, found = "", []
    for _, _, _, body, _ in acts:
        before = hashlib.sha256(before.encode() + body).hexdigest()
        found.append(before)
    return found
