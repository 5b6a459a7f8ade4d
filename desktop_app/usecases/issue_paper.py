"""Issue: freeze a paper from what was written, make its PDF, keep both; print from what was kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from msgspec.structs import replace

from admission.application import Application, Status
from admission.printouts import Printout
from admission.problems import ActRefused, Problem
from admission.receipt_core import core_of
from admission.roles import Officer
from desktop_app.models import papers, queries
from desktop_app.models.refiling import filing_of
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.freeze import receipt_of, refusal_of, told_apart

# of a printout, and of the `languages` where they are not those of its kind; `paged` hears of each page laid out
Press = Callable[..., bytes]

Issue = Callable[[Desk, Officer, str, Press], str]  # of an application; the paper's id


def issue_receipt(desk: Desk, officer: Officer, application: str, press: Press) -> str:
    """The receipt of a filed application; its paper id."""
    found = written(desk, application)
    school = queries.school(desk.replica)
    rules = desk.profiles[found.rules]
    receipt = receipt_of(desk.new_id(), found, school, rules, officer)
    receipt = replace(receipt, code=_code(desk, found, school.bin))
    return issue(desk, officer, receipt, press, application)


def _code(desk: Desk, application: Application, school_bin: str) -> str:
    """What the receipt's QR code says; signed once, so that every copy says the same."""
    if desk.sealer is None:
        return ""
    core = core_of(application, queries.meta(desk.replica, "desk"), school_bin)
    return desk.sealer().code(core, filing_of(desk.replica, application.id))


def issue_refusal(desk: Desk, officer: Officer, application: str, press: Press) -> str:
    """The reasoned refusal, provisional while the centre has not confirmed the decision; its paper id.

    Of a signed and confirmed one it is the very PDF that was signed.
    """
    found = written(desk, application)
    if found.status is not Status.REFUSED or found.decision is None:
        raise ActRefused((Problem("not-refused", params={"number": found.number}),))
    director = queries.officer(desk.replica, found.decision.by) or officer
    confirmed = queries.is_confirmed(desk.replica, application)
    school = queries.school(desk.replica)
    rules = desk.profiles[found.rules]
    frozen = refusal_of(desk.new_id(), found, school, rules, director, confirmed)
    frozen = told_apart(frozen, desk.templates())
    signed = queries.file_bytes(desk.replica, found.decision.pdf_sha256) if confirmed else None
    return issue(desk, officer, frozen, press if signed is None else lambda _: signed, application)


def reprint(desk: Desk, officer: Officer, paper: str, press: Press) -> str:
    """A further copy of a paper, marked as one, in the languages of the first; its paper id."""
    found = papers.paper_contents(desk.replica, paper)
    if found is None:
        raise ActRefused((Problem("paper-unknown"),))
    contents, line = found
    original = papers.paper_line(desk.replica, line.original) or line
    copies = original.copies + 1
    again = replace(contents, id=desk.new_id(), copy=copies)
    pdf = _press_in(line.languages, press)(again)
    with desk.write() as writing:
        issued = writing.papers.keep_paper(
            again, pdf, application=line.application, person=officer.id, at=desk.now()
        )
        writing.papers.count_copy(original.id, copies)
        writing.papers.name_original(issued, original.id, copies)
        writing.papers.name_languages(issued, line.languages)
    return issued


def _press_in(languages: Sequence[str], press: Press) -> Press:
    """A press for these languages; none are those of the kind of paper."""
    return partial(press, languages=tuple(languages)) if languages else press


def written(desk: Desk, application: str) -> Application:
    """The application as it is shown; ActRefused where there is none."""
    found = queries.application(desk.replica, application)
    if found is None:
        raise ActRefused((Problem("application-unknown"),))
    return found


def issue_in(
    languages: Sequence[str], issue: Issue, desk: Desk, officer: Officer, application: str, press: Press
) -> str:
    """Issue a paper in these languages, or in those of its kind where none are named; its paper id."""
    issued = issue(desk, officer, application, _press_in(languages, press))
    if languages:
        with desk.write() as writing:
            writing.papers.name_languages(issued, languages)
    return issued


def issue(desk: Desk, officer: Officer, printout: Printout, press: Press, application: str = "") -> str:
    """Make the PDF and keep it with what it says, for an application or for the school; the paper's id."""
    pdf = press(printout)
    with desk.write() as writing:
        return writing.papers.keep_paper(
            printout, pdf, application=application, person=officer.id, at=desk.now()
        )
