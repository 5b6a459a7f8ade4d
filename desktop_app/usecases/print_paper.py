"""Print papers: hand their very bytes to a printer, and keep in the log what was sent and whether it is in hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from admission.roles import Officer
from desktop_app.models.lines import AGAIN, IN_HAND
from desktop_app.models.papers import paper_line
from desktop_app.models.print_log import printed, unconfirmed
from desktop_app.printing.printers import Printers, PrintTrouble
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.issue_paper import Press, reprint

SENT = "sent"


@dataclass(frozen=True)
class Sheet:
    """A paper by its id, and how many of it."""

    paper: str
    copies: int = 1


@dataclass(frozen=True)
class Job:
    """What goes to the printer: a sheet, its bytes, and what the queue of the printer shows; no name stands there."""

    sheet: Sheet
    pdf: bytes
    title: str


@dataclass(frozen=True)
class Target:
    """Where to: the printers, the name of one, and by how many millimetres paper lies askew in it (right, down)."""

    printers: Printers
    name: str
    shift_mm: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class Told:
    """How many jobs the printer took, and the code of its trouble with the next one; "" where it took all."""

    sent: int
    trouble: str = ""


def print_jobs(desk: Desk, officer: Officer, jobs: Sequence[Job], target: Target) -> Told:
    """Send them one after the other; the first trouble ends it. Each is in the log before it is sent."""
    for sent, job in enumerate(jobs):
        trouble = _print(desk, officer, job, target)
        if trouble:
            return Told(sent, trouble)
    return Told(len(jobs))


def _print(desk: Desk, officer: Officer, job: Job, target: Target) -> str:
    line, sheet = desk.new_id(), job.sheet
    with desk.write() as writing:
        writing.papers.log_print(
            line,
            sheet.paper,
            person=officer.id,
            at=desk.now(),
            printer=target.name,
            copies=sheet.copies,
        )
    trouble = _send(job, target)
    with desk.write() as writing:
        writing.papers.say_outcome(line, trouble or SENT)
    return trouble


def _send(job: Job, target: Target) -> str:
    from desktop_app.printing.shifting import shifted  # PDFium comes with the first print

    try:
        pdf = shifted(job.pdf, *target.shift_mm)
        target.printers.send(pdf, target.name, job.title, job.sheet.copies)
    except PrintTrouble as trouble:
        return trouble.code
    except RuntimeError:  # PDFium's own error is one
        return "unreadable"
    return ""


def confirm_in_hand(desk: Desk, papers: Sequence[str]) -> None:
    """Somebody holds these papers: the newest print of each that nobody has confirmed is in hand."""
    with desk.write() as writing:
        for line in unconfirmed(printed(desk.replica, papers)):
            writing.papers.say_outcome(line.id, IN_HAND)


def make_again(desk: Desk, officer: Officer, sheets: Sequence[Sheet], press: Press) -> tuple[Sheet, ...]:
    """These did not come out as they should: each is followed by a copy marked as one; what is to be printed then.

    An order keeps the bytes that were signed, so it is printed again as it is.
    """
    lines = unconfirmed(printed(desk.replica, [sheet.paper for sheet in sheets]))
    with desk.write() as writing:
        for line in lines:
            writing.papers.say_outcome(line.id, AGAIN)
    return tuple(_again(desk, officer, sheet, press) for sheet in sheets)


def _again(desk: Desk, officer: Officer, sheet: Sheet, press: Press) -> Sheet:
    if paper_line(desk.replica, sheet.paper) is None:
        return sheet
    return Sheet(reprint(desk, officer, sheet.paper, press), sheet.copies)
