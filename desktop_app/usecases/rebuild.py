"""Rebuild: receipts that were scanned bring back the filings of a computer that is lost; twice is harmless."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from admission.acts import Act, Filed
from admission.problems import ActRefused, Problem
from admission.receipt_core import ReceiptCore
from admission.wire import ActUnreadable, load_act
from desktop_app.models import queries, refiling
from desktop_app.usecases.desk import Desk, ReceiptSeal

if TYPE_CHECKING:
    from verification.receipt_files import Found


class CheckedPaper(msgspec.Struct, frozen=True):
    """One receipt and what came of it: `genuine`, `filed` again, `known` here before, or `refused` for a `reason`.

    `core` is what a believed desk signed; `source` where the receipt was found, `text` its code.
    """

    source: str
    state: str
    reason: str = ""
    core: ReceiptCore | None = None
    text: str = ""

    @property
    def well(self) -> bool:
        """Whether the receipt holds, and nothing stood in the way."""
        return self.state != "refused"


def check_papers(desk: Desk, found: Iterable[Found]) -> tuple[CheckedPaper, ...]:
    """Which of these receipts are genuine, and which are of applications known here; reads only."""
    seal = _seal(desk)
    return tuple(_checked(desk, seal, one) for one in found)


def rebuild(desk: Desk, checked: Sequence[CheckedPaper]) -> tuple[CheckedPaper, ...]:
    """File again what is genuine and not known here, under its own id, number and time, the oldest first."""
    seal = _seal(desk)
    return tuple(_rebuilt(desk, seal, one) for one in in_time(checked))


def in_time(papers: Iterable[CheckedPaper]) -> list[CheckedPaper]:
    """As the applications were filed; what nobody signed comes last."""
    return sorted(papers, key=_by_time)


def _seal(desk: Desk) -> ReceiptSeal:
    if desk.sealer is None:
        raise ActRefused((Problem("receipt-no-keys"),))
    return desk.sealer()


def _by_time(paper: CheckedPaper) -> tuple[bool, float]:
    return (paper.core is None, paper.core.received.timestamp() if paper.core else 0.0)


def _checked(desk: Desk, seal: ReceiptSeal, found: Found) -> CheckedPaper:
    if found.reason:
        return CheckedPaper(found.source, "refused", found.reason)
    verdict = seal.verdict(found.text, found.source)
    core = verdict.core
    if not verdict.ok or core is None:
        return CheckedPaper(found.source, "refused", verdict.reason or "receipt-core-broken", core)
    known = refiling.standing(desk.replica, core.application, core.number, core.year) == "known"
    return CheckedPaper(found.source, "known" if known else "genuine", core=core, text=found.text)


def _rebuilt(desk: Desk, seal: ReceiptSeal, paper: CheckedPaper) -> CheckedPaper:
    core = paper.core
    if paper.state != "genuine" or core is None:
        return paper
    standing = refiling.standing(desk.replica, core.application, core.number, core.year)
    if standing == "known":  # two copies of one receipt
        return msgspec.structs.replace(paper, state="known")
    act = _filing(seal, paper.text, core)
    wrong = _wrong(desk, core, standing, act)
    if not wrong and act is not None and not _refiled(desk, act):
        wrong = "rebuild-not-possible"
    return msgspec.structs.replace(paper, state="refused" if wrong else "filed", reason=wrong)


def _wrong(desk: Desk, core: ReceiptCore, standing: str, act: Act | None) -> str:
    """Why it is not filed again; empty where nothing speaks against it."""
    if core.school != queries.meta(desk.replica, "school"):
        return "rebuild-other-school"
    if standing:
        return "rebuild-number-taken"
    if act is None:
        return "rebuild-without-filing"
    return "" if act.rules in desk.profiles else "rebuild-rules-unknown"


def _filing(seal: ReceiptSeal, text: str, core: ReceiptCore) -> Act | None:
    """The filing sealed in the code, if it is the one the core speaks of."""
    try:
        act = load_act(seal.filing(text) or b"{}")
    except ActUnreadable:
        return None
    body = act.body
    if not isinstance(body, Filed) or act.school != core.school:
        return None
    same = (body.application, body.number, body.year) == (core.application, core.number, core.year)
    return act if same else None


def _refiled(desk: Desk, act: Act) -> bool:
    try:
        with desk.write() as writing:
            refiling.refile(writing, act)
    except ActRefused:
        return False
    return True
