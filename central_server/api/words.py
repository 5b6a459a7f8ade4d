"""The centre's sentences: what is wrong and what to do, in Kazakh, Russian and English at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from admission.problems import Problem
from admission.profiles import RuleProfile
from wording import LANGUAGES, Texts
from wording.dates import date_digits

Params = Mapping[str, str | int]


class Words:
    """Sentences of a code or of problems, by language; the profiles name their documents and grounds."""

    def __init__(self, catalogues: Path, profiles: Mapping[str, RuleProfile]) -> None:
        self._texts = {language: Texts(language, catalogues) for language in LANGUAGES}
        rules = profiles.values()
        self._documents = {one.code: one.name for profile in rules for one in profile.documents}
        self._grounds = {one.code: one.name for profile in rules for one in profile.grounds}

    def message(self, code: str, params: Params, problems: Sequence[Problem]) -> dict[str, str]:
        """By language: the sentences of the problems, one a line, or where there are none that of the code."""
        return {language: self._message(language, code, params, problems) for language in LANGUAGES}

    def _message(self, language: str, code: str, params: Params, problems: Sequence[Problem]) -> str:
        lines = [self._sentence(language, f"problem-{one.code}", one.params) for one in problems]
        return "\n".join(lines) or self._sentence(language, f"centre-{code}", params)

    def _sentence(self, language: str, key: str, params: Params) -> str:
        values = {name: self._value(language, name, value) for name, value in params.items()}
        return self._texts[language](key, **values)

    def _value(self, language: str, name: str, value: str | int) -> str:
        text = str(value)
        named: Mapping[str, Callable[[], str]] = {
            "document": lambda: self._documents.get(text, {}).get(language, text),
            "ground": lambda: self._grounds.get(text, {}).get(language, text),
            "language": lambda: self._coded(language, "teaching", text),
            "status": lambda: self._coded(language, "status", text),
        }
        if name in named:
            return named[name]()
        return self._coded(language, "sex", text) if text in ("male", "female") else _as_day(text)

    def _coded(self, language: str, family: str, code: str) -> str:
        key = f"{family}-{code.replace('_', '-')}"
        texts = self._texts[language]
        return texts(key) if texts.has(key) else code


def _as_day(text: str) -> str:
    try:
        return date_digits(date.fromisoformat(text)) if len(text) == len("2026-08-25") else text
    except ValueError:
        return text
