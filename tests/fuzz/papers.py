"""Files people bring: rule profiles, the calendar, a school, a territory; damaged ones are refused in a sentence."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from openpyxl import Workbook

from admission.problems import Problem
from admission.profile_file import ProfileWrong, parse_profile
from admission.workdays import CalendarWrong, parse_calendar
from central_server.schoolfile import SchoolEntry
from central_server.territoryfile import read_territory_file, told_problems
from tests.central_server.test_shell import SCHOOL_FILE
from tests.desk import ROOT
from tests.fuzz.receipts import RECEIPTS
from tests.fuzz.spoiling import damaged, message, places, values
from wording import LANGUAGES

Draw = Callable[[st.SearchStrategy[Any]], Any]

PROFILES = sorted((ROOT / "resources" / "profiles").glob("*.toml"))
CALENDAR = ROOT / "resources" / "calendars" / "kz.toml"
WORDS = st.one_of(
    values.map(lambda value: json.dumps(value)[:200]),
    st.sampled_from(
        ("2026-02-30", "0001-01-01", "9999-12-31", "nan", "inf", "[[x]]", "{a=1}", "07:32:00", "-0")
    ),
)
ROWS: tuple[tuple[str, ...], ...] = (
    ("Елді мекен", "Көше", "Үйлер", "Жағы"),
    ("Астана", "Бөгенбай көшесі", "1-15; 18; 20а-22", "тақ"),
    ("Астана", "6 мкр", "", ""),
)
CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(("1-", "-5", "1-99999999", "15/2", "0", "20-1", "1,2,,3", "жұп", "1-3 5-7")),
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "kz1048", "cp1251", "utf-7")


def a_profile_is_edited(folder: Path, draw: Draw) -> None:
    """Every profile the parser lets through is one; the others are told with a reason."""
    data = draw(_edited(draw(st.sampled_from(PROFILES)).read_bytes()))
    assert _told(lambda: parse_profile(data), ProfileWrong)


def a_calendar_is_edited(folder: Path, draw: Draw) -> None:
    data = draw(_edited(CALENDAR.read_bytes()))
    assert _told(lambda: parse_calendar(data), CalendarWrong)


def a_school_is_edited(folder: Path, draw: Draw) -> None:
    """The shape only: whoever is a school with officers has their passwords hashed, which takes its time."""
    data = draw(message(SCHOOL_FILE))
    assert _told(lambda: msgspec.json.decode(data, type=SchoolEntry), msgspec.DecodeError, UnicodeDecodeError)


def _told(read: Callable[[], object], *troubles: type[Exception]) -> str:
    """What was read, or what is wrong with it; any other trouble is ours."""
    try:
        return repr(read())
    except troubles as trouble:
        return str(trouble)


def a_territory_is_brought(folder: Path, draw: Draw) -> None:
    """A table of any kind gives streets or problems, each with a sentence in every language."""
    path = folder / "territory"
    path.write_bytes(draw(_tables()))
    table = read_territory_file(path, "Астана")
    assert table.territory or table.problems
    _check_told(table.problems)


def _check_told(problems: tuple[Problem, ...]) -> None:
    for told in told_problems(problems, ROOT / "translations"):
        words = told["text"]
        assert isinstance(words, dict)
        assert all(words[language] for language in LANGUAGES)


@st.composite
def _edited(draw: DrawFn, data: bytes) -> bytes:
    """As an administrator edits: a value of a line, a line moved or doubled; and as a bad disk does."""
    lines = data.splitlines(keepends=True)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        name, equals, _ = lines[at].partition(b"=")
        how = draw(st.sampled_from(("value", "value", "drop", "double")))
        if how == "value" and equals:
            lines[at] = name + b"= " + draw(WORDS).encode(errors="replace") + b"\n"
        elif how == "drop":
            del lines[at]
        elif how == "double":
            lines.insert(draw(st.integers(0, len(lines))), lines[at])
    whole = b"".join(lines)
    return draw(damaged(whole)) if draw(st.integers(0, 2)) == 0 else whole


@st.composite
def _tables(draw: DrawFn) -> bytes:
    rows = [list(row) for row in ROWS]
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.sampled_from([path for path in places(rows) if len(path) == 2]))
        rows[int(at[0])][int(at[1])] = draw(CELLS)
    if draw(st.integers(0, 3)) == 0:
        return draw(damaged(_workbook(rows)))
    delimiter = draw(st.sampled_from(";\t,|"))
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    return draw(damaged(text.encode(draw(st.sampled_from(ENCODINGS)), errors="replace")))


def _workbook(rows: list[list[str]]) -> bytes:
    """As a workbook, which keeps no control characters."""
    book, written = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(["".join(filter(str.isprintable, cell)) for cell in row])
    book.save(written)
    return _timeless(written.getvalue())


def _timeless(workbook: bytes) -> bytes:
    """Without what tells when it was written, so that an example can be played again."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(set(old.namelist()) - {"docProps/core.xml"}):
            new.writestr(zipfile.ZipInfo(name), old.read(name))
    return written.getvalue()


PAPERS = {
    "profiles": a_profile_is_edited,
    "calendars": a_calendar_is_edited,
    "schools": a_school_is_edited,
    "territories": a_territory_is_brought,
    **RECEIPTS,
}
