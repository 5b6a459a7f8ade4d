"""Rows of a school's census: names in one column or three, dates and sexes as offices write them."""

from __future__ import annotations

from datetime import date

import pytest

from admission.children_rows import ListedChild, find_children_heading, read_child_row, read_day, read_sex
from admission.people import Address, PersonName
from admission.territory_columns import TableRow

KK = ("Тегі", "Аты", "Әкесінің аты", "Туған күні", "Жынысы", "ЖСН", "Мекенжайы")
RU = ("Фамилия", "Имя", "Отчество", "Дата рождения", "Пол", "ИИН", "Адрес")
EN = ("Surname", "Given name", "Patronymic", "Date of birth", "Sex", "IIN", "Address")
ROW = ("Дүйсенбаев", "Әлихан", "Ерболұлы", "15.09.2020", "ұл", "200915590004", "Сәтбаев көшесі 12-5")
NAME = PersonName("Дүйсенбаев", "Әлихан", "Ерболұлы")


def read(titles, cells):
    heading, _ = find_children_heading([TableRow(1, titles)])
    assert heading is not None
    return read_child_row(TableRow(7, cells), heading)


def codes(titles, cells):
    return [one.code for one in read(titles, cells)]


@pytest.mark.parametrize("titles", [KK, RU, EN])
def test_a_row_is_read_in_three_languages(titles):
    child = read(titles, ROW)
    assert child == ListedChild("200915590004", NAME, date(2020, 9, 15), "male", line="Сәтбаев көшесі 12-5")
    assert child.address("Астана") == Address(street="Сәтбаев көшесі", house="12", flat="5")


def test_a_name_may_stand_in_one_column_and_in_capitals():
    child = read(("№", "ЖСН", "Т.А.Ә."), ("1", "200915590004", "ДҮЙСЕНБАЕВ ӘЛИХАН ЕРБОЛ ҰЛЫ"))
    assert child.name == PersonName("Дүйсенбаев", "Әлихан", "Ербол ұлы")
    assert (child.born, child.sex, child.address("Астана")) == (None, None, Address())


def test_columns_of_an_address_are_believed_before_its_line():
    titles = ("ИИН", "Фамилия", "Имя", "Адрес", "Дом", "Квартира")
    child = read(titles, ("200915590004", "Ким", "Вера", "ул. Абая 7-1", "8", "3"))
    assert child.address("Астана") == Address(street="ул. Абая", house="8", flat="3")


@pytest.mark.parametrize(
    ("place", "text", "code"),
    [
        (0, "", "name-missing"),
        (0, "Д?йсенбаев", "import-letters-lost"),
        (1, "Әлихан2", "name-letters"),
        (3, "31.02.2020", "import-date-unreadable"),
        (3, "2020", "import-date-unreadable"),
        (4, "х", "import-sex-unreadable"),
        (5, "200915590005", "iin-check-digit"),
        (5, "", "iin-length"),
    ],
)
def test_a_wrong_cell_is_told(place, text, code):
    cells = [*ROW[:place], text, *ROW[place + 1 :]]
    [problem] = read(KK, cells)
    assert (problem.code, problem.params["row"]) == (code, 7)
    assert problem.params["column"] == KK[place]


def test_a_look_alike_letter_does_not_keep_a_child_from_the_list():
    child = read(KK, ("Дүйсенбaев", *ROW[1:]))
    assert isinstance(child, ListedChild)


def test_without_an_iin_there_is_no_list():
    heading, [problem] = find_children_heading([TableRow(1, KK[:5])])
    assert heading is None
    assert problem.code == "import-heading-missing"


@pytest.mark.parametrize(
    "text",
    [
        "15.09.2020",
        "15/9/2020",
        "15-09-2020",
        "2020-09-15",
        "2020-09-15 00:00:00",
        "15.09.2020 г.",
        "15.09.2020ж.",
    ],
)
def test_a_day_is_read_as_offices_and_excel_write_it(text):
    assert read_day(text) == date(2020, 9, 15)


@pytest.mark.parametrize(
    ("text", "sex"), [("Ұл", "male"), ("м.", "male"), ("ЖЕН", "female"), ("қыз", "female"), ("", None)]
)
def test_a_sex_is_read(text, sex):
    assert read_sex(text) == sex
