"""`python -m tests.differential`: the rules beside their naive twin; N cases from SEED, exit 1 where they differ."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat

from tests.differential.comparing import QUESTIONS, Found, compare, size

BATCH = 2_500


def main(arguments: Sequence[str]) -> int:
    """Share the cases among the questions and the processors; print figures and the smallest differences."""
    chosen = _parser().parse_args(arguments)
    share = -(-chosen.cases // len(QUESTIONS))
    differences = 0
    with ProcessPoolExecutor() as workers:
        for name in QUESTIONS:
            start = time.perf_counter()
            found = ask(name, share, chosen.seed, workers)
            took = time.perf_counter() - start
            print(
                f"{name:12} {found.cases:>9} cases {found.cases / took:>9.0f} a second"
                f" {found.differences:>6} differences",
                flush=True,
            )
            show(found)
            differences += found.differences
    print(f"{share * len(QUESTIONS)} cases, seed {chosen.seed}: {differences} differences")
    return int(differences > 0)


def ask(name: str, number: int, seed: str, workers: ProcessPoolExecutor) -> Found:
    """One question, in batches each with a seed of its own: the same cases on however many processors."""
    batches = range(-(-number // BATCH))
    sizes = [min(BATCH, number - BATCH * batch) for batch in batches]
    seeds = [f"{seed}/{name}/{batch}" for batch in batches]
    found = list(workers.map(one_batch, repeat(name), sizes, seeds))
    smallest = min((one.smallest for one in found if one.smallest), key=size, default=None)
    return Found(number, sum(one.differences for one in found), smallest)


def one_batch(name: str, number: int, seed: str) -> Found:
    """What a worker does; questions hold functions, so they travel by name."""
    return compare(QUESTIONS[name], number, seed)


def show(found: Found) -> None:
    """The smallest example, on which a person can look."""
    if found.smallest is not None:
        print(f"  smallest: {found.smallest.case}")
        print(f"      ours: {found.smallest.ours}")
        print(f"     naive: {found.smallest.naive}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make differential", description=__doc__)
    parser.add_argument("--cases", type=int, default=int(os.environ.get("N", "100000")))
    parser.add_argument("--seed", default=os.environ.get("SEED", "2026"))
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
