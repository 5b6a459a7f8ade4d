"""Issue a paper of the school: the journal, the list of a class, the alphabet book, the blank application."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from admission.problems import ActRefused, Problem
from admission.roles import Officer
from admission.school_papers import PupilLine
from desktop_app.models import queries
from desktop_app.models.ledger import all_applications
from desktop_app.usecases import freeze_school as freeze
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.freeze_family import blank_form_of
from desktop_app.usecases.issue_family_paper import director_of, today
from desktop_app.usecases.issue_paper import Press, issue, written


def issue_journal(desk: Desk, officer: Officer, press: Press) -> str:
    """The registration journal of the campaign as it stands; its paper id. ActRefused while it is empty."""
    year = desk.rules.year
    listed = [one for one in all_applications(desk.replica) if one.year == year]
    if not listed:
        raise ActRefused((Problem("journal-empty"),))
    orders = {order.id: order for order in queries.orders(desk.replica)}
    names = {one.id: one.name.short for one in queries.officers(desk.replica)}
    frozen = freeze.journal_of(
        desk.new_id(),
        listed,
        queries.school(desk.replica),
        officer,
        desk.now(),
        director=director_of(desk),
        year=year,
        line=lambda one: freeze.journal_line(
            one, desk.profiles[one.rules], orders, lambda who: names.get(who, "")
        ),
    )
    return issue(desk, officer, frozen, press)


def issue_journal_line(desk: Desk, officer: Officer, application: str, press: Press) -> str:
    """The journal's line of one application as it stands; its paper id."""
    found = written(desk, application)
    orders = {order.id: order for order in queries.orders(desk.replica)}
    line = freeze.journal_line(found, desk.profiles[found.rules], orders, partial(_name_of, desk))
    frozen = freeze.journal_line_of(desk.new_id(), found, queries.school(desk.replica), desk.now(), line)
    return issue(desk, officer, frozen, press, application)


def _name_of(desk: Desk, officer: str) -> str:
    found = queries.officer(desk.replica, officer)
    return found.name.short if found else ""


def enrolled_pupils(desk: Desk) -> tuple[PupilLine, ...]:
    """Children enrolled by the orders of this campaign who are still here, by the Kazakh alphabet."""
    return tuple(one for one in all_pupils(desk) if one.left is None)


def all_pupils(desk: Desk) -> tuple[PupilLine, ...]:
    """Children enrolled by the orders of this campaign, those who left too, by the Kazakh alphabet."""
    year = desk.rules.year
    listed = [one for one in all_applications(desk.replica) if one.year == year]
    return freeze.pupils_of(listed, {order.id: order for order in queries.orders(desk.replica)})


def issue_class_list(desk: Desk, officer: Officer, language: str, letter: str, press: Press) -> str:
    """The list of the class this letter and language of instruction name; its paper id. ActRefused when empty."""
    pupils = [one for one in enrolled_pupils(desk) if (one.teaching, one.letter) == (language, letter)]
    _refuse_empty(pupils)
    school, day, director = queries.school(desk.replica), today(desk), director_of(desk)
    frozen = freeze.class_list_of(desk.new_id(), pupils, school, desk.rules, day, director)
    return issue(desk, officer, frozen, press)


def issue_alphabet_book(desk: Desk, officer: Officer, press: Press) -> str:
    """The alphabet book of the school year; its paper id. ActRefused while nobody is enrolled."""
    pupils = all_pupils(desk)
    _refuse_empty(pupils)
    school, day, director = queries.school(desk.replica), today(desk), director_of(desk)
    frozen = freeze.alphabet_book_of(desk.new_id(), pupils, school, desk.rules, day, director)
    return issue(desk, officer, frozen, press)


def _refuse_empty(pupils: Sequence[PupilLine]) -> None:
    if not pupils:
        raise ActRefused((Problem("nobody-enrolled"),))


def issue_blank_form(desk: Desk, officer: Officer, press: Press) -> str:
    """The application to be filled in by hand; its paper id."""
    school = queries.school(desk.replica)
    return issue(desk, officer, blank_form_of(desk.new_id(), school, desk.rules, director_of(desk)), press)
