"""`python -m tests.fuzz [NAME …]`: spoilt messages thrown at both programs; N for each, from SEED; exit 1 at a find."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from tests.central_server import postgres
from tests.fuzz import schema_walk
from tests.fuzz.papers import PAPERS
from tests.fuzz.targets import NAMES, examples, target


def main(arguments: Sequence[str]) -> int:
    """Every target after the other, on both databases where there are two; figures and the smallest finds."""
    chosen = _parser().parse_args(arguments)
    logging.disable(logging.WARNING)
    finds = 0
    with ExitStack() as stack:
        server = stack.enter_context(_server())
        for name in chosen.names or NAMES:
            for database in [None] if server is None or name in PAPERS else [None, server]:
                finds += _asked(name, database, chosen.number, chosen.seed)
        if not chosen.names:
            finds += schema_walk.walk(chosen.number, chosen.seed)
    print(f"{finds} finds, seed {chosen.seed}")
    return int(finds > 0)


@contextmanager
def _server() -> Iterator[postgres.Server | None]:
    """PostgreSQL where it is installed."""
    programs = postgres.programs()
    if programs is None:
        yield None
        return
    with postgres.running(programs) as server:
        yield server


def _asked(name: str, server: postgres.Server | None, number: int, seed: int) -> bool:
    """Whether something was found; it is printed with the example that shows it."""
    where, url = ("postgresql", server.fresh()) if server else ("", "")
    start = time.perf_counter()
    try:
        with target(name, url) as asked:
            examples(asked, number, seed)
    except Exception:  # noqa: BLE001 - whatever it is, it is a find
        traceback.print_exc(limit=-8)
        print(f"{name:22} {where:10} FOUND", flush=True)
        return True
    took = time.perf_counter() - start
    print(f"{name:22} {where:10} {number:>7} examples {number / took:>7.1f} a second", flush=True)
    return False


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("names", nargs="*", help=", ".join(NAMES))
    parser.add_argument("--number", type=int, default=int(os.environ.get("N", "200")))
    parser.add_argument("--seed", type=int, default=int(os.environ.get("SEED", "2026")))
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
