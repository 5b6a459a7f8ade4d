"""Corrections: what was seen, what it becomes, and what cannot be done."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from admission.acts import Change
from admission.corrections import corrected, field_text
from tests.desk import CHILD, a_draft

DRAFT = a_draft()


@pytest.mark.parametrize(
    ("field", "text"),
    [("child.name.given", "Әлихан"), ("child.born", "2020-09-15"), ("by_territory", "True"),
     ("actual", ""), ("child.certificate.number", "1234567890"), ("registered.house", "12")],
)  # fmt: skip
def test_a_field_as_text(field, text):
    assert field_text(DRAFT, field) == text


@pytest.mark.parametrize(
    ("field", "value"),
    [("child.name.given", "Әлішер"), ("child.born", "2020-09-16"), ("by_territory", "False"),
     ("special_needs", "true"), ("applicant.relation", "father"), ("language", "ru"),
     ("child.certificate.issued", "2020-10-01")],
)  # fmt: skip
def test_a_field_becomes_what_it_should(field, value):
    after, clashes = corrected(DRAFT, [Change(field, field_text(DRAFT, field), value)])
    assert field_text(after, field).lower() == value.lower()
    assert clashes == ()


def test_a_value_nobody_had_seen_is_replaced_and_told():
    after, clashes = corrected(DRAFT, [Change("child.name.given", "Алихан", "Әлішер")])
    assert (after.child.name.given, clashes) == ("Әлішер", ("child.name.given",))


@pytest.mark.parametrize(
    ("field", "value"),
    [("child.nickname", "Алик"), ("", "x"), ("child", "Әлихан"), ("child.born", "кеше"),
     ("child.sex", "boy"), ("documents", "photo"), ("documents.0.code", "health"),
     ("actual.house", "5"), ("language.first", "k"), ("child.name.given.x", "y")],
)  # fmt: skip
def test_what_cannot_be_done_is_left_out_and_told(field, value):
    after, clashes = corrected(DRAFT, [Change(field, "", value)])
    assert (after, clashes) == (DRAFT, (field,))


def test_one_wrong_change_does_not_spoil_the_others():
    changes = [Change("child.sex", "male", "boy"), Change("language", "kk", "ru")]
    after, clashes = corrected(DRAFT, changes)
    assert (after, clashes) == (replace(DRAFT, language="ru"), ("child.sex",))


def test_a_later_change_sees_the_earlier_one():
    changes = [Change("language", "kk", "ru"), Change("language", "ru", "ug")]
    after, clashes = corrected(DRAFT, changes)
    assert (after.language, clashes) == ("ug", ())


def test_the_draft_itself_is_never_touched():
    corrected(DRAFT, [Change("child.name.given", "Әлихан", "Әлішер")])
    assert DRAFT.child == CHILD
