"""Profiles as files: TOML bytes to a RuleProfile, and what is wrong with them, by line and reason."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from admission.profiles import RuleProfile, Words

LANGUAGES: Final = ("kk", "ru", "en")
LEGAL_AT_LEAST: Final = 1

_SYNTAX_LINE: Final = re.compile(r"at line (\d+)")
_PATH_PART: Final = re.compile(r"\.?([A-Za-z_]\w*)|\[(\d+)\]")
_HEADER: Final = re.compile(r"^\s*\[+\s*([\w.]+)\s*\]+")

Place = tuple[str, ...]
Wrong = tuple[Place, str]


class ProfileWrong(ValueError):
    """The profile cannot be used; `file` and `line` are where to look (empty, None: unknown), `reason` why."""

    def __init__(self, reason: str, line: int | None = None, file: str = "") -> None:
        self.reason, self.line, self.file = reason, line, file
        where = ", ".join(part for part in (file, f"line {line}" if line else "") if part)
        super().__init__(f"{where}: {reason}" if where else reason)


def parse_profile(data: bytes) -> RuleProfile:
    """A profile from TOML; ProfileWrong says what is wrong and, where it can, in which line."""
    text = _decoded(data)
    rules = _converted(text)
    for place, reason in _contradictions(rules):
        raise ProfileWrong(f"{_written(place)}: {reason}", _line_of(text, place))
    return rules


def parse_profiles(files: Iterable[tuple[str, bytes]]) -> dict[str, RuleProfile]:
    """Named files to profiles by id; ProfileWrong names the file too, and an id that stands in two of them."""
    found: dict[str, RuleProfile] = {}
    for name, data in files:
        try:
            rules = parse_profile(data)
        except ProfileWrong as wrong:
            raise ProfileWrong(wrong.reason, wrong.line, name) from wrong
        if rules.id in found:
            line = _line_of(data.decode(), ("id",))
            raise ProfileWrong(f"{rules.id} is already the id of another profile", line, name)
        found[rules.id] = rules
    return found


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise ProfileWrong("not UTF-8", data.count(b"\n", 0, error.start) + 1) from error


def _converted(text: str) -> RuleProfile:
    try:
        return msgspec.convert(tomllib.loads(text), RuleProfile)
    except tomllib.TOMLDecodeError as error:
        line = _SYNTAX_LINE.search(str(error))
        raise ProfileWrong(str(error), int(line[1]) if line else len(text.splitlines())) from error
    except msgspec.ValidationError as error:
        reason, _, at = str(error).partition(" - at `$")
        raise ProfileWrong(str(error), _line_of(text, _place(at.rstrip("`"), reason))) from error


def _place(at: str, reason: str) -> Place:
    """`.documents[2]` and the field the reason names, as parts of a path."""
    parts = tuple(name or number for name, number in _PATH_PART.findall(at))
    field = re.search(r"unknown field `(\w+)`", reason)
    return (*parts, field[1]) if field else parts


def _written(place: Place) -> str:
    return ".".join(place)


def _line_of(text: str, place: Place) -> int | None:
    """The line of a key: within its own table, counted from the table's header; else the header itself."""
    table, key = (place[:2], place[2:3]) if len(place) > 1 and place[1].isdigit() else ((), place[:1])
    lines = text.splitlines()
    start = _header_line(lines, table) if table else 0
    if start is None:
        return None
    for number, line in enumerate(lines[start:], start + 1):
        if table and number > start + 1 and _HEADER.match(line):
            break
        if key and re.match(rf"\s*{key[0]}\s*=", line):
            return number
    return start + 1 if table else None


def _header_line(lines: list[str], table: Place) -> int | None:
    """Where the n-th `[[table]]` stands, counted from 0."""
    name, wanted = table[0], int(table[1])
    found = (at for at, line in enumerate(lines) if (header := _HEADER.match(line)) and header[1] == name)
    return next((at for count, at in enumerate(found) if count == wanted), None)


def _contradictions(rules: RuleProfile) -> Iterator[Wrong]:
    """What TOML allows and a campaign does not."""
    yield from _dates(rules)
    yield from _names(rules)
    yield from _codes(rules)
    if sum(ground.legal for ground in rules.grounds) < LEGAL_AT_LEAST:
        yield ("grounds",), "no legal ground: nothing could ever be refused"
    if rules.quota_schools and "quota" not in rules.choice:
        yield ("quota_schools",), "the choice of schools names no quota"
    if rules.class_limit < rules.class_size:
        yield ("class_limit",), "smaller than class_size"


def _dates(rules: RuleProfile) -> Iterator[Wrong]:
    if rules.valid_to < rules.valid_from:
        yield ("valid_to",), "before valid_from"
    for number, window in enumerate(rules.windows):
        if window.closes < window.opens:
            yield ("windows", str(number), "closes"), "before opens"
        if window.opens.year != rules.year:
            yield ("windows", str(number), "opens"), f"not in the campaign's year {rules.year}"
    for number, one in enumerate(rules.breaks):
        if one.last < one.first:
            yield ("breaks", str(number), "last"), "before first"


def _names(rules: RuleProfile) -> Iterator[Wrong]:
    yield from _worded(("title",), rules.title)
    for table in ("documents", "grounds", "statuses"):
        for number, one in enumerate(getattr(rules, table)):
            yield from _worded((table, str(number), "name"), one.name)


def _worded(place: Place, words: Words) -> Iterator[Wrong]:
    missing = [language for language in LANGUAGES if not words.get(language, "").strip()]
    if missing:
        yield place, f"no words in {', '.join(missing)}"


def _codes(rules: RuleProfile) -> Iterator[Wrong]:
    for table in ("documents", "grounds", "statuses"):
        yield from _repeats(table, [one.code for one in getattr(rules, table)])
    for region in _twice(region for window in rules.windows for region in window.regions):
        last = max(number for number, window in enumerate(rules.windows) if region in window.regions)
        yield ("windows", str(last), "regions"), f"{region} stands in two windows"
    for number, document in enumerate(rules.documents):
        strangers = set(document.channels) - set(rules.channels)
        if strangers:
            yield ("documents", str(number), "channels"), f"unknown: {', '.join(sorted(strangers))}"


def _repeats(table: str, codes: list[str]) -> Iterator[Wrong]:
    for code in _twice(codes):
        last = len(codes) - 1 - codes[::-1].index(code)
        yield (table, str(last), "code"), f"{code} stands here twice"


def _twice(codes: Iterable[str]) -> list[str]:
    return sorted(code for code, count in Counter(codes).items() if count > 1)
