"""The director's list: refusals, then what is odd, then the clean ones; and what of each is to be signed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from admission.application import Application
from desktop_app.models import queries
from desktop_app.ui.card_exceptions import Notice, notices
from desktop_app.ui.office import Office
from desktop_app.ui.table import Column
from desktop_app.ui.wording import Words
from desktop_app.usecases.explain_place import Places

MOST = 300
READY = {
    "accept": "batch-ready-accept",
    "refuse": "batch-ready-refuse",
    "sample": "batch-sample",
    "seen": "batch-seen",
}
TONES = {"accept": "info", "refuse": "info", "sample": "warn"}


@dataclass(frozen=True)
class Waiting:
    """One application on signature, and what is out of the ordinary about it."""

    application: Application
    notices: Sequence[Notice]

    @property
    def refusal(self) -> bool:
        """Whether the executor proposes to refuse."""
        return self.application.proposal is not None and not self.application.proposal.accept

    @property
    def clean(self) -> bool:
        """Whether it may go together with others."""
        return not self.refusal and not self.notices


def waiting(office: Office) -> list[Waiting]:
    """Refusals, then those with something odd, then the clean ones; within each by deadline."""
    lines = queries.queue(office.desk.replica, statuses=("on_signature",), limit=MOST)
    found = [queries.application(office.desk.replica, line.id) for line in lines]
    places = Places(office.desk)
    cases = [Waiting(one, notices(office, one, places)) for one in found if one is not None]
    return sorted(cases, key=lambda case: (not case.refusal, not case.notices))


def columns(mark: Callable[[str], str]) -> tuple[Column[Waiting], ...]:
    """The columns of the list; `mark` says what of an application is to be signed or looked at."""

    def under(case: Waiting, words: Words) -> str:
        known = mark(case.application.id)
        return words(READY[known]) if known else _odd(case, words)

    def tone(case: Waiting) -> str:
        return TONES.get(mark(case.application.id)) or _tone(case)

    return (
        Column("director-child", _child, _about, stretch=True),
        Column("director-proposed", _proposal, under, tone, 170),
    )


def _child(case: Waiting, _: Words) -> str:
    return case.application.draft.child.name.full


def _about(case: Waiting, words: Words) -> str:
    draft = case.application.draft
    parts = (case.application.number, words.teaching(draft.language), words.territory(draft.by_territory))
    return " · ".join(parts)


def _proposal(case: Waiting, words: Words) -> str:
    return words("director-refuse" if case.refusal else "director-accept")


def _odd(case: Waiting, words: Words) -> str:
    return words("director-notices", n=len(case.notices)) if case.notices else words("director-clean")


def _tone(case: Waiting) -> str:
    if case.refusal:
        return "danger"
    return "warn" if case.notices else "good"
