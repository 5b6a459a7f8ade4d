"""Services beside the first grade, at the counter: a transfer, home schooling, one's own pre-school class."""

from __future__ import annotations

import pytest

from admission.application import Transfer
from desktop_app.models import queries
from tests.desk import seen
from tests.ui.conftest import open_intake
from tests.ui.test_intake import FAMILY

OF_A_TRANSFER = ("grade", "transfer.from_school", "transfer.why")


@pytest.fixture
def page(qtbot, office):
    return open_intake(qtbot, office)


def tick(page, key):
    page.form.entries[key].check.click()


def test_a_transfer_asks_the_school_it_comes_from_and_no_photo(page):
    entries = page.form.entries
    assert not [key for key in OF_A_TRANSFER if entries[key].isVisible()]
    tick(page, "transfer")
    assert [key for key in OF_A_TRANSFER if entries[key].isVisible()] == list(OF_A_TRANSFER)
    assert not page.form.rows["photo"].isVisible()
    assert page.form.rows["departure-slip"].isVisible()


def test_a_transfer_is_filed_as_it_was_asked(qtbot, page, office, desk):
    filed: list[str] = []
    page.filed.connect(filed.append)
    more = {"transfer": "1", "grade": "3", "transfer.from_school": "№ 5 мектеп", "transfer.why": "moved"}
    papers = {key: text for key, text in FAMILY.items() if not key.startswith("documents.")}
    for key, text in (papers | more).items():
        page.form.entries[key].fill(text)
    page.file()
    qtbot.waitUntil(lambda: bool(filed))
    draft = seen(desk, filed[0]).draft
    assert (draft.transfer, draft.grade) == (Transfer(from_school="№ 5 мектеп", why="moved"), 3)
    assert draft.documents == ()


@pytest.mark.parametrize("grade", ["", "0", "12", "бір"])
def test_a_grade_that_is_none_is_told_beside_its_field(page, office, grade):
    tick(page, "transfer")
    page.form.entries["grade"].fill(grade)
    page.file()
    assert "grade-wrong" in {one.code for one in page.summary.problems}


def test_home_schooling_asks_for_the_conclusion(page):
    tick(page, "home_schooling")
    assert page.form.rows["vkk"].isVisible()


def test_a_pupil_of_ones_own_pre_school_holds_a_place_beside_3_to_1(qtbot, page, desk):
    filed: list[str] = []
    page.filed.connect(filed.append)
    for key, text in (FAMILY | {"own_preschool": "1"}).items():
        page.form.entries[key].fill(text)
    page.file()
    qtbot.waitUntil(lambda: bool(filed))
    assert seen(desk, filed[0]).apart
    assert queries.queue(desk.replica)[0].number == "А-0001"
