"""The desk: what every verb of the office needs, given once by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from admission.acts import Body
from admission.context import Decision
from admission.profiles import RuleProfile
from admission.roles import Officer
from admission.workdays import WorkCalendar
from desktop_app.models import queries
from desktop_app.models.judge import Judge
from desktop_app.models.replica import Replica

if TYPE_CHECKING:
    from admission.receipt_core import ReceiptCore
    from admission.refusal_pages import Template
    from desktop_app.models.writing import Writing
    from verification.receipt_paper import PaperVerdict


class ReceiptSeal(Protocol):
    """This desk's hand under receipts, and its eye for them."""

    def code(self, core: ReceiptCore, filing: bytes) -> str:
        """The text of a receipt's QR code, with the filing's bytes sealed in it; empty where there is no key."""

    def verdict(self, text: str, source: str = "") -> PaperVerdict:
        """Whether a desk of our centre signed this code."""

    def filing(self, text: str) -> bytes:
        """The filing's bytes out of a code that holds; empty where there is none for us."""


@dataclass(frozen=True)
class Desk:
    """A replica and what is not in it: the clock, a source of ids, the rules in force, the calendar.

    Without a `sealer` receipts bear no code. `templates`: the sentences of papers by language, as they are written.
    """

    replica: Replica
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    profiles: Mapping[str, RuleProfile]
    rules: RuleProfile
    calendar: WorkCalendar
    sealer: Callable[[], ReceiptSeal] | None = None
    templates: Callable[[], Mapping[str, Template]] = dict

    @cached_property
    def judge(self) -> Judge:
        """What the replica decides by."""
        return Judge(profiles=self.profiles, calendar=self.calendar)

    @contextmanager
    def write(self) -> Iterator[Writing]:
        """One transaction of this desk."""
        with self.replica.write(self.judge, self.new_id) as writing:
            yield writing

    def record(self, officer: Officer, body: Body) -> Decision:
        """One act, one transaction, under the rules its application was filed under; ActRefused when not allowed."""
        with self.write() as writing:
            return writing.record(body, person=officer.id, at=self.now(), rules=self._rules_of(body))

    def _rules_of(self, body: Body) -> str:
        application = getattr(body, "application", "")
        found = queries.application(self.replica, application) if application else None
        return found.rules if found else self.rules.id
