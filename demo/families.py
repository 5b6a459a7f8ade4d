"""Sample families who want their child in the first grade of 2026, among them the family of seed 002."""

from __future__ import annotations

import random
from datetime import date
from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from admission.application import ApplicationDraft, Channel, DocumentBrought
from admission.people import Address, Applicant, Certificate, Child, PersonName, Relation
from admission.school import School
from demo.people import (
    FOREIGN,
    KAZAKH,
    KAZAKH_IN_RUSSIAN,
    RUSSIAN,
    Culture,
    Registry,
    day_between,
    invent_applicant,
    invent_child,
)
from demo.schools import address_inside, address_outside, school_63, streams

SEED: Final = 20260825
ALWAYS_ASKED: Final = ("photo", "vaccinations", "health")

# Every so many households one is special, counted from the second number; the periods seldom meet.
NO_PATRONYMIC: Final = (19, 7)
SPECIAL_NEEDS: Final = (23, 4)
TWINS: Final = (29, 9)
FOREIGNERS: Final = (31, 12)
NO_IIN: Final = (62, 12)
GUARDIANS: Final = (37, 16)

# The edges of the age rule (DOMAIN 5 #1-#3), born into the first households.
EDGE_BIRTHDAYS: Final = (date(2020, 12, 31), date(2020, 9, 1), date(2020, 2, 29), date(2019, 9, 1))


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """One child, the parent who asks, and what they ask for; twins are two families with one applicant."""

    child: Child
    applicant: Applicant
    registered: Address
    language: str
    by_territory: bool
    special_needs: bool = False
    pmpk_valid_until: str = ""
    transport: bool = False
    actual: Address | None = None
    notify_in: Literal["kk", "ru"] = "kk"

    @property
    def papers(self) -> tuple[str, ...]:
        """Codes of the papers they bring: all that the profile of 2026 asks of them."""
        more = {
            "pmpk": self.special_needs,
            "guardianship": self.applicant.relation == "guardian",
            "status": self.child.citizenship != "KZ",
        }
        return (*ALWAYS_ASKED, *(code for code, needed in more.items() if needed))


def families(count: int, seed: int = SEED, school: School | None = None) -> list[Family]:
    """`count` families of a sample school (№63 unless told), the same ones for the same seed."""
    chance = random.Random(seed)
    school = school or school_63()
    registry = Registry(chance)
    found: list[Family] = []
    household = 0
    while len(found) < count:
        found.extend(_household(household, school, registry, chance))
        household += 1
    return found[:count]


def draft_of_family(family: Family, channel: Channel = "paper") -> ApplicationDraft:
    """What a clerk would enter for them, every paper brought and both consents given."""
    return ApplicationDraft(
        child=family.child,
        applicant=family.applicant,
        registered=family.registered,
        language=family.language,
        by_territory=family.by_territory,
        documents=tuple(
            DocumentBrought(code=code, valid_until=family.pmpk_valid_until if code == "pmpk" else "")
            for code in family.papers
        ),
        actual=family.actual,
        special_needs=family.special_needs,
        transport=family.transport,
        channel=channel,
        notify_in=family.notify_in,
        data_correct=True,
        data_consent=True,
    )


def karaganda_family() -> Family:
    """The example of seed 002, letter by letter: a certificate from the future, its number the child's IIN."""
    return Family(
        child=Child(
            name=PersonName("ДУЙСЕНБАЕВ", "АЗАМАТ", "ЕРБОЛОВИЧ"),
            born=date(2012, 9, 15),
            sex="male",
            iin="120915502028",
            certificate=Certificate("120915502028", date(2044, 5, 19)),
        ),
        applicant=Applicant(
            name=PersonName("БЕКМАГАМБЕТОВА", "ГУЛЬНАР", "ТЮЛЮБАЕВНА"),
            iin="840415450261",
            relation="mother",
            phone="+7 (702) 797-22-50",
            extra_phone="+7 (702) 797-22-51",
            email="dias@inte.kz",
        ),
        registered=Address(
            region="КАРАГАНДИНСКАЯ", locality="КАРАГАНДА", street="МИКРОРАЙОН 17", house="47", flat="9"
        ),
        language="ru",
        by_territory=True,
    )


def karaganda_family_2026() -> Family:
    """The same mother with a younger son whose application may be filed in 2026, from outside the territory."""
    example = karaganda_family()
    son = Child(
        name=PersonName("Дуйсенбаев", "Алихан", "Ерболович"),
        born=date(2020, 9, 15),
        sex="male",
        iin="200915590004",
        certificate=Certificate("2020091547", date(2020, 9, 30)),
    )
    name = PersonName("Бекмагамбетова", "Гульнар", "Тюлюбаевна")
    phones = {"phone": "+77027972250", "extra_phone": "+77027972251"}
    return replace(
        example, child=son, applicant=replace(example.applicant, name=name, **phones), by_territory=False
    )


def karaganda_namesake() -> Family:
    """The same son as his father typed him: ДУИСЕНБАЕВ (seed 002), one wrong digit in a still valid IIN."""
    family = karaganda_family_2026()
    son = replace(family.child, name=PersonName("Дуисенбаев", "Алихан", "Ерболович"), iin="200915590014")
    father = Applicant(
        name=PersonName("Дуисенбаев", "Ербол", "Қасымович"),
        iin="820310350092",
        relation="father",
        phone="+77027972251",
    )
    return replace(family, child=son, applicant=father)


def _household(number: int, school: School, registry: Registry, chance: random.Random) -> list[Family]:
    culture = _culture(number, chance)
    surname, father = chance.choice(culture.surnames), chance.choice(culture.fathers)
    born = EDGE_BIRTHDAYS[number] if number < len(EDGE_BIRTHDAYS) else _birthday(chance)
    child = _plain(number, invent_child(culture, surname, father, born, registry, chance))
    relation = _relation(number, chance)
    applicant = invent_applicant(culture, surname, father, relation, registry, chance)
    family = _family(number, child, applicant, _language(culture, school, chance), school, chance)
    if not _is_turn(number, TWINS):
        return [family]
    twin = invent_child(culture, surname, father, born, registry, chance)
    while twin.name.given == child.name.given:
        twin = invent_child(culture, surname, father, born, registry, chance)
    return [family, replace(family, child=twin)]


def _family(
    number: int, child: Child, applicant: Applicant, language: str, school: School, chance: random.Random
) -> Family:
    inside = chance.random() < 0.75
    rides = school.transport and chance.random() < 0.12
    special = _is_turn(number, SPECIAL_NEEDS)
    return Family(
        child=child,
        applicant=applicant,
        registered=(address_inside if inside else address_outside)(school, chance),
        language=language,
        by_territory=inside,
        special_needs=special,
        pmpk_valid_until=chance.choice(("2027-05-31", "2027-08-31", "2028-06-30")) if special else "",
        transport=rides,
        actual=address_outside(school, chance) if rides and chance.random() < 0.5 else None,
        notify_in="kk" if language == "kk" else chance.choice(("kk", "ru", "ru", "ru")),
    )


def _is_turn(number: int, every: tuple[int, int]) -> bool:
    period, start = every
    return number % period == start


def _culture(number: int, chance: random.Random) -> Culture:
    if _is_turn(number, FOREIGNERS):
        return chance.choice(FOREIGN)
    return chance.choices((KAZAKH, KAZAKH_IN_RUSSIAN, RUSSIAN), weights=(68, 10, 22))[0]


def _birthday(chance: random.Random) -> date:
    """Most turn six before school; every seventh only in its first term, by the parents' wish."""
    if chance.random() < 1 / 7:
        return day_between(date(2020, 9, 1), date(2020, 12, 31), chance)
    return day_between(date(2019, 10, 1), date(2020, 8, 31), chance)


def _plain(number: int, child: Child) -> Child:
    """Now and then a child without patronymic, or a foreigner without IIN (DOMAIN 5 #10, #14)."""
    if _is_turn(number, NO_PATRONYMIC):
        child = replace(child, name=replace(child.name, patronymic=""))
    return replace(child, iin="") if _is_turn(number, NO_IIN) else child


def _relation(number: int, chance: random.Random) -> Relation:
    if _is_turn(number, GUARDIANS):
        return "guardian"
    return "mother" if chance.random() < 0.75 else "father"


def _language(culture: Culture, school: School, chance: random.Random) -> str:
    taught = [stream.language for stream in streams(school)]
    kazakh = chance.random() < (0.88 if culture is KAZAKH else 0.15)
    return "kk" if kazakh or "ru" not in taught else "ru"
