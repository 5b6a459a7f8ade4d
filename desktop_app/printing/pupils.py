"""Lists of enrolled children, across the sheet: the class list and the alphabet book."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer, Table, TableStyle

from admission.school_papers import AlphabetBook, ClassList, PupilLine
from desktop_app.printing import styles
from desktop_app.printing.blocks import Column, Rule, Signer, letterhead, lined_table, sign_here
from desktop_app.printing.sheet import ACROSS
from desktop_app.printing.styles import SHADE, words
from desktop_app.printing.turns import in_all
from wording import Texts
from wording.dates import date_digits, date_words


def class_list_story(paper: ClassList, texts: Sequence[Texts]) -> list[Flowable]:
    """The pupils of a class with their totals (DOMAIN 3.6)."""
    first = texts[0]
    rows = [_pupil(number, line, first) for number, line in enumerate(paper.lines, start=1)]
    signers = (
        Signer(first("paper-director"), paper.director),
        Signer(first("paper-class-teacher"), paper.teacher),
    )
    return [
        *letterhead(paper.letterhead, texts, ACROSS.width),
        *(words(_class_title(paper, one), styles.SMALL_TITLE) for one in texts),
        *(words(_class_facts(paper, one), styles.CENTRE) for one in texts),
        Spacer(1, 3 * mm),
        _listed(CLASS_COLUMNS, rows, texts),
        Spacer(1, 3 * mm),
        KeepTogether(
            [
                *(words(_totals(paper.lines, one), styles.SMALL_STRONG) for one in texts),
                sign_here(signers, first, styles.SMALL),
            ]
        ),
    ]


def alphabet_book_story(paper: AlphabetBook, texts: Sequence[Texts]) -> list[Flowable]:
    """Every child of the school, a heading for each first letter (DOMAIN 3.8)."""
    first = texts[0]
    day = " / ".join(date_words(paper.dated, one.language) for one in texts)
    return [
        *letterhead(paper.letterhead, texts, ACROSS.width),
        words(in_all(texts, "paper-alphabet-title", " / ", year=paper.number), styles.SMALL_TITLE),
        words(day, styles.CENTRE),
        Spacer(1, 3 * mm),
        _by_letters(paper.lines, texts),
        Spacer(1, 3 * mm),
        KeepTogether(
            [
                *(words(_totals(paper.lines, one), styles.SMALL_STRONG) for one in texts),
                sign_here([Signer(first("paper-director"), paper.director)], first, styles.SMALL),
            ]
        ),
    ]


CLASS_COLUMNS = (
    ("number", 8, styles.DENSE_CENTRE),
    ("name", 60, styles.DENSE),
    ("sex", 14, styles.DENSE_CENTRE),
    ("born", 19, styles.DENSE_CENTRE),
    ("iin", 24, styles.DENSE_CENTRE),
    ("address", 52, styles.DENSE),
    ("parent", 52, styles.DENSE),
    ("special", 13, styles.DENSE_CENTRE),
    ("transport", 20, styles.DENSE_CENTRE),
)
ALPHABET_COLUMNS = (
    ("number", 8, styles.DENSE_CENTRE),
    ("name", 44, styles.DENSE),
    ("sex", 14, styles.DENSE_CENTRE),
    ("born", 18, styles.DENSE_CENTRE),
    ("address", 44, styles.DENSE),
    ("parent", 42, styles.DENSE),
    ("enrolled", 23, styles.DENSE_CENTRE),
    ("class", 15, styles.DENSE_CENTRE),
    ("left", 21, styles.DENSE_CENTRE),
    ("left-to", 33, styles.DENSE),
)
Columns = Sequence[tuple[str, float, ParagraphStyle]]


def _listed(columns: Columns, rows: Sequence[Sequence[str | Paragraph]], texts: Sequence[Texts]) -> Table:
    heads = [Column(in_all(texts, f"paper-pupil-{key}"), width, style) for key, width, style in columns]
    return lined_table(heads, rows, styles.DENSE_COLUMN)


def _class_title(paper: ClassList, texts: Texts) -> str:
    return texts("paper-class-title", name=paper.number, year=paper.school_year)


def _class_facts(paper: ClassList, texts: Texts) -> str:
    teaching = texts("paper-class-language", language=texts(f"paper-language-{paper.teaching}"))
    return f"{teaching} · {date_words(paper.dated, texts.language)}"


def _pupil(number: int, line: PupilLine, texts: Texts) -> tuple[str, ...]:
    return (
        str(number),
        line.name,
        texts(f"paper-sex-{line.sex}"),
        date_digits(line.born),
        line.iin or "–",
        line.address,
        _parent(line),
        _yes(line.special_needs, texts),
        _yes(line.transport, texts),
    )


def _parent(line: PupilLine) -> str:
    return "\n".join(part for part in (line.parent, line.phone) if part)


def _yes(said: bool, texts: Texts) -> str:
    return texts("paper-yes") if said else "–"


def _by_letters(lines: Sequence[PupilLine], texts: Sequence[Texts]) -> Table:
    """One table; each first letter is a row of its own that stays with the name below it."""
    rows: list[Sequence[str | Paragraph]] = []
    heads: list[int] = []  # the head of the table is row 0
    number = 0
    for letter, group in groupby(lines, key=lambda line: line.surname[:1].upper()):
        heads.append(len(rows) + 1)
        rows.append([words(letter, styles.LETTER), *[""] * (len(ALPHABET_COLUMNS) - 1)])
        for number, line in enumerate(group, start=number + 1):  # noqa: B020  the count runs on
            rows.append(_entry(number, line, texts[0]))
    table = _listed(ALPHABET_COLUMNS, rows, texts)
    table.setStyle(TableStyle([rule for row in heads for rule in _across(row)]))
    return table


def _across(row: int) -> list[Rule]:
    whole = ((0, row), (-1, row))
    return [("SPAN", *whole), ("BACKGROUND", *whole, SHADE), ("NOSPLIT", (0, row), (-1, row + 1))]


def _entry(number: int, line: PupilLine, texts: Texts) -> tuple[str, ...]:
    return (
        str(number),
        line.name,
        texts(f"paper-sex-{line.sex}"),
        date_digits(line.born),
        line.address,
        _parent(line),
        _dated(line.enrolled, line.order),
        f"{line.grade} «{line.letter}»" if line.letter else str(line.grade),
        _dated(line.left, line.left_order),
        "\n".join(part for part in (line.left_to, line.left_why) if part),
    )


def _dated(day: date | None, order: str) -> str:
    parts = (date_digits(day) if day else "", f"№ {order}" if order else "")
    return "\n".join(part for part in parts if part)


def _totals(lines: Sequence[PupilLine], texts: Texts) -> str:
    boys = sum(line.sex == "male" for line in lines)
    girls = sum(line.sex == "female" for line in lines)
    return texts("paper-pupil-total", count=len(lines), boys=boys, girls=girls)
