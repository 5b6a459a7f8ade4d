"""Answer for a print that stands under "Needs attention": it is in hand, nobody needs it, or it is printed again."""

from __future__ import annotations

import logging

from admission.roles import Officer
from desktop_app.models.lines import AGAIN, OPEN, PrintedLine
from desktop_app.models.papers import paper_line, papers
from desktop_app.models.print_log import printed
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.issue_paper import Press
from desktop_app.usecases.print_paper import Sheet, make_again

LOG = logging.getLogger(__name__)
PERHAPS_OUT = OPEN | {"slow"}  # the printer may have let go of the paper


def answer_print(desk: Desk, officer: Officer, line: str, answer: str) -> None:
    """The print of this line of the log asks no more; `answer` is IN_HAND or NOT_NEEDED."""
    with desk.write() as writing:
        writing.papers.say_outcome(line, answer)
    LOG.info("print %s answered %s by officer %s", line, answer, officer.id)


def print_anew(desk: Desk, officer: Officer, line: PrintedLine, press: Press) -> tuple[Sheet, ...]:
    """What is to be printed instead: the very paper where it never came out, else a copy of it marked as one."""
    sheet = Sheet(line.paper, line.copies)
    if line.outcome in PERHAPS_OUT:
        return make_again(desk, officer, [sheet], press)
    if line.outcome != AGAIN:
        return (sheet,)
    copy = _never_printed(desk, line.paper)
    return (Sheet(copy, line.copies),) if copy else make_again(desk, officer, [sheet], press)


def _never_printed(desk: Desk, paper: str) -> str:
    """The newest copy of it that was made and never went to a printer; "" where there is none."""
    first = paper_line(desk.replica, paper)
    if first is None:
        return ""
    root = first.original or first.id
    made = [one.id for one in papers(desk.replica, first.application) if one.original == root]
    return made[-1] if made and not printed(desk.replica, made[-1:]) else ""
