"""The words people see: one compiled gettext catalogue set per language, asked by key."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import NoReturn

LANGUAGES = ("kk", "ru", "en")


class WordMissing(KeyError):
    """No catalogue of this language knows the key; a screen or paper must never show the key itself."""


class Texts:
    """The words of one language: `texts("intake-receipt", number="А-0001")`.

    `catalogues` is the folder that holds `<language>/<domain>.mo`; every domain found there is read.
    Raises FileNotFoundError when the language has no compiled catalogue: `dev.py words` compiles them.
    """

    def __init__(self, language: str, catalogues: Path) -> None:
        self.language = language
        self._known: dict[str, str] = {}
        self._words = _chain(language, sorted((catalogues / language).glob("*.mo")))
        if not isinstance(self._words, GNUTranslations):
            raise FileNotFoundError(f"no compiled catalogue (*.mo) in {catalogues / language}")

    def __call__(self, key: str, **values: object) -> str:
        """The words for `key`, its `{placeholders}` filled from `values`.

        Raises WordMissing for an unknown key, KeyError for a placeholder without a value.
        """
        return self.template(key).format(**values)

    def template(self, key: str) -> str:
        """The words for `key` with their placeholders as they are written. WordMissing for an unknown key."""
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._words.gettext(key)  # the chain is long, the papers are many
        return found

    def preferring(self, own: Mapping[str, str]) -> Texts:
        """The same words, but those of `own` before them; the caller has checked them (wording.own)."""
        again = copy(self)
        again._known = {**self._known, **own}
        return again

    def has(self, key: str) -> bool:
        """Whether this language knows `key`."""
        try:
            self._words.gettext(key)
        except WordMissing:
            return False
        return True


class _EndOfChain(NullTranslations):
    """Asked last; gettext itself would give the key back as if it were words."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def gettext(self, message: str) -> NoReturn:
        raise WordMissing(f"{message!r} has no words in {self._language!r}")


def _chain(language: str, files: list[Path]) -> NullTranslations:
    """The catalogues as one: each asks the next for the keys it does not know."""
    words: NullTranslations = _EndOfChain(language)
    for file in reversed(files):
        with file.open("rb") as opened:
            catalogue = GNUTranslations(opened)
        catalogue.add_fallback(words)
        words = catalogue
    return words
