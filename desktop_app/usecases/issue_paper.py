"""Issue: freeze a paper from what was written, make its PDF, keep both; print from what was kept."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from admission.application import Application, Status
from admission.printouts import Printout
from admission.problems import ActRefused, Problem
from admission.roles import Officer
from desktop_app.models import papers, queries
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.freeze import receipt_of, refusal_of

Press = Callable[[Printout], bytes]


def issue_receipt(desk: Desk, officer: Officer, application: str, press: Press) -> str:
    """The receipt of a filed application; its paper id."""
    found = written(desk, application)
    school = queries.school(desk.replica)
    rules = desk.profiles[found.rules]
    return issue(desk, officer, receipt_of(desk.new_id(), found, school, rules, officer), press, application)


def issue_refusal(desk: Desk, officer: Officer, application: str, press: Press) -> str:
    """The reasoned refusal, provisional while the centre has not confirmed the decision; its paper id."""
    found = written(desk, application)
    if found.status is not Status.REFUSED or found.decision is None:
        raise ActRefused((Problem("not-refused", params={"number": found.number}),))
    director = queries.officer(desk.replica, found.decision.by) or officer
    confirmed = queries.is_confirmed(desk.replica, application)
    school = queries.school(desk.replica)
    rules = desk.profiles[found.rules]
    frozen = refusal_of(desk.new_id(), found, school, rules, director, confirmed)
    return issue(desk, officer, frozen, press, application)


def reprint(desk: Desk, officer: Officer, paper: str, press: Press) -> str:
    """A further copy of a paper, marked as one; its paper id."""
    found = papers.paper_contents(desk.replica, paper)
    if found is None:
        raise ActRefused((Problem("paper-unknown"),))
    contents, line = found
    copies = line.copies + 1
    again = replace(contents, id=desk.new_id(), copy=copies)
    issued = issue(desk, officer, again, press, line.application)
    with desk.write() as writing:
        writing.papers.count_copy(paper, copies)
    return issued


def written(desk: Desk, application: str) -> Application:
    """The application as it is shown; ActRefused where there is none."""
    found = queries.application(desk.replica, application)
    if found is None:
        raise ActRefused((Problem("application-unknown"),))
    return found


def issue(desk: Desk, officer: Officer, printout: Printout, press: Press, application: str = "") -> str:
    """Make the PDF and keep it with what it says, for an application or for the school; the paper's id."""
    pdf = press(printout)
    with desk.write() as writing:
        return writing.papers.keep_paper(
            printout, pdf, application=application, person=officer.id, at=desk.now()
        )
