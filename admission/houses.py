"""House numbers: `15`, `15А`, `15/2`, `15к2` and the many ways of writing them, read into one order along a street."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final, NamedTuple

ALPHABET: Final = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
# Latin letters on a Kazakh or Russian gate: by their capital's look; where nothing looks alike, by their sound.
_LATIN: Final = str.maketrans("abcehkmoptxydfgijlnqrsuvwz", "авсенкмортхудфгижлнкрсуввз")
_ALONE: Final = r"(?<![^\W\d_])(?:{})(?![^\W\d_])"  # a word, though a digit may touch it: `12үй`, `15корп2`
_NOISE: Final = re.compile(
    rf"^\W*{_ALONE.format('дом|д|house')}|{_ALONE.format('үйі?|уй|литера?|лит|no')}\.?|№|[\"«»']"
)
_BLOCK: Final = _ALONE.format("корпусы?|корп|block|блок")
_BLOCK_BEFORE: Final = re.compile(rf"{_BLOCK}[\s.]*(?=\w)")
_BLOCK_AFTER: Final = re.compile(rf"(?<=[\s,-])([0-9]{{1,4}})\s*-?\s*(?:(?:ші|шы|й)\s+)?{_BLOCK}")
_LETTER: Final = rf"[{ALPHABET}](?![{ALPHABET}])"
_GAP: Final = r"[\s.,–—‐‑-]+"
_SHORT_BLOCK: Final = re.compile(rf"(?<![{ALPHABET}][{ALPHABET}])к{_GAP.replace('+', '*')}(?=[0-9])")


@cache  # these two take long to compile, and no start needs them
def _closed() -> re.Pattern[str]:
    return re.compile(rf"(?<=[/#]){_GAP}|{_GAP}(?=[/#]|{_LETTER}|$)|^{_GAP}")


@cache
def _house_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<number>[0-9]{{1,6}})(?![0-9])(?P<letter>{_LETTER})?"
        rf"(?:/(?:(?P<fraction>[0-9]{{1,4}})(?P<fraction_letter>{_LETTER})?|(?P<corner>{_LETTER})))?"
        rf"(?:#(?:(?P<block>[0-9]{{1,4}})(?P<block_letter>{_LETTER})?|(?P<block_named>{_LETTER})))?"
    )


class House(NamedTuple):
    """One house in the order of its street: 15, 15/1, 15/2, 15к2, 15А, 15А/1, 15Б, 16.

    Letters count from one in the Kazakh alphabet; zero is "not told".
    """

    number: int
    letter: int = 0
    fraction: int = 0
    fraction_letter: int = 0
    block: int = 0
    block_letter: int = 0

    @property
    def told(self) -> tuple[int, ...]:
        """The house as far as it was told: of `15` the number alone, which every house of that number shares."""
        depth = max((place for place, part in enumerate(self, 1) if part), default=1)
        return tuple(self)[:depth]

    @property
    def part(self) -> str:
        """What is told beside the number: `А`, `/2`, `к3`; empty of `15`."""
        fraction = f"/{self.fraction}{_letter(self.fraction_letter)}" if self.fraction else ""
        block = f"к{self.block}" if self.block else " корпус " if self.block_letter else ""
        return f"{_letter(self.letter)}{fraction}{block}{_letter(self.block_letter)}"

    def __str__(self) -> str:
        return f"{self.number}{self.part}"

    def is_listed_as(self, listed: House) -> bool:
        """Whether a list that names `listed` names this house.

        A list is exact: `15` is neither 15А nor 15/2. A block (корпус) is a part of its house: `15` is 15к2 too,
        but `15к2` is only that block.
        """
        return self[:4] == listed[:4] and listed[4:] in ((0, 0), self[4:])


def house_of(address: str) -> House | None:
    """The house an address names, whatever follows it (a flat, a remark); None where no number leads (`б/н`)."""
    found = _house_pattern().match(_plain(address))
    return _house(found) if found else None


def read_house(text: str) -> House | None:
    """A house as a list names it, with nothing before or after; None when it is none."""
    found = _house_pattern().fullmatch(_plain(text))
    return _house(found) if found else None


def house_between(first: House, last: House, house: House) -> bool:
    """Whether the house stands between two others, both included.

    An end that tells only its number means all of that number: 1 to 15 holds 15А, 15/2 and 15к3. An end inside a
    number cuts there: to 15А holds 15, 15/2 and 15А/1 but not 15Б; from 15Б holds neither 15 nor 15А. A fraction
    is a corner house and stands under the number before its slash.
    """
    begin, end = first.told, last.told
    return begin <= house[: len(begin)] and house[: len(end)] <= end


def _house(found: re.Match[str]) -> House:
    told = found.groupdict()
    return House(
        int(told["number"]),
        _rank(told["letter"] or told["corner"]),
        int(told["fraction"] or 0),
        _rank(told["fraction_letter"]),
        int(told["block"] or 0),
        _rank(told["block_letter"] or told["block_named"]),
    )


def _rank(letter: str | None) -> int:
    return ALPHABET.index(letter) + 1 if letter else 0


def _letter(rank: int) -> str:
    return ALPHABET[rank - 1].upper() if rank else ""


def _plain(text: str) -> str:
    """Small Cyrillic letters, the parts of a house without gaps, `#` before a block, `|` before what is no part."""
    small = unicodedata.normalize("NFC", text).lower().replace("⁄", "/").replace("\\", "/")
    told = _NOISE.sub(" ", small).strip()
    long_blocks = _BLOCK_AFTER.sub(r"#\1", _BLOCK_BEFORE.sub("#", told)).translate(_LATIN)
    return re.sub(_GAP, "|", _closed().sub("", _SHORT_BLOCK.sub("#", long_blocks)))
