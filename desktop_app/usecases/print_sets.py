"""Print sets: which papers are printed together, how many of each; a school may word its own, checked when read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from admission.application import Application, Status
from admission.printouts import RefusalPaper
from admission.problems import ActRefused, Problem
from admission.roles import Officer
from desktop_app.models import queries
from desktop_app.models.papers import paper_contents, papers
from desktop_app.models.print_log import printed
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.issue_family_paper import FAMILY_PAPERS, possible_papers
from desktop_app.usecases.issue_paper import (
    Issue,
    Press,
    issue_in,
    issue_receipt,
    issue_refusal,
    reprint,
    written,
)
from desktop_app.usecases.issue_school_paper import issue_journal_line
from desktop_app.usecases.print_paper import Sheet

FILE = "print-sets.toml"
FILING, REFUSAL, ORDER = "filing", "refusal", "order"
NAMES = (FILING, REFUSAL, ORDER)
MOST_COPIES = 9
LANGUAGES = ("kk", "ru")
ISSUE: Mapping[str, Issue] = {
    "receipt": issue_receipt,
    "refusal": issue_refusal,
    "journal-line": issue_journal_line,
    **FAMILY_PAPERS,
}
ONCE = frozenset(
    {"receipt", "refusal"}
)  # there is one original of each; what is printed later is a copy of it


class SetItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """So many of one kind of paper, in these languages or in those of the paper."""

    paper: str
    copies: int = 1
    languages: tuple[str, ...] = ()


PrintSets = Mapping[str, tuple[SetItem, ...]]


def read_sets(files: Sequence[Path]) -> PrintSets:
    """The sets by name, those of a later file in place of an earlier one's; a file that is not there says nothing.

    Raises ActRefused with the file and the reason: nothing is printed by half a set.
    """
    found: dict[str, tuple[SetItem, ...]] = {}
    for file in files:
        if file.exists():
            found |= _read(file)
    return found


def _read(file: Path) -> PrintSets:
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        sets = msgspec.convert(told, dict[str, tuple[SetItem, ...]])
    except (OSError, ValueError, msgspec.ValidationError) as wrong:
        raise _wrong("broken", file, str(wrong)) from wrong
    for name, items in sets.items():
        if name not in NAMES:
            raise _wrong("unknown", file, name)
        for item in items:
            _check(name, item, file)
    return sets


def _check(name: str, item: SetItem, file: Path) -> None:
    known = (ORDER,) if name == ORDER else tuple(ISSUE)
    if item.paper not in known:
        raise _wrong("unknown", file, item.paper)
    if not 1 <= item.copies <= MOST_COPIES:
        raise _wrong("copies", file, f"{name}, {item.paper}: {item.copies}")
    if not set(item.languages) <= set(LANGUAGES) or (name == ORDER and item.languages):
        raise _wrong("languages", file, f"{name}, {item.paper}: {', '.join(item.languages)}")


def _wrong(reason: str, file: Path, detail: str) -> ActRefused:
    return ActRefused((Problem(f"print-sets-{reason}", params={"file": file.name, "detail": detail}),))


def sets_for(application: Application) -> tuple[str, ...]:
    """Names of the sets that may be printed of it as it stands."""
    return (FILING, REFUSAL) if application.status is Status.REFUSED else (FILING,)


def issue_set(
    desk: Desk, officer: Officer, application: str, press: Press, items: Sequence[SetItem]
) -> tuple[Sheet, ...]:
    """Issue what the set asks for; a paper of it that would say nothing true now is left out.

    The original of a receipt or a refusal that was printed before is followed by a copy marked as one.
    """
    found = written(desk, application)
    possible = {"receipt", "journal-line", *possible_papers(desk, found)}
    if found.status is Status.REFUSED:
        possible.add("refusal")
    wanted = [item for item in items if item.paper in possible]
    if not wanted:
        raise ActRefused((Problem("print-set-empty", params={"number": found.number}),))
    return tuple(Sheet(_issue(desk, officer, application, press, one), one.copies) for one in wanted)


def _issue(desk: Desk, officer: Officer, application: str, press: Press, item: SetItem) -> str:
    before = _original(desk, application, item) if item.paper in ONCE else ""
    if not before:
        return issue_in(item.languages, ISSUE[item.paper], desk, officer, application, press)
    return reprint(desk, officer, before, press) if printed(desk.replica, (before,)) else before


def _original(desk: Desk, application: str, item: SetItem) -> str:
    """The paper of this kind and these languages that was issued before and still holds; "" where there is none."""
    found = [one for one in papers(desk.replica, application) if (one.kind, one.original) == (item.paper, "")]
    fitting = [one.id for one in found if one.languages == item.languages]
    return fitting[-1] if fitting and _holds(desk, application, fitting[-1]) else ""


def _holds(desk: Desk, application: str, paper: str) -> bool:
    """A provisional refusal is no refusal any more once the centre confirmed it."""
    found = paper_contents(desk.replica, paper)
    contents = found[0] if found else None
    confirmed = queries.is_confirmed(desk.replica, application)
    return not isinstance(contents, RefusalPaper) or contents.confirmed == confirmed
