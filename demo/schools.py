"""The sample schools of seed 003: №63 in Astana and Қарақоға in the north, their territories, places and officers."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Final, NamedTuple

from admission.application import stream_id
from admission.people import Address, PersonName
from admission.places import Stream
from admission.roles import Officer, Role
from admission.school import School
from admission.territory import TerritoryStreet

YEAR: Final = 2026
HOUSES_OF_A_VILLAGE_STREET: Final = 36  # where the territory names the whole street


class Elsewhere(NamedTuple):
    """Houses near a school and outside its territory: `first` to `last`, both sides."""

    district: str
    okrug: str
    locality: str
    street: str
    first: int
    last: int


_ASTANA: Final = (
    TerritoryStreet("Астана", "Сәтбаев көшесі", 1, 40),
    TerritoryStreet("Астана", "Мәңгілік Ел даңғылы", 2, 48, "even"),
    TerritoryStreet("Астана", "Тұран даңғылы", 1, 37, "odd"),
    TerritoryStreet("Астана", "Қабанбай батыр даңғылы", 1, 53, "odd"),
    TerritoryStreet("Астана", "Сығанақ көшесі", 1, 29, "odd"),
    TerritoryStreet("Астана", "Сығанақ көшесі", 10, 32, "even"),
    TerritoryStreet("Астана", "Достық көшесі", 1, 20),
    TerritoryStreet("Астана", "Дінмұхамед Қонаев көшесі", 2, 36, "even"),
    TerritoryStreet("Астана", "Түркістан көшесі", 1, 34),
    TerritoryStreet("Астана", "Ақмешіт көшесі", 1, 19, "odd"),
    TerritoryStreet("Астана", "Орынбор көшесі", 2, 30, "even"),
    TerritoryStreet("Астана", "Сауран көшесі", 1, 18),
    TerritoryStreet("Астана", "Керей, Жәнібек хандар көшесі", 1, 22),
)
_KARAKOGA: Final = tuple(
    TerritoryStreet("Қарақоға а.", street)
    for street in (
        "Абай көшесі",
        "Мағжан Жұмабаев көшесі",
        "Мектеп көшесі",
        "Бейбітшілік көшесі",
        "Жаңа көше",
    )
)
_AROUND: Final[Mapping[str, tuple[Elsewhere, ...]]] = {
    "school-63": (
        Elsewhere("Есіл ауданы", "", "Астана", "Тұран даңғылы", 39, 75),
        Elsewhere("Есіл ауданы", "", "Астана", "Сауран көшесі", 20, 44),
        Elsewhere("Нұра ауданы", "", "Астана", "Ұлы Дала даңғылы", 3, 67),
        Elsewhere("Алматы ауданы", "", "Астана", "Бауыржан Момышұлы даңғылы", 2, 40),
        Elsewhere("Сарыарқа ауданы", "", "Астана", "Бөгенбай батыр даңғылы", 6, 73),
        Elsewhere("Сарыарқа ауданы", "", "Астана", "Сәкен Сейфуллин көшесі", 1, 62),
        Elsewhere("Байқоңыр ауданы", "", "Астана", "Республика даңғылы", 1, 58),
        Elsewhere("Байқоңыр ауданы", "", "Астана", "Кенесары көшесі", 4, 82),
    ),
    "school-karakoga": (
        Elsewhere("Мағжан Жұмабаев ауданы", "", "Булаев қ.", "Киров көшесі", 1, 40),
        Elsewhere("Мағжан Жұмабаев ауданы", "Полудин а.о.", "Полудин а.", "Орталық көше", 1, 20),
    ),
}
_PLACES: Final[Mapping[str, tuple[tuple[str, int], ...]]] = {
    "school-63": (("kk", 150), ("ru", 50)),
    "school-karakoga": (("kk", 25),),
}

_PASSWORDS: Final[Mapping[str, str]] = {"school-63": "qabyldau-63", "school-karakoga": "qabyldau-karakoga"}

# Login, name, IIN (invented, check digit right), roles; the director of a small school files too (DOMAIN 5 #60).
_STAFF: Final[Mapping[str, tuple[tuple[str, PersonName, str, tuple[Role, ...]], ...]]] = {
    "school-63": (
        ("aigul", PersonName("Сәрсенова", "Айгүл", "Нұрланқызы"), "880415450105", (Role.EXECUTOR,)),
        ("marat", PersonName("Өтегенов", "Марат", "Серікұлы"), "910601350330", (Role.EXECUTOR,)),
        ("director", PersonName("Ғабдуллин", "Ержан", "Қайратұлы"), "791123300212", (Role.DIRECTOR,)),
        ("admin", PersonName("Ким", "Светлана", "Викторовна"), "850924450111", (Role.ADMINISTRATOR,)),
    ),
    "school-karakoga": (
        ("zhanar", PersonName("Ізбасарова", "Жанар", "Төлегенқызы"), "830312450273", (Role.EXECUTOR,)),
        (
            "director",
            PersonName("Құрманов", "Серік", "Әділұлы"),
            "760508300148",
            (Role.DIRECTOR, Role.EXECUTOR, Role.ADMINISTRATOR),
        ),
    ),
}


def school_63() -> School:
    """The city school of seed 003, at the address of its figure 16; the BIN is invented."""
    return School(
        id="school-63",
        name_kk="«№63 жалпы білім беретін мектеп» КММ",
        name_ru="КГУ «Общеобразовательная школа №63»",
        bin="230940000633",
        address=Address(
            region="Астана қ.", district="Есіл ауданы", locality="Астана", street="Сәтбаев көшесі", house="1"
        ),
        phone="+77172000063",
        region="astana",
        territory=_ASTANA,
        transport=True,
    )


def school_karakoga() -> School:
    """The village school of seed 003, figure 15; the BIN is invented."""
    return School(
        id="school-karakoga",
        name_kk="«Қарақоға орта мектебі» КММ",
        name_ru="КГУ «Каракогинская средняя школа»",
        bin="190840000174",
        address=Address(
            region="Солтүстік Қазақстан облысы",
            district="Мағжан Жұмабаев ауданы",
            okrug="Қарақоға а.о.",
            locality="Қарақоға а.",
            street="Мектеп көшесі",
            house="1",
        ),
        phone="+77153100019",
        region="north-kazakhstan",
        territory=_KARAKOGA,
    )


def streams(school: School) -> tuple[Stream, ...]:
    """The places of a sample school's first grades, all free."""
    return tuple(
        Stream(
            id=stream_id(school.id, YEAR, language),
            school=school.id,
            year=YEAR,
            language=language,
            capacity=capacity,
        )
        for language, capacity in _PLACES[school.id]
    )


def officers(school: School) -> list[tuple[Officer, str]]:
    """Who works in a sample school, each with the plain password of the demonstration; hashing is the centre's."""
    return [
        (
            Officer(
                id=f"{school.id}-{login}",
                school=school.id,
                login=login,
                name=name,
                iin=iin,
                roles=frozenset(roles),
            ),
            _PASSWORDS[school.id],
        )
        for login, name, iin, roles in _STAFF[school.id]
    ]


def address_inside(school: School, chance: random.Random) -> Address:
    """A home in the school's territory."""
    part = chance.choice(school.territory)
    house = chance.choice(_houses(part))
    return Address(
        region=school.address.region,
        district=school.address.district,
        okrug=school.address.okrug,
        locality=part.locality,
        street=part.street,
        house=f"{house}{_entrance(chance)}",
        flat=_flat(school, chance),
    )


def address_outside(school: School, chance: random.Random) -> Address:
    """A home that belongs to a neighbouring school."""
    place = chance.choice(_AROUND[school.id])
    return Address(
        region=school.address.region,
        district=place.district,
        okrug=place.okrug,
        locality=place.locality,
        street=place.street,
        house=f"{chance.randint(place.first, place.last)}{_entrance(chance)}",
        flat=_flat(school, chance),
    )


def _houses(part: TerritoryStreet) -> range:
    if part.last == 0:
        return range(1, HOUSES_OF_A_VILLAGE_STREET + 1)
    return range(part.first, part.last + 1, 1 if part.side == "all" else 2)


def _entrance(chance: random.Random) -> str:
    """Now and then a building behind the house: `15А`, `12/1` (DOMAIN 5 #42)."""
    return chance.choice(("",) * 10 + ("А", "/1"))


def _flat(school: School, chance: random.Random) -> str:
    in_a_village = bool(school.address.okrug)
    return "" if in_a_village else str(chance.randint(1, 140))
