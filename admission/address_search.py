"""What a clerk types to find an address: a few letters of a street in any spelling, a house, a flat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from admission.houses import house_of, read_house
from admission.streets import QUARTERS, settlement, street_names

# Spellings of one street: Сәтбаев, Сатпаев, Satpayev; Жамбыл, Джамбыл; Қаһарман, Кагарман. Letter by letter, so that
# a beginning of a word stays a beginning.
_SPELLINGS: Final = str.maketrans({"п": "б", "я": "иа", "ю": "иу", "ц": "тс", "щ": "шч", "г": "х"})
_DOUBLED: Final = re.compile(r"(.)\1+")
# What Russian puts behind a name: улица Абая, Сатпаева, Молдагуловой, Толстого.
_ENDINGS: Final = ("охо", "аиа", "ои", "ии", "а", "и")
_SHORTEST_STEM: Final = 3
_DIGIT: Final = re.compile(r"(?<![^\s,;№.])(?=\d)")
_FLAT_WORD: Final = r"(?:кв(?:артира)?|пәт(?:ер)?|п|flat|apt|№|[\s.,;–—‐‑-])"
_HOUSE_AND_FLAT: Final = re.compile(
    rf"(?P<house>.*?\S)[\s,;–—‐‑-]+{_FLAT_WORD}*(?P<flat>\d{{1,4}}[^\W\d_]?)(?:\s*-?\s*(?:пәт(?:ер)?і?|кв)\.?)?", re.I
)  # fmt: skip


class Typed(NamedTuple):
    """One way to read it: words of a name as they sound, a house in its one spelling, a flat as typed, a kind."""

    words: tuple[str, ...]
    house: str = ""
    flat: str = ""
    kind: str = ""


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """A folded word as every spelling of it sounds; the sound of its beginning begins the sound of the whole."""
    return _DOUBLED.sub(r"\1", word.replace("дж", "ж").translate(_SPELLINGS))


@lru_cache(maxsize=4096)
def forms(heard: str) -> tuple[str, ...]:
    """The sound of a whole word and of the same word with other endings or none: of Сатпаева also Сатпаев."""
    for ending in _ENDINGS:
        if heard.endswith(ending) and len(heard) - len(ending) >= _SHORTEST_STEM:
            stem = heard.removesuffix(ending)
            return (heard, stem, *(f"{stem}{other}" for other in _ENDINGS if other != ending))
    return (heard,)


def street_sounds(text: str) -> tuple[str, ...]:
    """The words of a street's names as they sound; of kinds only what a number alone would not tell: `6 мкр`."""
    names = street_names(text)
    kinds = (name.kind for name in names if name.kind in QUARTERS)
    return (*(sound(word) for name in names for word in name.words), *kinds)


def street_kind(text: str) -> str:
    """What the street is told to be, an avenue or a lane; empty where that is not told."""
    names = street_names(text)
    return names[-1].kind if names else ""


def settlement_sounds(text: str) -> tuple[str, ...]:
    """The same of a settlement, a district, a region."""
    return tuple(sound(word) for word in settlement(text).split())


def readings(text: str) -> tuple[Typed, ...]:
    """Every way to read what was typed, likeliest first: `1 мамыр 12-5` names a street, a house and a flat."""
    found: dict[Typed, None] = {}
    for place in reversed([match.start() for match in _DIGIT.finditer(text)]):
        words = street_sounds(text[:place])
        if words:
            kind = street_kind(text[:place])
            found |= dict.fromkeys(Typed(words, *tail, kind) for tail in _tails(text[place:]))
    if words := street_sounds(text):
        found[Typed(words, kind=street_kind(text))] = None
    return tuple(found)


def _tails(text: str) -> Iterator[tuple[str, str]]:
    """House and flat of the end of a line: `12-5`, `12 кв. 5`, `12/2`, `12 корпус 2`."""
    whole = read_house(text)
    if whole:
        yield str(whole), ""
        return
    found = _HOUSE_AND_FLAT.fullmatch(text.strip())
    house = read_house(found["house"]) if found else None
    if found and house:
        yield str(house), found["flat"]
    elif (begun := house_of(text)) and not re.search(r"[^\W\d_]{2}", text):
        yield str(begun), ""
