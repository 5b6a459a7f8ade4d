"""Folding: one skeleton for a name however it was typed — Kazakh, Russian or Latin letters, any case."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Kazakh letters to the Russian ones a clerk may type instead; signs and apostrophes vanish (DOMAIN 7.6).
_CYRILLIC: Final = {
    "ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х", "і": "и",
    "ы": "и", "й": "и", "ё": "е", "э": "е", "ь": "", "ъ": "",
}  # fmt: skip

# Latin letters as passports and both Kazakh Latin alphabets use them.
_LATIN: Final = {
    "a": "а", "b": "б", "c": "к", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и", "j": "ж",
    "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р", "s": "с", "t": "т",
    "u": "у", "v": "в", "w": "у", "x": "кс", "y": "и", "z": "з",
    "ä": "а", "á": "а", "ə": "а", "ğ": "г", "ǵ": "г", "ı": "и", "ñ": "н", "ń": "н", "ö": "о", "ó": "о",
    "ü": "у", "ú": "у", "ū": "у", "ý": "у", "ş": "ш", "š": "ш", "ç": "ч", "ž": "ж",
}  # fmt: skip

_LATIN_GROUPS: Final = {
    "shch": "щ", "sh": "ш", "ch": "ч", "zh": "ж", "kh": "х", "gh": "г", "ts": "ц",
    "ya": "я", "yu": "ю", "yo": "е", "ye": "е",
}  # fmt: skip

_PUNCTUATION: Final = dict.fromkeys("'’ʼ`´‘\u0307", "") | dict.fromkeys("-‐‑‒–—", " ")
_TABLE: Final = str.maketrans(_CYRILLIC | _LATIN | _PUNCTUATION)
_GROUP: Final = re.compile("|".join(_LATIN_GROUPS))

# What spellings of one name still differ in when they are folded: passports write я as ya or ia, ғ as gh, ц as ts;
# Russian writes һ as х or г; older papers ж as дж, үй as ю (Дюсенбаев). Written out first, so that Мария, Mariya and
# Mariia meet, then drawn together again: one keystroke stays one letter.
_WRITTEN_OUT: Final = str.maketrans({"я": "иа", "ю": "иу", "ц": "тс", "щ": "шч", "г": "х", " ": ""})
_DRAWN_TOGETHER: Final = {"иа": "я", "иу": "ю", "уи": "ю", "тс": "ц", "шч": "щ", "дж": "ж"}
_DOUBLED: Final = re.compile(r"(.)\1+")
_PAIR: Final = re.compile("|".join(_DRAWN_TOGETHER))


@lru_cache(maxsize=8192)  # one child is compared with many
def fold(text: str) -> str:
    """Small letters, each as its nearest Russian one, single spaces; digits stay (DOMAIN 7.6)."""
    small = unicodedata.normalize("NFC", text).lower()
    grouped = _GROUP.sub(lambda found: _LATIN_GROUPS[found.group()], small)
    return " ".join(grouped.translate(_TABLE).split())


@lru_cache(maxsize=8192)
def skeleton(name: str) -> str:
    """What is left of one part of a name when every spelling of it is the same: no gaps, no doubled letters."""
    single = _DOUBLED.sub(r"\1", fold(name).translate(_WRITTEN_OUT))
    return _PAIR.sub(lambda found: _DRAWN_TOGETHER[found.group()], single)
