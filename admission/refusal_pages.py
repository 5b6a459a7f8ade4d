"""What of a refusal's reason stands on the page of each language: written sentences apart, a clerk's own on all."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from admission.letterhead import Both

Template = Callable[[str], str]  # the sentence for a key, its {placeholders} as they are written

OPENING = "refusal-opening"
SENTENCES = (
    "refusal-paper-bad", "refusal-paper-bad-bare", "refusal-data-bad", "refusal-data-bad-bare",
    "refusal-papers-asked", "refusal-papers-missing", "refusal-paper-expired", "refusal-no-consent",
    "refusal-outside", "refusal-class-full", "refusal-outside-full",
)  # fmt: skip
NUMBERS = ("taken", "capacity", "inside", "outside", "per")
# the others end where a sentence ends, so that nothing a clerk added is taken for a paper's name
FILLED = {"day": r"\d\d\.\d\d\.\d{4}", "number": r"\S+", "address": ".+?", **dict.fromkeys(NUMBERS, r"\d+")}
WITHIN_A_SENTENCE = r"(?:(?!\. ).)+?"


class _Line(NamedTuple):
    """One line of a reason: the language it was written in ("" of a clerk's own), by which sentences; what follows."""

    language: str
    keys: tuple[str, ...]
    text: str
    own: str


def reason_pages(reason: str, templates: Mapping[str, Template]) -> Both:
    """The lines for the page of each language of `templates`.

    Empty where not every language tells the same facts in sentences of `refusal_text`: a page that leaves anything out
    would be worse than one that says it in two languages.
    """
    lines = [_read(line.strip(), templates) for line in reason.splitlines() if line.strip()]
    told = {language: [one.keys for one in lines if one.language == language] for language in templates}
    first = next(iter(told.values()), [])
    if not first or any(keys != first for keys in told.values()):
        return {}
    return {language: "\n".join(_page(lines, language)) for language in templates}


def _page(lines: list[_Line], language: str) -> list[str]:
    shown = [part for one in lines for part in (one.text if one.language == language else "", one.own)]
    return [part for part in shown if part]


def _read(line: str, templates: Mapping[str, Template]) -> _Line:
    for language, template in templates.items():
        opening = _pattern(template(OPENING)).match(line)
        keys, end = _sentences(line, opening.end(), template) if opening else ((), 0)
        if keys:
            return _Line(language, keys, line[:end], line[end:].strip())
    return _Line("", (), "", line)


def _sentences(line: str, at: int, template: Template) -> tuple[tuple[str, ...], int]:
    """The sentences that follow one another from there, by their keys, and where the last one ends."""
    keys: list[str] = []
    while True:
        found = ((key, _pattern(f" {template(key)}").match(line, at)) for key in SENTENCES)
        fitting = [(match.end(), key) for key, match in found if match]
        if not fitting:
            return tuple(keys), at
        at, key = max(fitting)
        keys.append(key)


def _pattern(template: str) -> re.Pattern[str]:
    """Of a sentence whatever fills it."""
    parts = re.split(r"\{(\w+)\}", template)
    filled = [
        FILLED.get(part, WITHIN_A_SENTENCE) if place % 2 else re.escape(part)
        for place, part in enumerate(parts)
    ]
    return re.compile("".join(filled) + r"(?=\s|$)")
