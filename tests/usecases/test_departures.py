"""A child that left: its slip, its line in the alphabet book and the journal, and no line in the list of the class."""

from __future__ import annotations

from datetime import date

import pytest

from admission.order import OrderChange
from admission.printouts import dump_printout
from admission.problems import ActRefused
from desktop_app.models.registration_book import BookSieve, entries, places
from desktop_app.usecases import issue_family_paper as family
from desktop_app.usecases import issue_school_paper as school
from desktop_app.usecases.amend_order import AmendPlan, amend_order
from tests.desk import DIRECTOR, EXECUTOR, printed, seen
from tests.ui.order_sample import Key, a_class, confirm, first_order

WHY, WHERE = "Басқа қалаға көшті", "Алматы қ., № 25 мектеп-гимназия"
DAY = date(2026, 9, 4)


@pytest.fixture
def children(desk):
    """Of the three children of order 1-А the first left by 2-А; a fourth came, the second was taken out."""
    filed = a_class(desk)
    lines = (
        OrderChange(application=filed[0], change="left", why=WHY, where_to=WHERE),
        OrderChange(application=filed[1], change="taken_out", why="1 «Ә» сыныбына"),
        OrderChange(application=filed[3], change="added", why="Босаған орынға"),
    )
    plan = AmendPlan(order=first_order(desk).id, dated=DAY, lines=lines)
    amend_order(desk, DIRECTOR, plan, lambda paper: f"%PDF {paper.id}".encode(), Key(), lambda *_: None)
    confirm(desk, filed)
    return filed


def test_the_departure_slip_says_by_which_order_why_and_where_to(desk, children):
    slip = printed(desk, family.issue_departure_slip(desk, EXECUTOR, children[0], dump_printout))
    assert (slip.way, slip.other_school, slip.reason) == ("departure", WHERE, WHY)
    assert (slip.order, slip.ordered, slip.valid_until) == ("2-А", DAY, None)
    assert slip.child == seen(desk, children[0]).draft.child.name.full


def test_a_slip_is_offered_to_who_left_and_to_nobody_else(desk, children):
    offered = ["departure-slip" in family.possible_papers(desk, seen(desk, one)) for one in children]
    assert offered == [True, False, False, False, False]
    for one in children[1:]:
        with pytest.raises(ActRefused, match="not-departed"):
            family.issue_departure_slip(desk, EXECUTOR, one, dump_printout)


def test_the_alphabet_book_keeps_who_left_and_the_class_list_does_not(desk, children):
    book = printed(desk, school.issue_alphabet_book(desk, EXECUTOR, dump_printout))
    gone, stayed, came = (seen(desk, children[place]).draft.child.name.full for place in (0, 2, 3))
    lines = {line.name: line for line in book.lines}
    assert set(lines) == {gone, stayed, came}
    left = lines[gone]
    assert (left.order, left.left, left.left_order, left.left_to, left.left_why) == (
        "1-А",
        DAY,
        "2-А",
        WHERE,
        WHY,
    )
    assert (lines[stayed].left, lines[came].order, lines[came].enrolled) == (None, "2-А", DAY)
    listed = printed(desk, school.issue_class_list(desk, EXECUTOR, "kk", "А", dump_printout))
    assert {line.name for line in listed.lines} == {stayed, came}
    assert {line.name for line in school.enrolled_pupils(desk)} == {stayed, came}


def test_the_journal_does_not_strike_out_who_was_enrolled_and_left(desk, children):
    journal = printed(desk, school.issue_journal(desk, EXECUTOR, dump_printout))
    told = {line.number: (line.status, line.order, line.struck) for line in journal.lines}
    assert told[seen(desk, children[0]).number] == ("departed", "1-А", False)
    assert told[seen(desk, children[1]).number] == ("accepted", "", False)


def test_the_registration_book_names_the_order_a_child_stands_in_and_no_other(desk, children):
    lines = entries(desk.replica, places(desk.replica, BookSieve())).values()
    told = {line.id: (line.order, line.withdrawn is None) for line in lines}
    assert [told[one] for one in children] == [
        ("1-А", False),
        ("", True),
        ("1-А", True),
        ("2-А", True),
        ("", True),
    ]
