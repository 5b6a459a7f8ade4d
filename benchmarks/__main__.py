"""`python -m benchmarks [NAME …]`: measures, writes `build/bench.json`, prints the table.

Without a name: all but the long ones. The peers are installed by name under `build/peers`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import (
    cold_start,
    counter_keys,
    court,
    desk_speed,
    directory_speed,
    duplicates,
    line_speed,
    memory,
    papers_speed,
    peers,
    push_speed,
    rebase,
    receipts,
    rules_speed,
    search_speed,
    signing,
    slow_line,
    three_days,
)
from benchmarks.figures import Figures, table, write

HOUSE = Path(__file__).parent.parent
RESULT = HOUSE / "build" / "bench.json"
PEERS = HOUSE / "build" / "peers"
WORDS = HOUSE / "translations"
BENCHES: dict[str, Callable[[peers.Race], Figures]] = {
    "cold_start": lambda _: cold_start.figures(PEERS),
    "counter": lambda _: counter_keys.figures(WORDS),
    "court": lambda _: court.figures(WORDS),
    "desk": lambda _: desk_speed.figures(),
    "directory": lambda _: directory_speed.figures(),
    "duplicates": lambda _: duplicates.figures(),
    "line": lambda _: line_speed.figures(WORDS),
    "memory": lambda _: memory.figures(WORDS),
    "papers": lambda _: papers_speed.figures(PEERS, WORDS),
    "peers": peers.figures,
    "push": push_speed.figures,
    "rebase": lambda _: rebase.figures(),
    "receipts": lambda _: receipts.figures(WORDS),
    "rules": lambda _: rules_speed.figures(),
    "search": lambda _: search_speed.figures(),
    "signing": lambda _: signing.figures(),
    "slow": lambda _: slow_line.figures(PEERS, WORDS),
    "three_days": lambda _: three_days.figures(WORDS),
}
ONLY_BY_NAME = {"three_days"}


def main(names: list[str]) -> int:
    """Run the benches named, or all of them; 2 when a name is unknown."""
    unknown = set(names) - set(BENCHES)
    if unknown:
        print(f"unknown: {', '.join(sorted(unknown))}; there are: {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    found: Figures = {}
    race = peers.Race(PEERS, WORDS)
    for name in names or [one for one in BENCHES if one not in ONLY_BY_NAME]:
        found |= BENCHES[name](race)
    write(found, RESULT)
    print(table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
