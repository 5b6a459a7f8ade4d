"""Names of streets, microdistricts and settlements: one name however it was spelled, another name never."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from admission.folding import fold

# What a street is called beside its name, as kk / ru / en write it; `·` stands where a space or a dash may be.
_KINDS: Final = {
    "street": "көше көшесі көш к·сі ул улица street st",
    "avenue": "даңғыл даңғылы даң д·лы пр проспект просп пр·т пр·кт avenue ave",
    "lane": "тұйық тұйығы тұйық·көше тұйық·көшесі пер переулок lane",
    "drive": "проезд пр·д өткел өткелі өтпе·жол өтпе·жолы",
    "boulevard": "бульвар бульвары бул б·р б·ры boulevard",
    "highway": "шоссе тас·жол тас·жолы тасжол тасжолы",
    "square": "алаң алаңы площадь пл",
    "embankment": "жағалау жағалауы набережная наб",
    "alley": "аллея аллеясы",
    "microdistrict": "микрорайон мкр мкр·н мкрн м·н м·р шағын·аудан шағын·ауданы шағынаудан шағынауданы"
    " ықшам·аудан ықшам·ауданы ықшамаудан ықшамауданы мөлтек·аудан мөлтек·ауданы мөлтекаудан мөлтекауданы"
    " microdistrict",
    "quarter": "квартал кв·л орам орамы учетный·квартал есептік·орам есептік·орамы",
    "estate": "массив жилой·массив ж·м алап алабы тұрғын·алабы т·а",
}
QUARTERS: Final = frozenset({"microdistrict", "quarter", "estate"})
_SILENT: Final = frozenset(fold(word) for word in "атындағы атын имени им".split())
_ORDINALS: Final = frozenset(fold(word) for word in "й ый ой я ая шы ші".split())
_SETTLEMENTS: Final = frozenset(
    fold(word)
    for word in "қ қаласы қала г гор город а ауылы ауыл аул с село п пос поселок поселкесі кент кенті ст станция"
    " станциясы стансасы разъезд разъезі city village".split()
)

_LOOK: Final = str.maketrans("aAcCeEoOpPxXyYkKmMtThHbBiI", "аАсСеЕоОрРхХуУкКмМтТнНвВіІ")
_WORD: Final = re.compile(r"[^\W\d_]+")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_SHORT_QUARTER: Final = re.compile(  # `6 ш.а.`, `Самал ш/а`; the capitals of `Ш.А. Иманбаева` are initials
    r"(?:(?<=\d)[\s-]*[ШшЫы]|(?<![^\W_])[шы])\s?[./]\s?[Аа](?![^\W_])\.?"
)
_JOINT: Final = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
_TOKEN: Final = re.compile(r"[^\W\d_]+\.?|\d+")


def _phrases() -> Mapping[tuple[str, ...], str]:
    return {
        tuple(fold(word) for word in phrase.split("·")): kind
        for kind, phrases in _KINDS.items()
        for phrase in phrases.split()
    }


_PHRASES: Final = _phrases()


class StreetName(NamedTuple):
    """One name: its kind where told (`көшесі` and `ул.` are one), its words folded, its initials."""

    kind: str
    words: tuple[str, ...]
    initials: str

    def is_same(self, other: StreetName) -> bool:
        """Whether both are one street.

        Spelling, case, Latin look-alikes and the place of the kind do not matter. Kinds must agree where both are
        told: a lane is not the street of the same name. Initials must agree where both are told, and `Қ. Сәтбаев`
        is `Қаныш Сәтбаев`, but a surname alone is not every person of that surname with a given name.
        """
        if self.kind and other.kind and self.kind != other.kind:
            return False
        if self.words == other.words:
            return _begin_alike(self.initials, other.initials)
        return _spells_out(self, other) or _spells_out(other, self)


@lru_cache(maxsize=32_768)  # every street of a large city
def street_names(text: str) -> tuple[StreetName, ...]:
    """What a line of an address names, from the largest: a microdistrict, a street in it, mostly one of them.

    `6 мкр, Абай көшесі` names both. A comma inside a name (`Керей, Жәнібек хандар`) does not part it, because
    nothing beside it is a microdistrict.
    """
    parts = [_name(part) for part in text.split(",") if part.strip()]
    if not any(part.kind in QUARTERS for part in parts):
        whole = _name(text)
        return (whole,) if whole.words else ()
    return tuple(sorted((part for part in parts if part.words), key=lambda part: part.kind not in QUARTERS))


@lru_cache(maxsize=4096)
def settlement(text: str) -> str:
    """A settlement's name without its kind: one for `Астана қ.`, `г. Астана` and `АСТАНА`."""
    words = [token.removesuffix(".") for token in _tokens(text)]
    return " ".join(word for word in words if word not in _SETTLEMENTS) or " ".join(words)


def _name(text: str) -> StreetName:
    tokens = _tokens(_SHORT_QUARTER.sub(" мкр ", text))
    kinds, rest = _split(tokens)
    kind = next((one for one in kinds if one != "street"), kinds[0] if kinds else "")
    words = [word for word in rest if not _is_initial(word, rest)]
    initials = "".join(word[0] for word in rest if _is_initial(word, rest))
    if not words:  # a street may be called Бульвар
        return StreetName("", tuple(token.removesuffix(".") for token in tokens), "")
    return StreetName(kind, tuple(word.removesuffix(".") for word in words), initials)


def _split(tokens: list[str]) -> tuple[list[str], list[str]]:
    """The kinds told in a name, and what is left of it."""
    kinds, rest, place = [], [], 0
    while place < len(tokens):
        size, kind = _kind_at(tokens, place)
        if kind:
            kinds.append(kind)
        elif not _is_silent(tokens, place):
            rest.append(tokens[place])
        place += size
    return kinds, rest


def _kind_at(tokens: list[str], place: int) -> tuple[int, str]:
    pair = tuple(tokens[place : place + 2])
    if pair in _PHRASES and len(pair) == 2:
        return 2, _PHRASES[pair]
    return 1, _PHRASES.get((tokens[place].removesuffix("."),), "")


def _is_silent(tokens: list[str], place: int) -> bool:
    token = tokens[place].removesuffix(".")
    return token in _SILENT or (token in _ORDINALS and place > 0 and tokens[place - 1].isdigit())


def _is_initial(word: str, words: list[str]) -> bool:
    """A single letter beside a real word; in `А 98` the letter is the name."""
    return len(word.removesuffix(".")) == 1 and word[0].isalpha() and any(len(one) > 2 for one in words)


def _tokens(text: str) -> list[str]:
    """Folded words and numbers; a dot stays with the word it shortens."""
    looked = _WORD.sub(lambda found: _as_it_looks(found.group()), text)
    found: Iterator[str] = (token.group() for token in _TOKEN.finditer(_JOINT.sub(" ", fold(looked))))
    return [token.lstrip("0") or "0" if token.isdigit() else token for token in found]


def _as_it_looks(word: str) -> str:
    """Latin letters in a Cyrillic word, or alone, are slips of the keyboard; a Latin word is a transliteration."""
    return word.translate(_LOOK) if len(word) == 1 or _CYRILLIC.search(word) else word


def _begin_alike(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _spells_out(short: StreetName, long: StreetName) -> bool:
    given = long.words[: len(long.words) - len(short.words)]
    if not short.initials or not given or long.words[len(given) :] != short.words:
        return False
    return _begin_alike(short.initials, "".join(word[0] for word in given))
