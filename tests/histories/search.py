"""The search: histories played in several processes; what breaks is made small and written down."""

from __future__ import annotations

import json
import logging
import multiprocessing.util
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from random import Random

from tests.central_server.postgres import Server
from tests.histories.invariants import Broken
from tests.histories.machine import Step, play, steps
from tests.histories.postgres import Databases
from tests.histories.shrink import shrunk
from tests.histories.workshop import Workshop, a_workshop

HERE = Path(__file__).parents[2] / "build" / "histories"
shared: list[Workshop] = []


def begin(folder: Path, socket: Path | None) -> None:
    """A workshop for the life of this process, in a folder that whoever started it takes away.

    `socket`: where a PostgreSQL server listens on which the centre shall stand.
    """
    logging.disable(logging.CRITICAL)
    opened = a_workshop(folder, Databases(Server(socket), os.getpid()) if socket else None)
    shared[:] = [opened.__enter__()]
    multiprocessing.util.Finalize(None, opened.__exit__, (None, None, None), exitpriority=10)


def block(seed: str, numbers: range) -> tuple[int, Counter[str], dict[str, str]]:
    """Plays these histories of a seed: where they end, what happened in them, what broke by number."""
    counts: Counter[str] = Counter()
    broken = {}
    for number in numbers:
        history = steps(Random(f"{seed}/{number}"))
        what = what_breaks(history, counts)
        if what:
            broken[str(number)] = _written_down(seed, number, history, what)
    return numbers.stop, counts, broken


def what_breaks(history: Iterable[Step], counts: Counter[str]) -> str:
    """What broke, if anything; a mistake of ours or of the program's counts too."""
    try:
        counts += play(shared[0], list(history)).counts
    except Broken as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - the search goes on, and says so
        return f"{type(error).__name__}: {error}"
    return ""


def _written_down(seed: str, number: int, history: list[Step], what: str) -> str:
    """The counter-example as small as it becomes, in a file that can be played again."""
    kind = what.split(maxsplit=1)[0]
    small = shrunk(history, lambda one: what_breaks(one, Counter()).split()[:1] == [kind])
    file = HERE / f"broken-{seed}-{number}.json"
    said = what_breaks(small, Counter()) or what
    file.write_text(
        json.dumps({"what": said, "steps": small}, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    return said
