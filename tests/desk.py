"""Desks for tests: a real replica in a folder, a told clock, counted ids, the people of a sample school."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
from argon2 import PasswordHasher
from msgspec.structs import replace

from admission.application import Application, ApplicationDraft, DocumentBrought
from admission.deadline import KAZAKHSTAN_TIME
from admission.exchange import RowLine
from admission.people import Address, Applicant, Certificate, Child, PersonName
from admission.places import Stream
from admission.profile_file import parse_profile
from admission.profiles import RuleProfile
from admission.roles import Officer, Role
from admission.school import School
from admission.territory import TerritoryStreet
from admission.wire import FeedRow, dump_row, kind_of_row
from admission.workdays import WorkCalendar, parse_calendar
from desktop_app.models import papers, queries
from desktop_app.models.replica import Replica, open_replica
from desktop_app.usecases.desk import Desk

ROOT = Path(__file__).parent.parent
MORNING = datetime(2026, 8, 25, 9, 30, tzinfo=KAZAKHSTAN_TIME)
KEY = bytes(range(32))
PASSWORD = "qabyldau-63"
SALT = b"the same for all"  # so that rows are the same bytes in every run
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass
class FakeClock:
    """A clock that stands until it is moved."""

    now: datetime = MORNING

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


def counted_ids(prefix: str) -> Callable[[], str]:
    """Ids in the order they were asked for."""
    numbers = count(1)
    return lambda: f"{prefix}-{next(numbers):06}"


def rules() -> RuleProfile:
    return parse_profile((ROOT / "resources/profiles/oqu2026.toml").read_bytes())


def calendar() -> WorkCalendar:
    return parse_calendar((ROOT / "resources/calendars/kz.toml").read_bytes())


SCHOOL = School(
    id="school-63",
    name_kk="«№63 жалпы білім беретін мектеп» КММ",
    name_ru="КГУ «Общеобразовательная школа №63»",
    bin="020240000555",
    address=Address(
        region="Астана қ.", district="Есіл ауданы", locality="Астана", street="Сәтбаев", house="1"
    ),
    phone="+77172000063",
    region="astana",
    territory=(TerritoryStreet("Астана", "Сәтбаев", 1, 40),),
    transport=True,
)


def an_officer(
    officer_id: str, login: str, name: PersonName, *roles: Role, school: str = SCHOOL.id
) -> Officer:
    return Officer(
        id=officer_id,
        school=school,
        login=login,
        name=name,
        iin="880415490109",
        roles=frozenset(roles),
        password_hash=CHEAP.hash(PASSWORD, salt=SALT),
    )


EXECUTOR = an_officer("aigul", "aigul", PersonName("Сәрсенова", "Айгүл", "Нұрланқызы"), Role.EXECUTOR)
DIRECTOR = an_officer(
    "director", "director", PersonName("Ғабдуллин", "Ержан", "Қайратұлы"), Role.DIRECTOR, Role.EXECUTOR
)
STREAMS = (
    Stream(id="school-63/2026/kk", school=SCHOOL.id, year=2026, language="kk", capacity=100),
    Stream(id="school-63/2026/ru", school=SCHOOL.id, year=2026, language="ru", capacity=50),
)
REFERENCE: tuple[FeedRow, ...] = (SCHOOL, EXECUTOR, DIRECTOR, *STREAMS)


def feed(*rows: FeedRow, start: int = 1) -> list[RowLine]:
    """Rows as the centre would send them."""
    return [
        RowLine(kind=kind_of_row(row), id=row.id, ver=1, seq=seq, body=msgspec.Raw(dump_row(row)))
        for seq, row in enumerate(rows, start)
    ]


def make_replica(folder: Path) -> Replica:
    return open_replica(folder / "replica.db", KEY)


def make_desk(
    folder: Path, *, series: str = "А", clock: Callable[[], datetime] | None = None, name: str = "desk-a"
) -> Desk:
    """A desk of school 63 that knows its school, its officers and its streams."""
    law = rules()
    desk = Desk(
        replica=make_replica(folder),
        now=clock or FakeClock(),
        new_id=counted_ids(name),
        profiles={law.id: law},
        rules=law,
        calendar=calendar(),
    )
    with desk.write() as writing:
        writing.set_meta("desk", name)
        writing.set_meta("school", SCHOOL.id)
        writing.set_meta("series", series)
        writing.absorb([], feed(*REFERENCE), len(REFERENCE), datetime(2026, 8, 25, 4, 0, tzinfo=UTC))
    return desk


HOME = Address(
    region="Астана қ.", district="Есіл ауданы", locality="Астана", street="Сәтбаев", house="12", flat="5"
)
CHILD = Child(
    name=PersonName("Дүйсенбаев", "Әлихан", "Ерболұлы"),
    born=date(2020, 9, 15),
    sex="male",
    iin="200915590004",
    certificate=Certificate("1234567890", date(2020, 9, 30)),
)
APPLICANT = Applicant(
    name=PersonName("Бекмағамбетова", "Гүлнар", "Төлебайқызы"),
    iin="840415450261",
    relation="mother",
    phone="+77027972250",
)


def a_draft(**changes: object) -> ApplicationDraft:
    """A draft that may be filed as it is; pass fields to spoil it."""
    draft = ApplicationDraft(
        child=CHILD,
        applicant=APPLICANT,
        registered=HOME,
        language="kk",
        by_territory=True,
        documents=tuple(DocumentBrought(code=code) for code in ("photo", "vaccinations", "health")),
        data_correct=True,
        data_consent=True,
    )
    return replace(draft, **changes)


OTHER_CHILD = replace(
    CHILD,
    name=PersonName("Қасымова", "Һаят"),
    born=date(2020, 12, 31),
    iin="201231690005",
    sex="female",
    certificate=None,
)


def seen(desk: Desk, application: str) -> Application:
    """The application as this desk shows it; a test that asks for it expects it to be there."""
    found = queries.application(desk.replica, application)
    assert found is not None, f"{application} is not at this desk"
    return found


def printed(desk: Desk, paper: str) -> Any:
    """The frozen contents of an issued paper."""
    found = papers.paper_contents(desk.replica, paper)
    assert found is not None, f"{paper} was never issued"
    return found[0]
