"""`python -m demo tour | run | practice`: the scripted working day, a sample office, the centre of practice mode."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HOUSE = Path(__file__).parent.parent


def main() -> int:
    """Run one command; its exit status tells the truth."""
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("command", choices=("tour", "run", "practice"))
    parser.add_argument("--to", type=Path, default=HOUSE / "build" / "tour", help="folder of the pictures")
    parser.add_argument(
        "--data", type=Path, default=HOUSE / "build" / "practice", help="folder of the practice centre"
    )
    chosen = parser.parse_args()
    if chosen.command == "practice":
        from demo.practice import practise

        return practise(chosen.data)
    if chosen.command == "tour":
        from demo.tour import tour

        return tour(chosen.to)
    from demo.by_hand import run

    return run()


if __name__ == "__main__":
    sys.exit(main())
