"""Names of people: tidied as typed, checked letter by letter, sorted in the order of the Kazakh alphabet."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

from admission.problems import Problem

Alphabet = Literal["cyrillic", "latin"]

MAX_LENGTH: Final = 60  # DOMAIN 7.7
_ALPHABET: Final = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_PLACES: Final = {letter: place for place, letter in enumerate(_ALPHABET, start=1)}
_AFTER_ALPHABET: Final = len(_ALPHABET)

_SIGNS: Final = str.maketrans(dict.fromkeys("’ʼ`´‘", "'") | dict.fromkeys("‐‑‒–—", "-"))
_SPACED_HYPHEN: Final = re.compile(r" ?- ?")
_SMALL_WORDS: Final = frozenset({"ұлы", "қызы", "улы", "кызы", "оглы", "углы", "гызы"})

# What looks Cyrillic and is not; the right-hand letter is the nearest Kazakh one by sight.
_LOOKALIKES: Final = str.maketrans(
    "AaBCcEeHhIiKMOoPpTXxYyËëƏəƟɵ",
    "АаВСсЕеНһІіКМОоРрТХхҮуЁёӘәӨө",
)
_FORBIDDEN: Final[dict[Alphabet, re.Pattern[str]]] = {
    "cyrillic": re.compile(r"[^\u0400-\u0481\u048a-\u052f '-]"),
    "latin": re.compile(r"[^A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024fƏə '-]"),
}
_CYRILLIC_LETTER: Final = re.compile(r"[\u0400-\u0481\u048a-\u052f]")
_LETTERLESS: Final = re.compile(r"[ '-]*")


def tidy_name(text: str) -> str:
    """The name with single spaces and plain hyphens; capitals are set only if all was typed in one case."""
    name = _plain(text)
    if not (name.isupper() or name.islower()):
        return name  # as in the document (DOMAIN 5 #16)
    return " ".join(_with_capitals(word) for word in name.split(" "))


def check_name(text: str, at: str, required: bool, alphabet: Alphabet = "cyrillic") -> tuple[Problem, ...]:
    """Whether one part of a name can be stored: 1-60 letters, hyphens, apostrophes, spaces (DOMAIN 7.7)."""
    name = _plain(text)
    if _LETTERLESS.fullmatch(name):
        return (Problem("name-missing", at),) if required else ()
    problems = list(_check_letters(name, at, alphabet))
    if len(name) > MAX_LENGTH:
        problems.append(Problem("name-long", at, {"length": len(name), "limit": MAX_LENGTH}))
    return tuple(problems)


def kazakh_key(text: str) -> tuple[int, ...]:
    """A sort key in the order of the Kazakh alphabet: spaces first, foreign letters last (DOMAIN 7.6)."""
    return tuple(_place(letter) for letter in unicodedata.normalize("NFC", text).lower())


def _plain(text: str) -> str:
    signs = unicodedata.normalize("NFC", text).translate(_SIGNS)
    return _SPACED_HYPHEN.sub("-", " ".join(signs.split())).strip("-")


def _check_letters(name: str, at: str, alphabet: Alphabet) -> tuple[Problem, ...]:
    forbidden = _FORBIDDEN[alphabet]
    strange = "".join(dict.fromkeys(forbidden.findall(name)))
    if not strange:
        return ()
    suggestion = name.translate(_LOOKALIKES)
    if alphabet == "cyrillic" and _CYRILLIC_LETTER.search(name) and not forbidden.search(suggestion):
        words: dict[str, str | int] = {"letters": strange, "suggestion": tidy_name(suggestion)}
        return (Problem("name-lookalike", at, words, "warn"),)
    code = "name-letters" if alphabet == "cyrillic" else "name-letters-latin"
    return (Problem(code, at, {"letters": strange}),)


def _with_capitals(word: str) -> str:
    small = word.lower()
    return small if small in _SMALL_WORDS else "-".join(_capital(part) for part in small.split("-"))


def _capital(part: str) -> str:
    if part[1:2] == "'":  # О'Коннор
        return f"{part[0].upper()}'{part[2:].capitalize()}"
    return part.capitalize()


def _place(letter: str) -> int:
    if not letter.isalnum():
        return 0
    return _PLACES.get(letter, _AFTER_ALPHABET + ord(letter))
