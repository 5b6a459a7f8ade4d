"""One row of the list of children that a school's census brought together; or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AnySet
from datetime import date
from typing import Final

import msgspec
from msgspec.structs import replace

from admission.address_line import read_address_line
from admission.folding import fold
from admission.identifiers import check_iin, clean_digits
from admission.naming import check_name, tidy_name
from admission.people import Address, PersonName, Sex
from admission.problems import Problem, blocks
from admission.table_headings import Found, cell_of, find_heading, titles_of, where
from admission.territory_cells import has_lost_letters
from admission.territory_columns import Heading, TableRow

COLUMNS: Final = {
    "iin": "жсн / жсн (иин) / баланың жсн / иин / иин ребенка / жсн/иин / iin",
    "full": "т а ә / аты-жөні / баланың аты-жөні / баланың т а ә / фио / ф и о / ф и о ребенка / фио ребенка"
    " / full name / name",
    "surname": "тегі / баланың тегі / фамилия / фамилия ребенка / surname / last name",
    "given": "аты / есімі / баланың аты / имя / имя ребенка / given name / first name",
    "patronymic": "әкесінің аты / отчество / отчество ребенка / patronymic / middle name",
    "born": "туған күні / туған жылы / туған күні, айы, жылы / дата рождения / д р / дата рожд / born / date of birth",
    "sex": "жынысы / пол / sex / gender",
    "address": "мекенжайы / мекенжай / тұрғылықты мекенжайы / адрес / адрес проживания / адрес прописки"
    " / домашний адрес / address",
    "region": "облыс / облысы / область / region",
    "district": "аудан / ауданы / район / district",
    "locality": "елді мекен / қала / ауыл / населённый пункт / населенный пункт / город / село / locality / city",
    "street": "көше / көшесі / улица / street",
    "house": "үй / үйі / үй № / үй нөмірі / дом / № дома / номер дома / house",
    "flat": "пәтер / пәтері / квартира / кв / flat / apartment",
    "ignored": "№ / р/с / № р/с / № п/п / п/п / ескерту / примечание / note / no / телефон / телефоны / phone / сынып"
    " / класс / class",
}
_TITLES: Final = titles_of(COLUMNS)
_NAMES: Final = ("surname", "given", "patronymic")
_PARTS: Final = ("region", "district", "locality", "street", "house", "flat")
_MALE: Final = frozenset(
    map(fold, ("ұл", "ұл бала", "ер", "м", "муж", "мужской", "мальчик", "male", "m", "boy"))
)
_FEMALE: Final = frozenset(
    map(fold, ("қыз", "қыз бала", "әйел", "ж", "жен", "женский", "девочка", "female", "f", "girl"))
)
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_DOTTED: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:\s*(?:г|ж)\.?)?")


class ListedChild(msgspec.Struct, frozen=True):
    """A child of the list, as far as the list tells; `line` is an address in one line, `told` one in columns."""

    iin: str
    name: PersonName
    born: date | None = None
    sex: Sex | None = None
    told: Address = Address()
    line: str = ""

    def address(self, home: str) -> Address:
        """Where the child lives, as far as it can be read; `home` is the settlement of the school."""
        read = read_address_line(self.line, home)
        return replace(read, **{part: text for part in _PARTS if (text := getattr(self.told, part))})


def find_children_heading(rows: Sequence[TableRow]) -> Found:
    """The row that names IINs beside names."""
    return find_heading(rows, _TITLES, _is_enough)


def read_child_row(row: TableRow, heading: Heading) -> ListedChild | tuple[Problem, ...]:
    """The child, or every reason why not. Only the IIN and a name must be there."""
    cells = {column: cell_of(row, heading, column) for column in COLUMNS}
    problems = tuple(_check(row, heading, cells))
    if problems:
        return problems
    return ListedChild(
        iin=clean_digits(cells["iin"]),
        name=_name(cells),
        born=read_day(cells["born"]),
        sex=read_sex(cells["sex"]),
        told=Address(**{part: cells[part] for part in _PARTS}),
        line=cells["address"],
    )


def read_day(text: str) -> date | None:
    """`15.09.2020`, `2020-09-15` or a date of Excel; None when it is none."""
    found = _ISO.fullmatch(text.strip())
    told = found.groups() if found else ()
    if not found and (dotted := _DOTTED.fullmatch(text.strip())):
        told = dotted.groups()[::-1]
    try:
        return date(*map(int, told)) if told else None
    except ValueError:
        return None


def read_sex(text: str) -> Sex | None:
    """`ұл`, `ж`, `мальчик`; None when it is neither."""
    told = fold(text).removesuffix(".")
    return "male" if told in _MALE else "female" if told in _FEMALE else None


def _is_enough(known: AnySet[str]) -> bool:
    return "iin" in known and bool(known & {"surname", "full"})


def _name(cells: dict[str, str]) -> PersonName:
    if not cells["full"] or cells["surname"]:
        return PersonName(*(tidy_name(cells[part]) for part in _NAMES))
    surname, given, patronymic = [*cells["full"].split(" ", 2), "", ""][:3]
    return PersonName(tidy_name(surname), tidy_name(given), tidy_name(patronymic))


def _check(row: TableRow, heading: Heading, cells: dict[str, str]) -> Iterator[Problem]:
    for problem in blocks(check_iin(cells["iin"], "iin")):
        yield _told(problem, row, heading, "iin", cells["iin"])
    name = _name(cells)
    for part, text in zip(_NAMES, (name.surname, name.given, name.patronymic), strict=True):
        column = part if cells["surname"] or not cells["full"] else "full"
        yield from _check_name(row, heading, column, text, required=part != "patronymic")
    if cells["born"] and read_day(cells["born"]) is None:
        typed = where(row, heading, "born", cells["born"])
        yield Problem("import-date-unreadable", f"rows.{row.number}.born", typed)
    if cells["sex"] and read_sex(cells["sex"]) is None:
        typed = where(row, heading, "sex", cells["sex"])
        yield Problem("import-sex-unreadable", f"rows.{row.number}.sex", typed)


def _check_name(
    row: TableRow, heading: Heading, column: str, text: str, *, required: bool
) -> Iterator[Problem]:
    if has_lost_letters(text):
        yield Problem("import-letters-lost", f"rows.{row.number}.{column}", where(row, heading, column, text))
        return
    for problem in blocks(check_name(text, column, required)):
        yield _told(problem, row, heading, column, text)


def _told(problem: Problem, row: TableRow, heading: Heading, column: str, typed: str) -> Problem:
    params = {**problem.params, **where(row, heading, column, typed)}
    return replace(problem, at=f"rows.{row.number}.{column}", params=params)
