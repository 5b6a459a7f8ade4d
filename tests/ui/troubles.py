"""A desk where the centre answered otherwise five times: refused, met, set aside, renumbered, held."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from msgspec.structs import replace

from admission.acts import Amended, Change
from admission.application import Application, Movement, Status
from admission.context import Outcome
from admission.corrections import corrected, field_text
from admission.exchange import ActResult
from admission.problems import Problem
from admission.wire import load_act
from desktop_app.models import exchange, outgoing
from desktop_app.usecases.decide_application import decide_application
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.propose import propose
from tests.desk import DIRECTOR, EXECUTOR, FakeClock, feed, seen
from tests.ui import sample

PHONE, STREET, BORN = "applicant.phone", "registered.street", "child.born"
MINE = (
    Change(PHONE, "+77015550001", "+77770000001"),
    Change(STREET, "Сәтбаев", "Тұран"),
    Change(BORN, "2020-01-28", "2020-01-29"),
)
THEIRS = (Change(PHONE, "+77015550001", "+77770000002"), Change(BORN, "2020-01-28", "2020-02-28"))


@dataclass
class Troubles:
    """The ids of the applications, by what befell them; and how far the feed has come."""

    desk: Desk
    clock: FakeClock
    ids: dict[str, str] = field(default_factory=dict)
    seq: int = 100

    def file(self, name: str, child: int) -> str:
        """A new application; not sent yet."""
        self.clock.forward(minutes=7)
        self.ids[name] = file_application(self.desk, EXECUTOR, sample.draft(child))
        return self.ids[name]

    def row(self, name: str) -> Application:
        """As it is shown."""
        return seen(self.desk, self.ids[name])

    def answer(self, outcome: Outcome, reason: Problem | None, *rows: Application) -> None:
        """The centre takes all that waits, and says this of the last act; its rows come with it."""
        self.clock.forward(minutes=3)
        *good, last = outgoing.outbox(self.desk.replica)
        results = [ActResult(n=one.n, outcome=Outcome.APPLIED, seq=self.seq) for one in good]
        results.append(ActResult(n=last.n, outcome=outcome, seq=self.seq, reason=reason))
        lines = feed(*rows, start=self.seq)
        self.seq += len(rows) + 1
        with self.desk.write() as writing:
            writing.absorb(results, lines, self.seq, self.desk.now())

    def confirm(self, name: str) -> None:
        """Everything about this application is taken as it is."""
        self.answer(Outcome.APPLIED, None, self.row(name))


def met(row: Application, act: str, person: str, at: datetime, *changes: Change) -> Application:
    """The row after one more correction, as the centre would write it."""
    draft, _ = corrected(row.draft, changes)
    old = tuple((one.field, field_text(row.draft, one.field)) for one in changes)
    line = Movement(
        act=act, kind="amended", by=person, at=at, before=row.status, after=row.status, reason="…", old=old
    )
    return replace(row, draft=draft, history=(*row.history, line))


def refused_decision(made: Troubles) -> None:
    """The director accepted offline what the parent had taken back at the portal."""
    one = made.file("refused", 0)
    propose(made.desk, EXECUTOR, one, True)
    made.confirm("refused")
    before, at = made.row("refused"), made.desk.now()
    decide_application(made.desk, DIRECTOR, one, True, reason="Құжаттары толық")
    line = Movement(
        act="portal-1", kind="withdrawn", by="portal", at=at, before=before.status, after=Status.WITHDRAWN,
        reason="Басқа қалаға көшеміз",
    )  # fmt: skip
    after = replace(before, status=Status.WITHDRAWN, history=(*before.history, line))
    made.answer(Outcome.REFUSED, Problem("withdrawn", params={"number": before.number}), after)


def met_corrections(made: Troubles, status: Status = Status.UNDER_REVIEW) -> None:
    """Two officers corrected the phone and the birth date apart; the street only one of them."""
    made.file("met", 1)
    made.confirm("met")
    row, at = made.row("met"), made.desk.now() - timedelta(minutes=1)
    made.desk.record(EXECUTOR, Amended(application=row.id, changes=MINE, reason="Жеке куәлік бойынша"))
    act = outgoing.outbox(made.desk.replica)[-1].act
    after = met(met(row, "boss-1", DIRECTOR.id, at, *THEIRS), act, EXECUTOR.id, made.desk.now(), *MINE)
    reason = Problem("amended-unseen", params={"fields": f"{PHONE}, {BORN}"})
    made.answer(Outcome.CHANGED, reason, replace(after, status=status))


def set_aside(made: Troubles) -> None:
    """The centre does not know the rules a filing was done under: the application is in no list any more."""
    made.file("aside", 2)
    made.answer(Outcome.QUARANTINED, Problem("rules-unknown", params={"rules": "oqu2025"}))


def renumbered(made: Troubles) -> None:
    """The computer turned out to be a copy, and a filing got another number."""
    made.file("renumbered", 3)
    act = load_act(exchange.outgoing(made.desk.replica, 10).acts[-1])
    number = made.row("renumbered").number
    reason = Problem("renumbered", params={"before": "Б-0007", "number": number})
    made.confirm("renumbered")
    with made.desk.write() as writing:
        writing.attention.tell(act, "renumbered", reason, made.desk.now())


def held(made: Troubles) -> None:
    """The child has another active application somewhere."""
    made.file("held", 4)
    row = made.row("held")
    reason = Problem("duplicate-hold", params={"number": row.number})
    made.answer(Outcome.CHANGED, reason, replace(row, status=Status.DUPLICATE_HOLD))


def five_troubles(desk: Desk, clock: FakeClock) -> Troubles:
    """All of them, the decision last done and so the first in the list."""
    made = Troubles(desk, clock)
    for befall in (held, renumbered, set_aside, met_corrections, refused_decision):
        befall(made)
    return made
