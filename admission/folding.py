"""Folding: one skeleton for a name however it was typed — Kazakh, Russian or Latin letters, any case."""

from __future__ import annotations

import re
import unicodedata
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


def fold(text: str) -> str:
    """Small letters, each as its nearest Russian one, single spaces; digits stay (DOMAIN 7.6)."""
    small = unicodedata.normalize("NFC", text).lower()
    grouped = _GROUP.sub(lambda found: _LATIN_GROUPS[found.group()], small)
    return " ".join(grouped.translate(_TABLE).split())
