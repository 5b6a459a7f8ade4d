"""`python -m benchmarks [NAME …]`: measures, writes `build/bench.json`, prints the table."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import cold_start, desk_speed, duplicates, line_speed, rules_speed
from benchmarks.figures import Figures, table, write

HOUSE = Path(__file__).parent.parent
RESULT = HOUSE / "build" / "bench.json"
BENCHES: dict[str, Callable[[], Figures]] = {
    "cold_start": cold_start.figures,
    "desk": desk_speed.figures,
    "duplicates": duplicates.figures,
    "line": lambda: line_speed.figures(HOUSE / "translations"),
    "rules": rules_speed.figures,
}


def main(names: list[str]) -> int:
    """Run the benches named, or all of them; 2 when a name is unknown."""
    unknown = set(names) - set(BENCHES)
    if unknown:
        print(f"unknown: {', '.join(sorted(unknown))}; there are: {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    found: Figures = {}
    for name in names or BENCHES:
        found |= BENCHES[name]()
    write(found, RESULT)
    print(table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
