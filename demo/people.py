"""Invented people: a child, the parent who asks, and the numbers that registries would have given them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple

from admission.identifiers import iin_with_check_digit
from admission.people import Applicant, Certificate, Child, PersonName, Relation, Sex
from demo import names

OPERATORS: Final = ("700", "701", "702", "705", "707", "747", "771", "775", "776", "777", "778")
OLDEST_PARENT: Final = date(1978, 1, 1)
YOUNGEST_PARENT: Final = date(1997, 12, 31)
_CENTURY_DIGITS: Final[Mapping[tuple[int, Sex], str]] = {
    (19, "male"): "3",
    (19, "female"): "4",
    (20, "male"): "5",
    (20, "female"): "6",
}  # DOMAIN 7.1


class Culture(NamedTuple):
    """What a family draws its names from, and how it forms a patronymic."""

    surnames: list[str]
    given: dict[Sex, list[str]]
    mothers: list[str]
    fathers: list[str]
    patronymic: Callable[[Sex, str], str]
    citizenship: str = "KZ"


KAZAKH: Final = Culture(
    names.KAZAKH_SURNAMES,
    names.KAZAKH_GIVEN,
    names.KAZAKH_MOTHERS,
    names.KAZAKH_FATHERS,
    names.kazakh_patronymic,
)
KAZAKH_IN_RUSSIAN: Final = KAZAKH._replace(patronymic=names.russian_patronymic)
RUSSIAN: Final = Culture(
    names.RUSSIAN_SURNAMES,
    names.RUSSIAN_GIVEN,
    names.RUSSIAN_MOTHERS,
    names.RUSSIAN_FATHERS,
    names.russian_patronymic,
)
FOREIGN: Final = tuple(
    Culture(surnames, given, given["female"], fathers, names.russian_patronymic, citizenship)
    for citizenship, (surnames, given, fathers) in names.FOREIGN.items()
)


class Registry:
    """Gives out numbers as the state and the operators do, none of them twice."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._given: set[str] = set()

    def iin(self, born: date, sex: Sex) -> str:
        """A valid IIN that agrees with birth date and sex."""
        start = f"{born:%y%m%d}{_CENTURY_DIGITS[born.year // 100, sex]}"
        while True:
            digits = f"{start}{self._chance.randrange(10_000):04}"
            number = iin_with_check_digit(digits)
            # The eleventh digit hardly moves the check digit: numbers that differ only there look mistyped.
            if number and self._is_new(digits[:10]):
                return number

    def certificate(self, born: date) -> Certificate:
        """A birth certificate issued within two months."""
        issued = born + timedelta(days=self._chance.randint(3, 60))
        while not self._is_new(number := f"{self._chance.randrange(10**9, 10**10)}"):
            pass
        return Certificate(number, issued)

    def phone(self) -> str:
        """A mobile number in E.164, from the beginning of an operator's range."""
        while not self._is_new(
            number := f"+7{self._chance.choice(OPERATORS)}00{self._chance.randrange(10**5):05}"
        ):
            pass
        return number

    def _is_new(self, number: str) -> bool:
        known = number in self._given
        self._given.add(number)
        return not known


def day_between(first: date, last: date, chance: random.Random) -> date:
    """Any day from the first to the last."""
    return first + timedelta(days=chance.randint(0, (last - first).days))


def invent_child(
    culture: Culture, surname: str, father: str, born: date, registry: Registry, chance: random.Random
) -> Child:
    """A child of that family, born that day; `father` is the given name that makes the patronymic."""
    sex: Sex = chance.choice(("male", "female"))
    return Child(
        name=PersonName(
            names.surname_for(sex, surname),
            chance.choice(culture.given[sex]),
            culture.patronymic(sex, father),
        ),
        born=born,
        sex=sex,
        iin=registry.iin(born, sex),
        certificate=registry.certificate(born),
        citizenship=culture.citizenship,
    )


def invent_applicant(
    culture: Culture, surname: str, father: str, relation: Relation, registry: Registry, chance: random.Random
) -> Applicant:
    """The mother, the father (`father` is his given name) or a guardian of another surname."""
    sex: Sex = "male" if relation == "father" else "female"
    keeps_surname = relation != "guardian" and (relation == "father" or chance.random() < 0.75)
    born = day_between(OLDEST_PARENT, YOUNGEST_PARENT, chance)
    return Applicant(
        name=PersonName(
            names.surname_for(sex, surname if keeps_surname else chance.choice(culture.surnames)),
            father if relation == "father" else chance.choice(culture.mothers),
            culture.patronymic(sex, chance.choice(culture.fathers)),
        ),
        iin=registry.iin(born, sex),
        relation=relation,
        phone=registry.phone(),
    )
