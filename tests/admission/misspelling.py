"""Misspelling: how one clerk writes a name that another clerk wrote otherwise; knows nothing of the rules it tests."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from typing import Final

from msgspec.structs import replace

from admission.people import PersonName

Respelling = Callable[[PersonName, random.Random], PersonName]

# DOMAIN 7.6: the Russian letter a clerk types instead; һ is heard as х or as г (Жаһангер: Жахангер, Жагангер).
RUSSIAN_LETTERS: Final[dict[str, str | int | None]] = dict(
    zip("әғқңөұүіӘҒҚҢӨҰҮІ", "агкноууиАГКНОУУИ", strict=True)
)

# DOMAIN 5 #19. Passports of Kazakhstan: й as y, ю as yu, е at the start and after vowels as ye (Duisenbayev).
PASSPORT: Final = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya a g k n o u u h i".split(),
        strict=True,
    )
)
# ICAO Doc 9303 as other passports follow it: й as i, ю as iu, я as ia, ё as e.
ICAO: Final = PASSPORT | {"ё": "e", "й": "i", "ю": "iu", "я": "ia", "ғ": "gh", "қ": "q"}
_YE: Final = re.compile(r"(?:^|(?<=[аәеёиоөуұүыіэюя -]))е", re.IGNORECASE)

KEYBOARDS: Final = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm")
# The Kazakh letters lie on the digits above.
NEIGHBOURS: Final[Mapping[str, str]] = {
    **{
        row[at]: row[max(at - 1, 0) : at] + row[at + 1 : at + 2]
        for row in KEYBOARDS
        for at in range(len(row))
    },
    **dict(zip("әіңғүұқөһ", ("іц", "әң", "іғ", "ңү", "ғұ", "үқ", "ұө", "қһ", "өз"), strict=True)),
}


def in_every_part(change: Callable[[str], str]) -> Respelling:
    """The same change to surname, given name and patronymic."""
    return lambda name, _chance: PersonName(change(name.surname), change(name.given), change(name.patronymic))


def in_russian_letters(name: PersonName, chance: random.Random) -> PersonName:
    """Seed 002 writes ДУЙСЕНБАЕВ for Дүйсенбаев."""
    table = str.maketrans(RUSSIAN_LETTERS | chance.choice(({"һ": "х", "Һ": "Х"}, {"һ": "г", "Һ": "Г"})))
    return in_every_part(lambda part: part.translate(table))(name, chance)


def surname_in_russian(name: PersonName, chance: random.Random) -> PersonName:
    """Seed 002: Дүйсенбаев, Дуйсенбаев, Дуисенбаев; DOMAIN 5 #16: Дюсенбаев."""
    if "үй" in name.surname and chance.random() < 0.3:
        name = replace(name, surname=name.surname.replace("үй", "ю"))
    u = chance.choice("ууую")
    table = str.maketrans(RUSSIAN_LETTERS | {"ү": u, "Ү": u.upper(), "й": chance.choice("йи"), "һ": "х"})
    return replace(name, surname=name.surname.translate(table))


def in_latin(table: Mapping[str, str], ye: bool) -> Respelling:
    """The whole name by one table of transliteration."""

    def change(part: str) -> str:
        written = _YE.sub("йе", part) if ye else part
        return "".join(table.get(letter, letter).strip("-") for letter in written.lower()).title()

    return in_every_part(change)


def patronymic_in_the_other_language(name: PersonName, _chance: random.Random) -> PersonName:
    """DOMAIN 4.5: Серікұлы is Серикович, Серікқызы is Сериковна."""
    written = name.patronymic.translate(str.maketrans(RUSSIAN_LETTERS))
    for kazakh, hard, soft in (("улы", "ович", "евич"), ("кызы", "овна", "евна")):
        if written.endswith(kazakh):
            stem = written.removesuffix(kazakh)
            return replace(name, patronymic=stem.rstrip("йь") + (soft if stem[-1:] in "йь" else hard))
        if written.endswith((hard, soft)):
            return replace(name, patronymic=f"{name.patronymic[:-4]}{'ұлы' if kazakh == 'улы' else ' қызы'}")
    return name


def without_patronymic(name: PersonName, _chance: random.Random) -> PersonName:
    """Seed 002: the patronymic is never required."""
    return replace(name, patronymic="")


def fields_swapped(name: PersonName, _chance: random.Random) -> PersonName:
    """The given name typed into the field of the surname."""
    return replace(name, surname=name.given, given=name.surname)


def parts_joined(name: PersonName, _chance: random.Random) -> PersonName:
    """DOMAIN 5 #16: Нұр-Сұлтан is written Нұрсұлтан, Нұр Сұлтан."""
    if "-" in name.given:
        return replace(name, given=name.given.replace("-", "").capitalize())
    begins = re.match(r"(Нұр|Бек|Мұхаммед|Ай|Гүл|Әл|Ер)(?=\w{3})", name.given)
    return replace(name, given=f"{begins[0]}-{name.given[begins.end() :].title()}") if begins else name


def one_letter_wrong(name: PersonName, chance: random.Random) -> PersonName:
    """A slip of the hand in one part: a letter added, dropped, doubled, or the key beside it."""
    field = chance.choice(
        [one for one in ("surname", "given", "surname", "given", "patronymic") if getattr(name, one)]
    )
    return replace(name, **{field: _slipped(getattr(name, field), chance)})


def _slipped(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    letter = word[at]
    beside = chance.choice(NEIGHBOURS.get(letter.lower()) or "а")
    beside = beside.upper() if letter.isupper() else beside
    typed = chance.choice((letter + beside.lower(), "", letter + letter.lower(), beside))
    return word[:at] + typed + word[at + 1 :]


RESPELLINGS: Final[Mapping[str, Respelling]] = {
    "in Russian letters": in_russian_letters,
    "in passport Latin": in_latin(PASSPORT, ye=True),
    "in ICAO Latin": in_latin(ICAO, ye=False),
    "surname in Russian": surname_in_russian,
    "patronymic in the other language": patronymic_in_the_other_language,
    "without patronymic": without_patronymic,
    "е for ё": in_every_part(lambda part: part.replace("ё", "е").replace("Ё", "Е")),
    "и for й": in_every_part(lambda part: part.replace("й", "и")),
    "capitals": in_every_part(str.upper),
    "parts joined": parts_joined,
}
