"""Labelled pairs: one child written twice, or two children easily taken for one; the same for the same seed.

Half of the pairs are one child. At most one true pair in three keeps its IIN, which alone would tell.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple

from msgspec.structs import replace

from admission.duplicates import Candidate
from admission.identifiers import iin_with_check_digit
from admission.people import PersonName, Sex
from demo import names
from demo.people import KAZAKH, KAZAKH_IN_RUSSIAN, RUSSIAN, Culture
from tests.admission.misspelling import RESPELLINGS, RUSSIAN_LETTERS, fields_swapped, one_letter_wrong

TUNING_SEED: Final = 20260901
OTHER_SEED: Final = 3_2026_09_15  # never looked at while the rules were tuned
COUNT: Final = 12_000

FIRST_BORN, LAST_BORN = date(2019, 9, 1), date(2020, 12, 31)
CULTURES: Final = (KAZAKH, KAZAKH, KAZAKH_IN_RUSSIAN, RUSSIAN)
UNISEX: Final = ("Үміт", "Нұрай", "Шұғыла", "Саша", "Женя", "Бақыт")
# DOMAIN 5 #16, #17: the surname of the guide, and a compound name.
MORE_SURNAMES: Final = ("Дүйсенбаев", "Жаһангеров", "Сейдахметов", "Дүйсенбаев-Ахметов")
MORE_GIVEN: Final[dict[Sex, tuple[str, ...]]] = {
    "male": ("Нұр-Сұлтан", "Бек-Сұлтан", "Мұхаммед-Әли", "Семён", "Алексей"),
    "female": ("Ай-Сұлу", "Гүл-Нұр", "Алёна", "Зейнеп"),
}


class Pair(NamedTuple):
    """Two records, what makes the pair hard, and whether they are one child."""

    kind: str
    one: Candidate
    other: Candidate
    same: bool


Wrong = Callable[[Candidate, random.Random], Candidate]


def labelled_pairs(seed: int = TUNING_SEED, count: int = COUNT) -> list[Pair]:
    """`count` pairs, true and false in turn."""
    chance = random.Random(seed)
    return [_true_pair(chance) if number % 2 else _false_pair(chance) for number in range(count)]


def a_child(chance: random.Random, culture: Culture | None = None) -> Candidate:
    """A child as the first clerk wrote it."""
    culture = culture or chance.choice(CULTURES)
    sex: Sex = chance.choice(("male", "female"))
    surname = chance.choice([*culture.surnames, *(MORE_SURNAMES if culture is KAZAKH else ())])
    given = chance.choice([*culture.given[sex], *MORE_GIVEN[sex]])
    father = culture.patronymic(sex, chance.choice(culture.fathers))
    born = FIRST_BORN + timedelta(days=chance.randint(0, (LAST_BORN - FIRST_BORN).days))
    name = PersonName(names.surname_for(sex, surname), given, father)
    return Candidate("one", name, born, _iin(born, sex, chance.randrange(10_000)))


def _sex(child: Candidate) -> Sex:
    return "male" if child.iin[6] in "135" else "female"


def _iin(born: date, sex: Sex, serial: int) -> str:
    """DOMAIN 7.1; a number that is never issued gives its place to the next."""
    digits = f"{born:%y%m%d}{'5' if sex == 'male' else '6'}{serial % 10_000:04}"
    return iin_with_check_digit(digits) or _iin(born, sex, serial + 1)


def _digit_wrong(child: Candidate, chance: random.Random) -> Candidate:
    """DOMAIN 5 #6."""
    at = chance.randrange(12)
    digit = chance.choice([one for one in "0123456789" if one != child.iin[at]])
    return replace(child, iin=child.iin[:at] + digit + child.iin[at + 1 :])


def _digits_swapped(child: Candidate, chance: random.Random) -> Candidate:
    """DOMAIN 5 #6."""
    at, iin = chance.randrange(11), child.iin
    return replace(child, iin=iin[:at] + iin[at + 1] + iin[at] + iin[at + 2 :])


def _day_and_month_swapped(child: Candidate, _chance: random.Random) -> Candidate:
    """DOMAIN 5 #7: the document and the form may differ; the IIN stays."""
    return (
        replace(child, born=child.born.replace(month=child.born.day, day=child.born.month))
        if (child.born.day <= 12)
        else child
    )


def _date_digit_wrong(child: Candidate, chance: random.Random) -> Candidate:
    """DOMAIN 5 #7, likewise."""
    written = child.born.isoformat()
    at = chance.choice((3, 5, 6, 8, 9))
    try:
        return replace(
            child, born=date.fromisoformat(f"{written[:at]}{chance.randrange(10)}{written[at + 1 :]}")
        )
    except ValueError:
        return child


def _respelled(respelling: Callable[[PersonName, random.Random], PersonName]) -> Wrong:
    return lambda child, chance: replace(child, name=respelling(child.name, chance))


SPELLING: Final[dict[str, Wrong]] = {kind: _respelled(one) for kind, one in RESPELLINGS.items()}
HAND: Final[dict[str, Wrong]] = {
    "swapped names": _respelled(fields_swapped),
    "one letter": _respelled(one_letter_wrong),
}
NUMBER: Final[dict[str, Wrong]] = {
    "IIN digit": _digit_wrong,
    "IIN digits swapped": _digits_swapped,
    "IIN missing": lambda child, _chance: replace(child, iin=""),  # DOMAIN 5 #10
}
DATE: Final[dict[str, Wrong]] = {
    "day and month swapped": _day_and_month_swapped,
    "date digit": _date_digit_wrong,
}
NAME: Final = SPELLING | HAND
# One thing wrong or two; a wrong date comes with the right IIN only.
MIXTURES: Final = (
    (NAME,),
    (NUMBER,),
    (DATE,),
    (NAME, NUMBER),
    (NAME, NUMBER),
    (NAME, NUMBER),
    (NAME, NAME),
    (NAME, DATE),
)


def _true_pair(chance: random.Random) -> Pair:
    child = a_child(chance)
    mixture = chance.choice(MIXTURES)
    kinds, other = [], child
    for wrongs in mixture:
        kind, other = _changed(wrongs, other, chance)
        kinds.append(kind)
    if mixture in ((NAME,), (NAME, NAME)) and chance.random() < 0.7:
        other = replace(other, iin="")  # or the IIN would tell, whatever the name
        child = replace(child, iin=chance.choice((child.iin, child.iin, "")))
        kinds.append("IIN missing")
    return _shuffled(" + ".join(kinds), child, other, True, chance)


def _changed(wrongs: Mapping[str, Wrong], child: Candidate, chance: random.Random) -> tuple[str, Candidate]:
    while True:
        kind, wrong = chance.choice(list(wrongs.items()))
        changed = wrong(child, chance)
        if changed != child and changed.name.surname and changed.name.given:
            return kind, changed


def _shuffled(kind: str, one: Candidate, other: Candidate, same: bool, chance: random.Random) -> Pair:
    pair = [one, other]
    chance.shuffle(pair)
    return Pair(kind, replace(pair[0], id="one"), replace(pair[1], id="other"), same)


def _twin(child: Candidate, chance: random.Random) -> Candidate:
    """DOMAIN 5 #11: everything is equal but the first name; the IIN is one of the next."""
    other = _relative(child, chance, born=child.born)
    serial = int(child.iin[7:11]) + chance.randint(1, 3)
    return replace(other, iin=_iin(child.born, _sex(other), serial))


def _twins_of_strangers(child: Candidate, chance: random.Random) -> Candidate:
    """DOMAIN 5 #10, #11: twins who have no IIN yet."""
    return replace(_twin(child, chance), iin="")


def _sibling(child: Candidate, chance: random.Random) -> Candidate:
    return _relative(child, chance, born=child.born - timedelta(days=chance.randint(290, 800)))


def _relative(child: Candidate, chance: random.Random, born: date) -> Candidate:
    """A brother or sister: surname and father are the same."""
    while True:
        culture = chance.choice(CULTURES)
        sex: Sex = chance.choice(("male", "female"))
        given = chance.choice([*culture.given[sex], *MORE_GIVEN[sex]])
        if _plain(given) != _plain(child.name.given):
            break
    name = PersonName(_surname(child, sex), given, _patronymic(child, sex))
    return Candidate("other", name, born, _iin(born, sex, chance.randrange(10_000)))


def _plain(given: str) -> str:
    """Нұр-Сұлтан and Нұрсұлтан are no two names for brothers."""
    return given.lower().replace("-", "").translate(str.maketrans(RUSSIAN_LETTERS))


def _surname(child: Candidate, sex: Sex) -> str:
    surname = child.name.surname
    if _sex(child) == sex:
        return surname
    man = surname.removesuffix("ая") + "ий" if surname.endswith("ская") else surname.removesuffix("а")
    return names.surname_for(sex, man) if _sex(child) == "female" else names.surname_for("female", surname)


def _patronymic(child: Candidate, sex: Sex) -> str:
    endings = {"ұлы": "қызы", "ович": "овна", "евич": "евна"}
    if sex == "male":
        endings = {hers: his for his, hers in endings.items()}
    for ending, mine in endings.items():
        if child.name.patronymic.endswith(ending):
            return child.name.patronymic.removesuffix(ending) + mine
    return child.name.patronymic


def _namesake(child: Candidate, chance: random.Random) -> Candidate:
    """Same surname and first name, another father and another day."""
    other = _of_another_father(child, chance)
    born = FIRST_BORN + timedelta(days=chance.randint(0, 480))
    return (
        replace(other, born=born, iin=_iin(born, _sex(child), chance.randrange(10_000)))
        if born != child.born
        else (_namesake(child, chance))
    )


def _of_another_father(child: Candidate, chance: random.Random) -> Candidate:
    """Same name and day; the father and, clearly, the IIN are others."""
    while True:
        stranger = a_child(chance)
        patronymic = _patronymic(stranger, _sex(child))
        iin = _iin(child.born, _sex(child), chance.randrange(10_000))
        if (
            patronymic[:3] != child.name.patronymic[:3]
            and sum(a != b for a, b in zip(iin, child.iin, strict=True)) > 2
        ):
            return replace(child, name=replace(child.name, patronymic=patronymic), iin=iin)


def _cousin(child: Candidate, chance: random.Random) -> Candidate:
    """The surname of the grandfather; father, first name and day are others."""
    other = _relative(child, chance, born=child.born + timedelta(days=chance.randint(-90, 90)))
    father = _patronymic(a_child(chance), _sex(other))
    return replace(other, name=replace(other.name, patronymic=father))


def _same_first_name(child: Candidate, chance: random.Random) -> Candidate:
    """Born on one day, called alike, of another family."""
    while True:
        stranger = a_child(chance)
        if _surname(stranger, "male")[:4] != _surname(child, "male")[:4]:
            break
    sex = _sex(child)
    name = PersonName(_surname(stranger, sex), child.name.given, _patronymic(stranger, sex))
    return Candidate("other", name, child.born, _iin(child.born, sex, chance.randrange(10_000)))


def _boy_and_girl(child: Candidate, chance: random.Random) -> Candidate:
    """Ахметов and Ахметова, born on one day, with a first name that both may bear."""
    sex: Sex = "female" if _sex(child) == "male" else "male"
    stranger = a_child(chance)
    name = PersonName(_surname(child, sex), child.name.given, _patronymic(stranger, sex))
    return Candidate("other", name, child.born, _iin(child.born, sex, chance.randrange(10_000)))


OTHERS: Final[Mapping[str, Wrong]] = {
    "twins": _twin,
    "twins without IIN": _twins_of_strangers,
    "siblings": _sibling,
    "namesakes of another day": _namesake,
    "namesakes of one day": _of_another_father,
    "cousins": _cousin,
    "same first name": _same_first_name,
    "boy and girl": _boy_and_girl,
}


def _false_pair(chance: random.Random) -> Pair:
    """One in three is besides written by another hand."""
    child = a_child(chance)
    kind, make = chance.choice(list(OTHERS.items()))
    if kind == "boy and girl":
        child = replace(child, name=replace(child.name, given=chance.choice(UNISEX)))
    other = make(child, chance)
    if kind == "twins without IIN":
        child = replace(child, iin="")
    if chance.random() < 0.33:
        spelled, other = _changed(SPELLING, other, chance)
        kind = f"{kind} + {spelled}"
    return _shuffled(kind, child, other, False, chance)
