"""People: how names and addresses read, and what makes a child one person."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from admission.people import Address, PersonName
from tests.desk import CHILD, HOME


@pytest.mark.parametrize(
    ("name", "full", "short"),
    [(PersonName("Дүйсенбаев", "Әлихан", "Ерболұлы"), "Дүйсенбаев Әлихан Ерболұлы", "Дүйсенбаев Ә.Е."),
     (PersonName("Қасымова", "Һаят"), "Қасымова Һаят", "Қасымова Һ."),
     (PersonName("Сұқрат", ""), "Сұқрат", "Сұқрат")],
)  # fmt: skip
def test_a_name_without_a_patronymic_has_no_double_space(name, full, short):
    assert (name.full, name.short) == (full, short)


def test_an_address_leaves_out_what_it_has_not():
    assert HOME.line == "Астана қ., Есіл ауданы, Астана, Сәтбаев, 12, 5"
    assert Address().line == ""


def test_a_child_is_its_iin_or_its_name_and_birth_date():
    assert CHILD.key == "200915590004"
    foreigner = replace(CHILD, iin="")
    assert foreigner.key == replace(foreigner, name=PersonName("ДҮЙСЕНБАЕВ", "ӘЛИХАН", "ЕРБОЛҰЛЫ")).key
    assert foreigner.key != replace(foreigner, name=PersonName("Дүйсенбаев", "Әлішер", "Ерболұлы")).key
