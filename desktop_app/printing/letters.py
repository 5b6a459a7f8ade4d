"""Before a paper is printed: every letter of its contents has a glyph, else the paper is refused with the letters."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from admission.printouts import Printout
from admission.problems import ActRefused, Problem
from desktop_app.printing.fonts import lacking


def check_letters(printout: Printout) -> None:
    """ActRefused with the letters no face can draw: a box instead of a letter of a name is worse than no paper."""
    letters = dict.fromkeys("".join(_texts(msgspec.to_builtins(printout))))
    missing = lacking(letters)
    if missing:
        names = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in missing)
        raise ActRefused((Problem("paper-letters", params={"letters": names}),))


def _texts(value: object) -> Iterator[str]:
    """Every text in a value of plain lists, dictionaries and scalars."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
