"""What the registration book shows: on the screen two lines a cell, in an export the columns of the paper book."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from desktop_app.models.registration_book import BookLine
from desktop_app.ui.table import Column
from desktop_app.ui.theme import tone_of
from desktop_app.ui.wording import Words
from desktop_app.usecases.export_journal import BookColumn, Sheet

Names = Mapping[str, str]
SEEN_OF_IIN = slice(0, 6), slice(10, 12)


def columns(names: Names) -> tuple[Column[BookLine], ...]:
    """For the table; `names` of officers by their ids, asked anew for every cell."""

    def by(line: BookLine, words: Words) -> str:
        return registrar(line, names, words)

    return (
        Column("book-number", lambda line, _: line.number, _received, width=124),
        Column("book-child", lambda line, _: line.child, _about_child, stretch=True),
        Column("book-applicant", lambda line, _: line.applicant, lambda line, _: line.phone, width=196),
        Column("book-class", _class, lambda line, words: words.channel(line.channel), width=136, spare=True),
        Column(
            "column-status",
            lambda line, words: words.status(line.status),
            _ended,
            lambda line: tone_of(line.status),
            192,
        ),
        Column("book-by", by, _order, width=136, spare=True),
    )


def registrar(line: BookLine, names: Names, words: Words) -> str:
    """Who registered: an officer by name, a portal by its own."""
    return names.get(line.by) or (words("book-by-portal") if line.by == "portal" else line.by)


def masked(iin: str) -> str:
    """An IIN on a screen that others may see: the birth date and the last two figures."""
    first, last = (iin[part] for part in SEEN_OF_IIN)
    return f"{first}••••{last}" if iin else ""


def sheet(names: Names, words: Words) -> Sheet:
    """For an export, in the language of the moment (DOMAIN 3.5)."""
    listed = (
        ("number", 12, lambda line: line.number),
        ("received", 17, lambda line: line.received),
        ("channel", 16, lambda line: words.channel(line.channel)),
        ("applicant", 32, lambda line: line.applicant),
        ("phone", 16, lambda line: line.phone),
        ("child", 32, lambda line: line.child),
        ("born", 12, lambda line: line.born),
        ("iin", 15, lambda line: line.iin),
        ("address", 40, lambda line: line.address.line),
        ("territory", 14, lambda line: words("book-yes" if line.inside else "book-no")),
        ("language", 16, lambda line: words.teaching(line.language)),
        ("grade", 8, lambda line: line.grade),
        ("due", 17, lambda line: line.due),
        ("status", 22, lambda line: words.status(line.status)),
        ("decided", 17, lambda line: line.decided),
        ("order", 12, lambda line: line.order),
        ("withdrawn", 17, lambda line: line.withdrawn),
        ("by", 24, lambda line: registrar(line, names, words)),
    )
    found = [BookColumn(words(f"book-export-{name}"), width, value) for name, width, value in listed]
    return Sheet(words("book-title"), tuple(found))


def _received(line: BookLine, words: Words) -> str:
    return words.moment(line.received)


def _about_child(line: BookLine, words: Words) -> str:
    return " · ".join(filter(None, (words.day(line.born), masked(line.iin))))


def _class(line: BookLine, words: Words) -> str:
    return words("book-class-of", grade=line.grade, language=words.teaching(line.language))


def _ended(line: BookLine, words: Words) -> str:
    ended: datetime | None = line.withdrawn or line.decided
    return words.short_moment(ended) if ended else words("mark-waiting") if line.waiting else ""


def _order(line: BookLine, words: Words) -> str:
    return words("book-order", number=line.order) if line.order else ""
