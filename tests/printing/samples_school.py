"""Papers the school keeps, long enough to run over pages, for the tests of printing."""

from __future__ import annotations

from datetime import date, timedelta

from admission.school_papers import (
    AlphabetBook,
    AmendedLine,
    AmendingOrder,
    ClassList,
    JournalLine,
    JournalLinePaper,
    JournalPaper,
    PupilLine,
)
from tests.printing import samples
from tests.printing.samples_family import WRITTEN

STATUSES = ("accepted", "under_review", "withdrawn", "enrolled", "refused", "waitlisted")
CHANNELS = ("paper", "oqu", "egov", "local")


def journal(applications: int) -> JournalPaper:
    """A journal of so many applications."""
    return JournalPaper(
        id="0198e0a0-0000-7000-8000-000000000020",
        letterhead=samples.HEAD,
        number="2026",
        written=WRITTEN,
        lines=tuple(_journal_line(n) for n in range(1, applications + 1)),
        executor="СЕЙІТОВА Ә.Қ.",
        director="ҚАСЫМОВ Б.Ө.",
    )


def journal_line() -> JournalLinePaper:
    """The line of one application."""
    line = _journal_line(7)
    return JournalLinePaper(
        id="0198e0a0-0000-7000-8000-000000000021",
        letterhead=samples.HEAD,
        number=line.number,
        year=2026,
        written=WRITTEN,
        line=line,
    )


def _journal_line(number: int) -> JournalLine:
    status = STATUSES[number % len(STATUSES)]
    decided = status in {"accepted", "enrolled", "refused"}
    received = samples.RECEIPT.received + timedelta(minutes=7 * number)
    return JournalLine(
        number=f"А-{number:04}",
        received=received,
        channel=CHANNELS[number % len(CHANNELS)],
        applicant="ДҮЙСЕНБАЕВА ШАҺИЗАДА ӘБДІҒАЛИҚЫЗЫ",
        phone="+7 702 797 22 50",
        child=f"{samples.SURNAMES[number % 9]} АЗАМАТ{number} ЕРБОЛҰЛЫ",
        born=date(2020, 1 + number % 12, 1 + number % 28),
        iin=f"2003145{number:05}",
        address=f"Қарағанды қ., Ермеков көшесі, {number}",
        by_territory=number % 4 > 0,
        teaching="kk",
        documents=(number % 4, 3),
        due=received + timedelta(days=1),
        status=status,
        decided=date(2026, 8, 25) if decided else None,
        order="1-А" if status == "enrolled" else "",
        withdrawn=date(2026, 8, 26) if status == "withdrawn" else None,
        executor="СЕЙІТОВА Ә.Қ.",
        struck=status == "withdrawn",
    )


def pupil(number: int, surname: str) -> PupilLine:
    """A child of the first grade; even ones are girls."""
    girl = number % 2 == 0
    return PupilLine(
        surname=surname,
        given=f"АЙША{number}" if girl else f"АЗАМАТ{number}",
        patronymic="ЕРБОЛҚЫЗЫ" if girl else "ЕРБОЛҰЛЫ",
        sex="female" if girl else "male",
        born=date(2020, 1 + number % 12, 1 + number % 28),
        iin=f"2003145{number:05}",
        citizenship="KZ",
        address=f"Қарағанды қ., Ермеков көшесі, {number}",
        parent="ДҮЙСЕНБАЕВА ШАҺИЗАДА ӘБДІҒАЛИҚЫЗЫ",
        parent_iin="840415450261",
        phone="+77027972250",
        grade=1,
        letter="Ә",
        teaching="kk",
        order="1-А",
        enrolled=date(2026, 8, 25),
        special_needs=number % 7 == 0,
        transport=number % 5 == 0,
        left=date(2026, 11, 3) if number % 10 == 0 else None,
        left_order="14-А" if number % 10 == 0 else "",
        left_to="Астана қ., №7 мектеп" if number % 10 == 0 else "",
    )


def pupils(children: int) -> tuple[PupilLine, ...]:
    """So many children in the order of the Kazakh alphabet."""
    surnames = samples.SURNAMES
    each = -(-children // len(surnames))
    return tuple(pupil(n, surnames[(n - 1) // each]) for n in range(1, children + 1))


def class_list(children: int) -> ClassList:
    """The list of class 1 «Ә»."""
    return ClassList(
        id="0198e0a0-0000-7000-8000-000000000021",
        letterhead=samples.HEAD,
        number="1 «Ә»",
        school_year="2026–2027",
        dated=date(2026, 9, 1),
        teaching="kk",
        lines=pupils(children),
        director="ҚАСЫМОВ Б.Ө.",
    )


def alphabet_book(children: int) -> AlphabetBook:
    """The alphabet book with so many children."""
    return AlphabetBook(
        id="0198e0a0-0000-7000-8000-000000000022",
        letterhead=samples.HEAD,
        number="2026–2027",
        dated=date(2026, 9, 1),
        lines=pupils(children),
        director="ҚАСЫМОВ Б.Ө.",
    )


def amending(children: int) -> AmendingOrder:
    """An order that changes so many lines of order 1-А."""
    return AmendingOrder(
        id="0198e0a0-0000-7000-8000-000000000023",
        letterhead=samples.HEAD,
        number="3-А",
        dated=date(2026, 9, 4),
        amends="1-А",
        amends_dated=date(2026, 8, 25),
        letter="Ә",
        lines=tuple(_amended(n) for n in range(1, children + 1)),
        director="ҚАСЫМОВ Б.Ө.",
        responsible="СЕЙІТОВА Ә.Қ.",
    )


def _amended(number: int) -> AmendedLine:
    out = number % 3 > 0
    return AmendedLine(
        child=f"{samples.SURNAMES[number % 9]} АЗАМАТ{number}",
        born=date(2020, 1 + number % 12, 1 + number % 28),
        iin=f"2003145{number:05}",
        number=f"А-{number:04}",
        taken_out=out,
        why="өтінім кері қайтарып алынды" if out else "кезек бойынша орын берілді",
    )
