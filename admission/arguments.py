"""Arguments: what the shell's commands take, and slips of the hand told at once."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

from admission.deadline import KAZAKHSTAN_TIME

DEFAULT_PROFILE: Final = "oqu2026"
FIRST_YEAR: Final = 2000  # a moment outside is a slip of the hand
LAST_YEAR: Final = 2099

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def parser(profiles: Sequence[str], description: str) -> argparse.ArgumentParser:
    """The commands and what each of them takes; SystemExit 2 tells wrong usage."""
    made = argparse.ArgumentParser(prog="python -m admission", description=description)
    commands = made.add_subparsers(dest="command", required=True)
    _about_one(commands)
    judging = [*_about_filing(commands), *_about_places(commands)]
    for one in judging:
        one.add_argument("--profile", choices=profiles, default=DEFAULT_PROFILE)
    profile = commands.add_parser(
        "profile", help="one campaign's rules, or what is wrong with a file of them"
    )
    profile.add_argument("profile", type=_profile_of(profiles), help=f"{', '.join(profiles)}, or a TOML file")
    return made


def _about_one(commands: Commands) -> None:
    iin = commands.add_parser("iin", help="what is wrong with an IIN, and what its digits hint at")
    iin.add_argument("iin")
    duplicates = commands.add_parser("duplicates", help="who of a list may be the same child, and why")
    duplicates.add_argument("file", type=Path, help="JSON: a child and others")


def _about_filing(commands: Commands) -> Iterator[argparse.ArgumentParser]:
    deadline = commands.add_parser("deadline", help="until when an application must be decided")
    deadline.add_argument(
        "received", type=_moment, help="2026-06-30T10:15, in Kazakhstan unless a zone is given"
    )
    check = commands.add_parser("check", help="every reason why an application may not be filed")
    check.add_argument("file", type=Path, help="JSON: an intake (it names a school), else a draft")
    check.add_argument("--at", type=_moment, required=True, help="the moment of filing")
    check.add_argument(
        "--school", type=Path, help="JSON of the school; else one of the profile's first region"
    )
    yield from (deadline, check)


def _about_places(commands: Commands) -> Iterator[argparse.ArgumentParser]:
    places = commands.add_parser("places", help="whether the next place may be taken")
    for name in ("inside", "outside", "capacity"):
        places.add_argument(f"--{name}", type=_count, required=True)
    allocate = commands.add_parser("allocate", help="who of a stream holds a place, who waits, and why")
    allocate.add_argument("file", type=Path, help="JSON: a stream and its askers")
    allocate.add_argument("--before", type=Path, help="the same as it was: the moves since then are told too")
    yield from (places, allocate)


def _profile_of(profiles: Sequence[str]) -> Callable[[str], str]:
    def chosen(text: str) -> str:
        if text not in profiles and not text.endswith(".toml"):
            raise argparse.ArgumentTypeError(f"one of {', '.join(profiles)}, or a TOML file, is needed")
        return text

    return chosen


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("a time like 2026-06-30T10:15 is needed") from error
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"a year from {FIRST_YEAR} to {LAST_YEAR} is needed")
    return moment.astimezone(KAZAKHSTAN_TIME) if moment.tzinfo else moment.replace(tzinfo=KAZAKHSTAN_TIME)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise argparse.ArgumentTypeError("a whole number from 0 is needed")
    return int(text)
