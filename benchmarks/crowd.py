"""A crowd of applications for measuring: many children with likely names, from a fixed seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import msgspec

from admission.application import Application, ApplicationDraft, DocumentBrought, Movement, Status
from admission.deadline import KAZAKHSTAN_TIME
from admission.exchange import RowLine
from admission.identifiers import iin_with_check_digit
from admission.people import Address, Applicant, Certificate, Child, PersonName
from admission.wire import dump_row

SURNAMES = (
    "Ахметов Сәрсенбаев Қасымов Нұрланов Жұмабаев Оспанов Ғабдуллин Сүлейменов Әбілов Иманғалиев Төлегенов "
    "Байжанов Құсайынов Есенов Мұқанов Өтегенов Дүйсенбаев Ысқақов Федоров Ким Иванов Петренко Шевченко Цой"
).split()
GIVEN = (
    "Әлихан Айгүл Гүлназ Ерасыл Нұрислам Аяулым Інжу Көзайым Мұхаммедәлі Томирис Жәнібек Сұлтан Рамазан Һадиша "
    "Арсений Алина София Тимур Ясмин Міржақып Өркен Үміт Қарақат Ғазиз"
).split()
STREETS = ("Сәтбаев", "Қабанбай батыр", "Мәңгілік Ел", "Тұран", "Республика", "Сығанақ")
MORNING = datetime(2026, 6, 1, 9, 0, tzinfo=KAZAKHSTAN_TIME)
STATUSES = (Status.UNDER_REVIEW, Status.ON_SIGNATURE, Status.ACCEPTED, Status.ACCEPTED, Status.REFUSED)


def crowd(count: int, school: str, seed: int = 1) -> Iterator[Application]:
    """`count` applications of one school, each for another child."""
    chance = random.Random(seed)
    return (_application(number, school, chance) for number in range(1, count + 1))


def feed(applications: Iterator[Application], first: int = 1) -> list[RowLine]:
    """The same as rows of the feed."""
    return [
        RowLine(kind="application", id=one.id, ver=1, seq=seq, body=msgspec.Raw(dump_row(one)))
        for seq, one in enumerate(applications, first)
    ]


def _application(number: int, school: str, chance: random.Random) -> Application:
    received = MORNING + timedelta(minutes=number % 40_000)
    status = chance.choice(STATUSES)
    return Application(
        id=f"018f{number:08x}-0000-7000-8000-{number:012x}",
        school=school,
        year=2026,
        number=f"Э-{number:04}",
        draft=_draft(number, chance),
        status=status,
        rules="oqu2026",
        received=received,
        due=received + timedelta(days=1),
        history=(
            Movement(
                act=f"act-{number}",
                kind="filed",
                by="portal",
                at=received,
                before=None,
                after=Status.UNDER_REVIEW,
            ),
        ),
    )


def _draft(number: int, chance: random.Random) -> ApplicationDraft:
    born = date(2020, 1, 1) + timedelta(days=number % 366)
    surname = chance.choice(SURNAMES)
    return ApplicationDraft(
        child=_child(PersonName(surname, chance.choice(GIVEN), "Ерболұлы"), born, number),
        applicant=Applicant(
            name=PersonName(surname, chance.choice(GIVEN), "Қайратқызы"),
            iin=_iin(date(1988, 4, 15), number),
            relation="mother",
            phone=f"+7702{number:07}",
        ),
        registered=Address(
            region="Астана қ.", locality="Астана", street=chance.choice(STREETS), house=str(number % 90 + 1)
        ),
        language=chance.choice(("kk", "kk", "ru")),
        by_territory=chance.random() < 0.75,
        documents=tuple(DocumentBrought(code=code) for code in ("photo", "vaccinations", "health")),
        channel="oqu",
        data_correct=True,
        data_consent=True,
    )


def _child(name: PersonName, born: date, number: int) -> Child:
    certificate = Certificate(f"{number:010}", born + timedelta(days=20))
    return Child(name=name, born=born, sex="male", iin=_iin(born, number), certificate=certificate)


def _iin(born: date, number: int) -> str:
    digits = f"{born:%y%m%d}5{number % 10_000:04}"
    return iin_with_check_digit(digits) or f"{digits}0"
