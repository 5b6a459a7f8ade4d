"""Rebasing: what is decided again after an answer of the centre shows exactly what deciding everything again would."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime

import msgspec
import pytest
from msgspec.structs import replace

from admission.acts import (
    Amended,
    Body,
    Change,
    Decided,
    DocumentChecked,
    Filed,
    Lent,
    Proposed,
    Returned,
    Withdrawn,
)
from admission.application import Application, Status
from admission.context import Outcome
from admission.exchange import ActResult, RowLine
from admission.identifiers import iin_with_check_digit
from admission.people import Child
from admission.problems import ActRefused, Problem
from admission.wire import dump_row, kind_of_row
from desktop_app.models import queries
from desktop_app.usecases.desk import Desk
from tests.desk import CHILD, DIRECTOR, EXECUTOR, STREAMS, a_draft, make_desk

HEARD = datetime(2026, 8, 25, 4, 0, tzinfo=UTC)
FEW = (replace(STREAMS[0], capacity=2), replace(STREAMS[1], capacity=1))
STEPS = 9
DECISIVE = ("applied", "applied_changed", "refused", "quarantined")


class Morning:
    """Random acts at one desk, and random answers of a centre that need not make sense together."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk = desk
        self.chance = random.Random(seed)
        self.seq = 100
        self.applications: list[str] = []
        self.answered = 0

    def act(self) -> None:
        often = (self._filed, self._proposed, self._decided)
        seldom = (self._amended, self._checked, self._withdrawn, self._returned, self._lent)
        body = self.chance.choice((*often, *often, *seldom))()
        person = self.chance.choice((DIRECTOR, DIRECTOR, EXECUTOR))
        try:
            with self.desk.write() as writing:
                writing.record(body, person=person.id, at=self.desk.now(), rules=self.desk.rules.id)
        except ActRefused:
            pass

    def answer(self) -> None:
        """What comes down in one turn: outcomes of the oldest acts, and new versions of some rows."""
        results = self._results()
        rows = [self._row(application) for application in self._some()]
        if self.chance.random() < 0.3:
            rows.append(self._line(self._a_stream()))
        if self.chance.random() < 0.1:
            rows.append(self._line(replace(EXECUTOR, active=self.chance.random() < 0.5)))
        with self.desk.write() as writing:
            if self.chance.random() < 0.2:
                writing.stage(rows[:1], self.seq)
                writing.settle(results, HEARD)
                rows, results = rows[1:], []
            else:
                writing.absorb(results, rows, self.seq, HEARD)
                return
        with self.desk.write() as writing:
            writing.absorb(results, rows, self.seq, HEARD)

    def _results(self) -> list[ActResult]:
        waiting = queries.outbox(self.desk.replica)
        told = waiting[: self.chance.choice((0, 0, 1, 1, 2, 5))]
        return [
            ActResult(
                n=one.n,
                outcome=Outcome(self.chance.choice(DECISIVE)),
                seq=self._next(),
                reason=Problem("withdrawn", params={"number": one.number}),
            )
            for one in told
        ]

    def _some(self) -> list[str]:
        known = self.applications or ["nobody"]
        return self.chance.sample(known, min(len(known), self.chance.choice((0, 1, 1, 2))))

    def _row(self, application: str) -> RowLine:
        shown = queries.application(self.desk.replica, application) or self._elsewhere(application)
        status = self.chance.choice((shown.status, *Status))
        draft = replace(shown.draft, child=self._child())
        return self._line(replace(shown, status=status, draft=self.chance.choice((shown.draft, draft))))

    def _elsewhere(self, application: str) -> Application:
        return Application(
            id=application,
            school=EXECUTOR.school,
            year=2026,
            number="Э-0001",
            draft=replace(a_draft(), child=self._child()),
            status=Status.UNDER_REVIEW,
            rules="oqu2026",
            received=HEARD,
            due=HEARD,
        )

    def _a_stream(self):
        stream = self.chance.choice(FEW)
        return replace(stream, inside=self.chance.randrange(stream.capacity + 1))

    def _line(self, row) -> RowLine:
        seq = self._next()
        return RowLine(kind=kind_of_row(row), id=row.id, ver=seq, seq=seq, body=msgspec.Raw(dump_row(row)))

    def _next(self) -> int:
        self.seq += 1
        return self.seq

    def _child(self) -> Child:
        digits = f"2009155{self.chance.randrange(4):04}"
        return replace(CHILD, born=date(2020, 9, 15), iin=iin_with_check_digit(digits) or "")

    def _one(self) -> str:
        return self.chance.choice(self.applications or ["nobody"])

    def _filed(self) -> Body:
        application = self.desk.new_id()
        self.applications.append(application)
        language = self.chance.choice(("kk", "ru"))
        draft = a_draft(child=self._child(), language=language, by_territory=self.chance.random() < 0.7)
        return Filed(application=application, number=f"А-{len(self.applications):04}", year=2026, draft=draft)

    def _amended(self) -> Body:
        child = self._child()
        return Amended(
            application=self._one(), changes=(Change("child.iin", "", child.iin),), reason="қате жазылған"
        )

    def _checked(self) -> Body:
        return DocumentChecked(application=self._one(), document="photo", good=self.chance.random() < 0.8)

    def _proposed(self) -> Body:
        return Proposed(application=self._one(), accept=True)

    def _decided(self) -> Body:
        return Decided(application=self._one(), accept=True)

    def _withdrawn(self) -> Body:
        return Withdrawn(application=self._one(), reason="көшті")

    def _returned(self) -> Body:
        return Returned(application=self._one(), reason="фото")

    def _lent(self) -> Body:
        if self.chance.random() < 0.9:
            return self._filed()
        return Lent(stream=FEW[0].id, desk="desk-a", seats=1, until=datetime(2026, 8, 27, tzinfo=UTC))


def shown(desk: Desk) -> dict[str, object]:
    """Everything the screens are made of."""
    found = sorted(one.id for one in queries.search(desk.replica, "дүйсен"))
    with desk.replica.read() as db:
        return {
            "found": found,
            "rows": db.execute(
                "select kind, id, confirmed is null, coalesce(shown, confirmed) from row order by kind, id"
            ).fetchall(),
            "waiting": db.execute(
                "select kind, id from row where shown is not null order by 1, 2"
            ).fetchall(),
            "lines": db.execute(
                "select id, number, child_key, status, flags, waiting, folded from application_line order by id"
            ).fetchall(),
            "likeness": db.execute("select application, key from likeness order by 1, 2").fetchall(),
        }


@pytest.mark.parametrize("seed", range(30))
def test_deciding_a_part_again_shows_what_deciding_all_again_shows(tmp_path, seed):
    desk = make_desk(tmp_path)
    morning = Morning(desk, seed)
    with desk.write() as writing:
        writing.absorb([], [morning._line(stream) for stream in FEW], morning.seq, HEARD)
    for _ in range(STEPS):
        for _ in range(morning.chance.randrange(6)):
            morning.act()
        morning.answer()
        partly = shown(desk)
        with desk.write() as writing:
            writing.show_again()
        assert partly == shown(desk)
    desk.replica.close()
