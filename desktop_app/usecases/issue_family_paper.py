"""Issue a paper of one application: form, notice of what is missing, withdrawal, waiting list, slip, contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from msgspec.structs import replace

from admission.application import DEPARTED, Application, Status
from admission.choice import slip_valid_until
from admission.deadline import KAZAKHSTAN_TIME
from admission.order import departure_of
from admission.priority import queue_order
from admission.problems import ActRefused, Problem
from admission.roles import Officer, Role
from desktop_app.models import queries
from desktop_app.models.ledger import all_applications
from desktop_app.usecases import freeze_family as freeze
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.issue_paper import Press, issue, written

ADMITTED = frozenset({Status.ACCEPTED, Status.ENROLLED})
Issue = Callable[[Desk, Officer, str, Press], str]


def director_of(desk: Desk) -> str:
    """Surname and initials of the school's director; "" while nobody holds the role."""
    found = [one for one in queries.officers(desk.replica) if one.may(Role.DIRECTOR)]
    return found[0].name.short if found else ""


def today(desk: Desk) -> date:
    """The desk's day in Kazakhstan."""
    return desk.now().astimezone(KAZAKHSTAN_TIME).date()


def issue_form(desk: Desk, officer: Officer, application: str, press: Press) -> str:
    """The application as the parent signs it; its paper id."""
    found, school = written(desk, application), queries.school(desk.replica)
    frozen = freeze.form_of(desk.new_id(), found, school, desk.profiles[found.rules], director_of(desk))
    return issue(desk, officer, frozen, press, application)


def issue_missing(desk: Desk, officer: Officer, application: str, press: Press) -> str:
    """The notice of what is missing; its paper id. ActRefused when nothing is."""
    found, school = written(desk, application), queries.school(desk.replica)
    rules = desk.profiles[found.rules]
    if not freeze.missing_of(found, rules):
        raise _refused("nothing-missing", found)
    frozen = freeze.missing_paper_of(desk.new_id(), found, school, rules, officer, desk.now())
    return issue(desk, officer, frozen, press, application)


def issue_withdrawal(desk: Desk, officer: Officer, application: str, press: Press) -> str:
    """The confirmation of a withdrawal; its paper id. ActRefused unless it was withdrawn."""
    found, school = written(desk, application), queries.school(desk.replica)
    steps = [step for step in found.history if step.kind == "withdrawn"]
    if not steps:
        raise _refused("not-withdrawn", found)
    rules = desk.profiles[found.rules]
    frozen = freeze.withdrawal_of(desk.new_id(), found, school, rules, officer, steps[-1])
    return issue(desk, officer, frozen, press, application)


def issue_waiting_list(desk: Desk, officer: Officer, application: str, press: Press) -> str:
    """The extract of the waiting list up to this application; its paper id. ActRefused unless it waits."""
    found, school = written(desk, application), queries.school(desk.replica)
    if found.status is not Status.WAITLISTED:
        raise _refused("not-waiting", found)
    waiting = [one for one in all_applications(desk.replica) if _beside(one, found)]
    frozen = freeze.waiting_extract_of(
        desk.new_id(), found, queue_order(waiting), school, officer, desk.now()
    )
    return issue(desk, officer, frozen, press, application)


def _beside(one: Application, other: Application) -> bool:
    """Whether both wait in one list: of the same stream, of the same way of admission."""
    same_way = one.draft.by_territory == other.draft.by_territory
    return one.status is Status.WAITLISTED and one.stream == other.stream and same_way


def issue_transfer_slip(desk: Desk, officer: Officer, application: str, press: Press) -> str:
    """The slip for the former school; its paper id. ActRefused unless an accepted transfer."""
    found, school = written(desk, application), queries.school(desk.replica)
    transfer = found.draft.transfer
    if transfer is None or found.status not in ADMITTED:
        raise _refused("not-transfer", found)
    until = slip_valid_until(desk.now(), desk.profiles[found.rules], desk.calendar)
    day, director = today(desk), director_of(desk)
    slip = freeze.arrival_slip_of(desk.new_id(), found, transfer, school, director, day)
    return issue(desk, officer, replace(slip, valid_until=until), press, application)


def issue_departure_slip(desk: Desk, officer: Officer, application: str, press: Press) -> str:
    """The slip for the school a child goes to; its paper id. ActRefused unless an order says that it left."""
    found, school = written(desk, application), queries.school(desk.replica)
    departure = departure_of(queries.orders(desk.replica), application)
    if departure is None or DEPARTED not in found.flags:
        raise _refused("not-departed", found)
    director = director_of(desk)
    slip = freeze.departure_slip_of(desk.new_id(), found, departure, school, director, today(desk))
    return issue(desk, officer, slip, press, application)


def issue_contract(desk: Desk, officer: Officer, application: str, press: Press) -> str:
    """The title page of the contract; its paper id. ActRefused before the child is accepted."""
    found, school = written(desk, application), queries.school(desk.replica)
    if found.status not in ADMITTED:
        raise _refused("not-admitted", found)
    rules, director = desk.profiles[found.rules], director_of(desk)
    frozen = freeze.contract_of(desk.new_id(), found, school, rules, director, today(desk))
    return issue(desk, officer, frozen, press, application)


def _refused(code: str, application: Application) -> ActRefused:
    return ActRefused((Problem(code, params={"number": application.number}),))


# kind of paper -> the verb that issues it
FAMILY_PAPERS: Mapping[str, Issue] = {
    "application": issue_form,
    "missing": issue_missing,
    "withdrawal": issue_withdrawal,
    "waiting-list": issue_waiting_list,
    "transfer-slip": issue_transfer_slip,
    "departure-slip": issue_departure_slip,
    "contract": issue_contract,
}


def possible_papers(desk: Desk, application: Application) -> tuple[str, ...]:
    """Kinds of paper that may be printed of this application as it stands, in the order of FAMILY_PAPERS."""
    rules = desk.profiles.get(application.rules, desk.rules)
    admitted = application.status in ADMITTED
    withdrawn = any(step.kind == "withdrawn" for step in application.history)
    possible = {
        "application": True,
        "missing": application.active and bool(freeze.missing_of(application, rules)),
        "withdrawal": withdrawn,
        "waiting-list": application.status is Status.WAITLISTED,
        "transfer-slip": admitted and application.draft.transfer is not None,
        "departure-slip": DEPARTED in application.flags,
        "contract": admitted,
    }
    return tuple(kind for kind in FAMILY_PAPERS if possible[kind])
