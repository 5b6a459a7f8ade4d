"""Papers the school keeps: journal, lists, orders that amend; their frozen contents, as DOMAIN 3 lists them."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from admission.letterhead import Letterhead


class JournalLine(msgspec.Struct, frozen=True, kw_only=True):
    """One application of the journal; `withdrawn` and annulled ones stay, crossed out (`struck`).

    `channel` and `status` are codes; `documents`: how many were handed over and how many are needed.
    """

    number: str
    received: datetime
    channel: str
    applicant: str
    phone: str
    child: str
    born: date
    iin: str
    address: str
    by_territory: bool
    teaching: str
    documents: tuple[int, int]
    due: datetime
    status: str
    decided: date | None = None
    order: str = ""
    withdrawn: date | None = None
    executor: str = ""
    struck: bool = False


class JournalPaper(msgspec.Struct, frozen=True, kw_only=True, tag="journal", tag_field="paper"):
    """The registration journal (DOMAIN 3.5) as it stood when it was `written`; `number`: its campaign."""

    id: str
    letterhead: Letterhead
    number: str
    written: datetime
    lines: tuple[JournalLine, ...]
    executor: str
    director: str
    copy: int = 1


class JournalLinePaper(msgspec.Struct, frozen=True, kw_only=True, tag="journal-line", tag_field="paper"):
    """One application's line of the journal, as it stood when it was `written`, for the book kept by hand."""

    id: str
    letterhead: Letterhead
    number: str
    year: int
    written: datetime
    line: JournalLine
    copy: int = 1


class PupilLine(msgspec.Struct, frozen=True, kw_only=True):
    """One enrolled child, as class lists, the alphabet book and the national table need it.

    `order`: number of the order that enrolled it, `enrolled`: its day; `left_*`: when, by which order, where to, why.
    """

    surname: str
    given: str
    patronymic: str
    sex: str
    born: date
    iin: str
    citizenship: str
    address: str
    parent: str
    parent_iin: str
    phone: str
    grade: int
    letter: str
    teaching: str
    order: str
    enrolled: date | None
    special_needs: bool = False
    transport: bool = False
    left: date | None = None
    left_order: str = ""
    left_to: str = ""
    left_why: str = ""

    @property
    def name(self) -> str:
        """Surname first, single spaces."""
        return " ".join(part for part in (self.surname, self.given, self.patronymic) if part)


class ClassList(msgspec.Struct, frozen=True, kw_only=True, tag="class-list", tag_field="paper"):
    """The list of a class (DOMAIN 3.6), in the order it is given; `teacher` may be empty; `number`: its class."""

    id: str
    letterhead: Letterhead
    number: str
    school_year: str
    dated: date
    teaching: str
    lines: tuple[PupilLine, ...]
    director: str
    teacher: str = ""
    copy: int = 1


class AlphabetBook(msgspec.Struct, frozen=True, kw_only=True, tag="alphabet-book", tag_field="paper"):
    """The alphabet book (DOMAIN 3.8), a heading for each first letter; `number`: its school year."""

    id: str
    letterhead: Letterhead
    number: str
    dated: date
    lines: tuple[PupilLine, ...]
    director: str
    copy: int = 1


class AmendedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One child an amending order concerns: `taken_out` or brought in, and why.

    `left`: taken out because it left the school; `where_to`: where to, as far as that is known.
    """

    child: str
    born: date
    iin: str
    number: str
    taken_out: bool
    why: str
    left: bool = False
    where_to: str = ""


class AmendingOrder(msgspec.Struct, frozen=True, kw_only=True, tag="amending-order", tag_field="paper"):
    """An order that changes the annex of an earlier one, `amends` of the day `amends_dated` (DOMAIN 3.4)."""

    id: str
    letterhead: Letterhead
    number: str
    dated: date
    amends: str
    amends_dated: date
    letter: str
    lines: tuple[AmendedLine, ...]
    director: str
    responsible: str
    copy: int = 1
