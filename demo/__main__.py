"""`python -m demo tour | run`: the scripted working day, or a sample office to try by hand."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HOUSE = Path(__file__).parent.parent


def main() -> int:
    """Run one command; its exit status tells the truth."""
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("command", choices=("tour", "run"))
    parser.add_argument("--to", type=Path, default=HOUSE / "build" / "tour", help="folder of the pictures")
    chosen = parser.parse_args()
    if chosen.command == "tour":
        from demo.tour import tour

        return tour(chosen.to)
    from demo.by_hand import run

    return run()


if __name__ == "__main__":
    sys.exit(main())
