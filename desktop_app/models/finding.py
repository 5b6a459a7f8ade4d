"""Finding applications as one types: what the index of three letters is asked for one, two and more of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import msgspec

from admission.folding import fold
from desktop_app.models.connection import Connection

TRIGRAM: Final = 3
LONG: Final = 7  # figures; of a longer row of them the index knows the end sooner than the whole
# What may stand after the first letter of a folded word.
FOLLOWING: Final = "абвгдежзиклмнопрстуфхцчшщюя0123456789 +."
_FIGURES: Final = re.compile(r"[+\d][\d\s()-]*")
_SERIES: Final = re.compile(r"(?<=[а-я])(?=\d)")
_WORD: Final = re.compile(r"(?<!\S)[а-я] \d+|\S+")
_TRUNK: Final = re.compile(r"8(?=7\d{9}$)")


class Asked(NamedTuple):
    """What the index is asked, and what the folded text must hold besides."""

    match: str
    holding: str = ""


def asked(text: str) -> list[Asked]:
    """Questions in the order of their answers: applications in which every word of the text begins a word, then
    those that hold longer words inside others (the end of a phone, of an IIN). None where nothing is asked.
    """
    words = _words(text)
    if one := _long_figures(words):
        return [one]
    begins, inside = (" AND ".join(map(place, words)) for place in (_begins, _inside))
    both = [Asked(begins), Asked(f"({inside}) NOT ({begins})")]
    return both[: 1 + (begins != inside)] if words else []


def asked_at_once(text: str) -> Asked | None:
    """The same as one question, for counting."""
    words = _words(text)
    if words:
        return _long_figures(words) or Asked(" AND ".join(map(_inside, words)))
    return None


def gathered(db: Connection, question: str, values: Sequence[object]) -> list[list[Any]]:
    """All rows of a question in one step: between the steps another thread takes the interpreter."""
    text = f"select json_group_array(json(told)) from ({question})"
    (found,) = db.execute(text, tuple(values)).fetchone()
    rows: list[list[Any]] = msgspec.json.decode(found)
    return rows


def _words(text: str) -> list[str]:
    """Folded words; a phone or an IIN with gaps in it is one, and so is a number: its letter and its figures."""
    if _FIGURES.fullmatch(text.strip()):
        return [_TRUNK.sub("+7", re.sub(r"[^+\d]", "", text))]
    return _WORD.findall(_SERIES.sub(" ", fold(text.replace('"', ""))))


def _long_figures(words: Sequence[str]) -> Asked | None:
    if len(words) == 1 and len(words[0]) > LONG and _FIGURES.fullmatch(words[0]):
        return Asked(_quoted(words[0][-LONG:]), words[0])
    return None


def _inside(word: str) -> str:
    return _quoted(word) if len(word) >= TRIGRAM else _begins(word)


def _begins(word: str) -> str:
    if len(word) > 1:
        return _quoted(f" {word}")
    return f"({' OR '.join(_quoted(f' {word}{letter}') for letter in FOLLOWING)})"


def _quoted(text: str) -> str:
    return f'"{text}"'
