"""The campaign so far: what a busy office has already proposed and decided before the demonstration begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import uuid_utils

from admission.acts import Act, Body, Decided, DocumentChecked, Proposed
from admission.application import Application, Status
from admission.documents import required_documents
from admission.exchange import EnrolAnswer
from admission.profiles import RuleProfile
from admission.wire import VERSION, dump_act
from central_server.acceptance import Batch, accept
from central_server.law import Law
from central_server.models import feed
from central_server.models.ledger import Ledger

STILL_OPEN = 22  # the newest applications nobody has looked at yet
STILL_UNSIGNED = 9  # proposed, and waiting for the director
REFUSED_EVERY = 11
REFUSAL = (
    "Екпелер картасында (№ 065/у) мөр мен күн жоқ, құжатты толықтырып қайта беру қажет. "
    "В карте прививок (№ 065/у) нет печати и даты, документ нужно дополнить и подать снова."
)


@dataclass
class PastDesk:
    """A desk that worked through the campaign; its acts are chained and decided like any desk's."""

    ledger: Ledger
    law: Law
    rules: RuleProfile
    desk: EnrolAnswer
    executor: str
    director: str
    _acts: list[bytes] = field(default_factory=list)
    _proposals: dict[str, bool] = field(default_factory=dict)

    def work_off(self, applications: Sequence[Application], until: datetime) -> None:
        """Decide all but the newest; `until` is when the last act was sent."""
        waiting = [one for one in applications if one.status is Status.UNDER_REVIEW]
        for place, application in enumerate(waiting[: len(waiting) - STILL_OPEN]):
            self._review(application, refused=place % REFUSED_EVERY == REFUSED_EVERY - 1)
        for application in waiting[: len(waiting) - STILL_OPEN - STILL_UNSIGNED]:
            self._decide(application)
        self._send(until)

    def _review(self, application: Application, *, refused: bool) -> None:
        at = application.received + timedelta(hours=2)
        for rule in required_documents(application.draft, self.rules):
            good = not (refused and rule.code == "vaccinations")
            checked = DocumentChecked(application=application.id, document=rule.code, good=good)
            self._act(checked, self.executor, at)
        grounds = ("non-compliant",) if refused else ()
        self._proposals[application.id] = refused
        body = Proposed(
            application=application.id, accept=not refused, grounds=grounds, reason=REFUSAL if refused else ""
        )
        self._act(body, self.executor, at)

    def _decide(self, application: Application) -> None:
        refused = self._proposals[application.id]
        grounds = ("non-compliant",) if refused else ()
        body = Decided(
            application=application.id, accept=not refused, grounds=grounds, reason=REFUSAL if refused else ""
        )
        self._act(body, self.director, application.received + timedelta(hours=3))

    def _act(self, body: Body, person: str, at: datetime) -> None:
        act = Act(
            id=str(uuid_utils.uuid7()),
            desk=self.desk.desk,
            n=len(self._acts) + 1,
            school=self.desk.school,
            person=person,
            at=at,
            rules=self.rules.id,
            body=body,
            v=VERSION,
        )
        self._acts.append(dump_act(act))

    def _send(self, until: datetime) -> None:
        accept(self.ledger, self.desk.desk, Batch(acts=self._acts), until, self.law)


def applications_of(ledger: Ledger, school: str) -> list[Application]:
    """Every application of a school, in the order they came."""
    with ledger.read() as transaction:
        rows = feed.rows_of_kind(transaction, school, "application")
    found = [row for row in rows if isinstance(row, Application)]
    return sorted(found, key=lambda one: (one.received, one.number))
