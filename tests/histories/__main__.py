"""`python -m tests.histories N=100000 SEED=1 JOBS=2 ON=sqlite`: plays so many histories, or those in FILES."""

from __future__ import annotations

import json
import logging
import multiprocessing
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from tests.central_server import postgres
from tests.histories import search
from tests.histories.search import HERE, what_breaks
from tests.histories.workshop import a_workshop, in_memory

BLOCK = 25
TELL_EVERY_SECONDS = 60.0


class Reached(msgspec.Struct):
    """How far a seed was played: every history below `done`; what happened in them; the broken ones by number."""

    done: int = 0
    seconds: float = 0.0
    counts: dict[str, int] = {}
    broken: dict[str, str] = {}


def main(arguments: list[str]) -> int:
    """Gives 1 when an invariant broke."""
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    files = [Path(one) for one in arguments if "=" not in one]
    if files:
        return int(any([_replay(file) for file in files]))
    asked = dict(one.split("=", 1) for one in arguments)
    seed, jobs = asked.get("SEED", "1"), int(asked.get("JOBS", "2"))
    last, minutes = int(asked.get("N", "100000")), float(asked.get("MINUTES", "inf"))
    kept = HERE / f"{asked.get('ON', 'sqlite')}-{seed}.json"
    reached = msgspec.json.decode(kept.read_bytes(), type=Reached) if kept.exists() else Reached()
    with _server(asked.get("ON", "sqlite")) as socket:
        _search(seed, last, jobs, reached, kept, time.monotonic() + 60 * minutes, socket)
    print(*_lines(seed, reached), sep="\n")
    return int(bool(reached.broken))


@contextmanager
def _server(kind: str) -> Iterator[Path | None]:
    """A PostgreSQL server of our own where it is asked for: the folder of its socket."""
    if kind == "sqlite":
        yield None
        return
    binaries = postgres.programs()
    if kind != "postgresql" or binaries is None:
        sys.exit("ON is sqlite or postgresql, and PostgreSQL's programs must be installed.")
    with postgres.running(binaries) as server:
        yield server.socket


def _search(
    seed: str, last: int, jobs: int, reached: Reached, kept: Path, until: float, socket: Path | None
) -> None:
    """Blocks of histories in order, each by whichever process is free; the file says how far we are."""
    HERE.mkdir(parents=True, exist_ok=True)
    began = told = time.monotonic()
    before = reached.seconds
    blocks = _blocks(reached.done, last, until)
    start = multiprocessing.get_context("spawn").Pool
    with (
        TemporaryDirectory(dir=in_memory()) as folder,
        start(jobs, search.begin, (Path(folder), socket)) as pool,
    ):
        for end, counts, broken in pool.imap(partial(search.block, seed), blocks):
            reached.done, reached.seconds = end, before + time.monotonic() - began
            reached.counts = dict(Counter(reached.counts) + counts)
            reached.broken |= broken
            kept.write_bytes(msgspec.json.encode(reached))
            if broken or time.monotonic() - told > TELL_EVERY_SECONDS:
                told = time.monotonic()
                print(*_lines(seed, reached)[:1], *broken.items(), sep="\n", flush=True)


def _blocks(first: int, last: int, until: float) -> Iterator[range]:
    for start in range(first, last, BLOCK):
        if time.monotonic() > until:
            return
        yield range(start, min(start + BLOCK, last))


def _replay(file: Path) -> bool:
    """Whether the history in this file breaks an invariant."""
    with a_workshop() as workshop:
        search.shared[:] = [workshop]
        said = what_breaks(
            [tuple(one) for one in json.loads(file.read_text(encoding="utf-8"))["steps"]], Counter()
        )
    print(f"{file.name}: {said or 'holds'}")
    return bool(said)


def _lines(seed: str, reached: Reached) -> list[str]:
    rate = reached.done / reached.seconds if reached.seconds else 0.0
    broken = len(reached.broken)
    head = (
        f"{reached.done} histories of seed {seed} in {reached.seconds:.0f} s ({rate:.1f}/s), {broken} broken"
    )
    counted = sorted(reached.counts.items(), key=lambda one: -one[1])
    return [head, *(f"{times:>9} {name}" for name, times in counted)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
