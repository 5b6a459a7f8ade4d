"""What stands in the cells of a territory table: lists of houses, ranges, sides of a street."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from admission.folding import fold
from admission.houses import House, read_house
from admission.territory import Side

_SIDES: Final[dict[Side, str]] = {
    "odd": r"тақ\w*|нечетн\w*|нечётн\w*|нечет|нечёт|odd",
    "even": r"жұп\w*|четн\w*|чётн\w*|чет|чёт|even",
    "all": r"барлығы|барлық|бәрі|екі|толық|весь|вся|все|всё|обе|целиком|all|both|whole",
}
_SIDE_NOUNS: Final = r"жақ|жағы|үйлер|үйлері|көше|сторона|стороны|дома|улица|side|houses|street"
_TELLS: Final = {side: re.compile(rf"(?<!\w)(?:{words})(?!\w)\.?", re.I) for side, words in _SIDES.items()}
_NOUNS: Final = re.compile(rf"(?<!\w)(?:{_SIDE_NOUNS})(?!\w)", re.I)
_FROM_TO: Final = (
    re.compile(r"^(?:с|со|от|from)\s+(?P<first>\d\S*)\s+(?:по|до|to)\s+(?P<last>\d\S*)$", re.I),
    re.compile(
        r"^(?P<first>\d[^\s-]*)\s*-?\s*(?:ден|дан|тен|тан|нен|нан)\s+"
        r"(?P<last>\d[^\s-]*)\s*-?\s*(?:ге|ға|ке|қа)\s+дейін$",
        re.I,
    ),
    re.compile(r"^(?P<first>\d[^–—…-]*?)\s*(?:[–—…-]|\.{2,3})\s*(?P<last>\d.*)$"),
)
_EVERYTHING: Final = frozenset(map(fold, ("*", "бүкіл ауыл", "барлық көшелер", "все улицы", "all streets")))
_LOST: Final = re.compile(r"\w\?|\?\w|\ufffd")


class Listed(NamedTuple):
    """One item of a list: a house, or a range where `last` is told; of neither, a side of the whole street."""

    first: House | None
    last: House | None
    side: Side | None


def read_side(text: str) -> Side | None:
    """`жұп`, `нечётная сторона`, `both`; empty is both sides; None when it is no side."""
    side, rest = _side_in(text)
    if rest:
        return None
    return side or ("all" if not text.strip() else None)


def read_item(text: str) -> Listed | None:
    """`15А`, `1-15`, `с 1 по 15 (тақ)`, `чётные`; None when it is none of them."""
    side, rest = _side_in(text)
    if not rest:
        return Listed(None, None, side) if side else None
    ends = next((found for pattern in _FROM_TO if (found := pattern.match(rest))), None)
    if ends is None:
        house = read_house(rest)
        return Listed(house, None, None) if house and side is None else None
    first, last = read_house(ends["first"]), read_house(ends["last"])
    return Listed(first, last, side) if first and last else None


def items(cell: str) -> list[str]:
    """The items of a cell, parted by commas, semicolons or lines."""
    return [item.strip() for item in re.split(r"[,;\n]", cell) if item.strip()]


def has_lost_letters(text: str) -> bool:
    """Whether a program put `?` where it had no Kazakh letter: `С?тбаев`."""
    return bool(_LOST.search(text))


def is_everything(text: str) -> bool:
    """Whether the street's cell means the whole settlement."""
    return fold(text) in _EVERYTHING


def _side_in(text: str) -> tuple[Side | None, str]:
    """The side a text tells and what else it says."""
    for side, words in _TELLS.items():
        if words.search(text):
            rest = _NOUNS.sub("", words.sub("", text))
            return side, rest.strip(" ().:")
    return None, text.strip(" :")
