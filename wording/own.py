"""A school's own words for its papers, checked before they are used: known key, same placeholders, not empty."""

from __future__ import annotations

import tomllib
from pathlib import Path
from string import Formatter
from typing import Final, Literal

from wording import Texts

PREFIX: Final = "paper-"  # only the words of papers may be changed
Reason = Literal["broken", "unknown", "placeholder", "empty"]


class OwnWordsWrong(Exception):
    """A file of own words is not used: which file, which name in it, why (a code), and what of it."""

    def __init__(self, file: str, name: str, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{file}: {name}: {reason}: {detail}")
        self.file, self.name, self.reason, self.detail = file, name, reason, detail


def own_words(file: Path, texts: Texts) -> dict[str, str]:
    """The words of a TOML file, `"paper-form-title" = "…"` a line, {} where there is no file; OwnWordsWrong."""
    if not file.exists():
        return {}
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OwnWordsWrong(file.name, "", "broken", str(error)) from error
    for name, text in found.items():
        _check(file.name, name, text, texts)
    return found


def _check(file: str, name: str, text: object, texts: Texts) -> None:
    if not name.startswith(PREFIX) or not texts.has(name):
        raise OwnWordsWrong(file, name, "unknown")
    if not isinstance(text, str) or not text.strip():
        raise OwnWordsWrong(file, name, "empty")
    wanted, there = placeholders(texts.template(name)), _placeholders_of(file, name, text)
    if wanted != there:
        raise OwnWordsWrong(file, name, "placeholder", ", ".join(sorted(wanted ^ there)))


def _placeholders_of(file: str, name: str, text: str) -> set[str]:
    try:
        return placeholders(text)
    except ValueError as error:
        raise OwnWordsWrong(file, name, "placeholder", str(error)) from error


def placeholders(text: str) -> set[str]:
    """The `{…}` of a text as they are written, with whatever stands in them; ValueError for a lonely brace."""
    parts = Formatter().parse(text)
    return {
        "{" + name + (f"!{how}" if how else "") + (f":{spec}" if spec else "") + "}"
        for _, name, spec, how in parts
        if name is not None
    }
