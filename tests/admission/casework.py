"""One school's rows in a dict, and acts decided over them: `decide` without a replica and without a centre."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from msgspec.structs import replace

from admission.acts import Act, Body, Decided, Filed, OrderAmended, Ordered, Proposed
from admission.application import Application, Status
from admission.context import Context, Decision, Key, Outcome, Row, first_reads, key_of, second_reads
from admission.decide import decide
from admission.order import OrderChange
from admission.places import Stream
from admission.profiles import RuleProfile
from admission.roles import Officer, Role
from tests.desk import DIRECTOR, EXECUTOR, MORNING, SCHOOL, a_draft, calendar, rules

RULES = rules()
CALENDAR = calendar()
NOBODY = replace(EXECUTOR, id="nobody", roles=frozenset())
ADMINISTRATOR = replace(EXECUTOR, id="admin", roles=frozenset({Role.ADMINISTRATOR}))
PORTAL = replace(EXECUTOR, id="portal", school="", roles=frozenset({Role.PORTAL}))
DEPARTMENT = replace(EXECUTOR, id="department", roles=frozenset({Role.DEPARTMENT}))
ONLY_DIRECTOR = replace(DIRECTOR, id="chief", roles=frozenset({Role.DIRECTOR}))
GROUND = "class-full"
REASON = "Сынып-жинақ толып кетті, бос орын қалмады."
ORDER_DAY = date(2026, 8, 25)


class Casework:
    """Rows as a ledger would hold them; `do` decides an act and keeps its effects."""

    def __init__(
        self, *, capacity: int = 100, inside: int = 0, outside: int = 0, rules: RuleProfile = RULES
    ) -> None:
        self.rules = rules
        self.rows: dict[Key, Row] = {}
        self.n = 0
        for language in ("kk", "ru"):
            self.keep(
                Stream(
                    id=f"{SCHOOL.id}/2026/{language}",
                    school=SCHOOL.id,
                    year=2026,
                    language=language,
                    capacity=capacity,
                    inside=inside,
                    outside=outside,
                )
            )

    def keep(self, row: Row) -> None:
        self.rows[key_of(row)] = row

    def act(self, body: Body, officer: Officer, at: datetime = MORNING) -> Act:
        self.n += 1
        return Act(
            id=f"act-{self.n}",
            desk="desk-a",
            n=self.n,
            school=SCHOOL.id,
            person=officer.id,
            at=at,
            rules=self.rules.id,
            body=body,
        )

    def context(self, act: Act, officer: Officer | None, **known: Any) -> Context:
        """What `decide` may look at: just the rows it declared."""
        first = {key: self.rows[key] for key in first_reads(act) if key in self.rows}
        second = {key: self.rows[key] for key in second_reads(first) if key in self.rows}
        return Context(
            rules=self.rules, calendar=CALENDAR, officer=officer, rows={**first, **second}, **known
        )

    def do(self, body: Body, officer: Officer = DIRECTOR, at: datetime = MORNING, **known: Any) -> Decision:
        act = self.act(body, officer, at)
        decision = decide(act, self.context(act, officer, **known))
        if decision.outcome in (Outcome.APPLIED, Outcome.CHANGED):
            for row in decision.effects:
                self.keep(row)
        return decision

    def file(self, name: str = "one", at: datetime = MORNING, **changes: Any) -> Decision:
        return self.do(filing(name, f"А-{self.n + 1:04}", **changes), EXECUTOR, at)

    def stands(self, status: Status, name: str = "one", **changes: Any) -> Application:
        """An application that stands at this status, put there without acts; its place is counted."""
        self.file(name, **changes)
        self.keep(replace(self.application(name), status=status))
        if status in (Status.ACCEPTED, Status.ENROLLED):
            stream, side = self.stream(), "inside" if self.application(name).draft.by_territory else "outside"
            self.keep(replace(stream, **{side: getattr(stream, side) + 1}))
        return self.application(name)

    def accept(self, name: str = "one", **changes: Any) -> Decision:
        """The executor proposes, the director accepts."""
        self.do(Proposed(application=name, accept=True), EXECUTOR)
        return self.do(Decided(application=name, accept=True, **changes))

    def application(self, name: str = "one") -> Application:
        row = self.rows["application", name]
        assert isinstance(row, Application)
        return row

    def status(self, name: str = "one") -> Status:
        return self.application(name).status

    def stream(self, language: str = "kk") -> Stream:
        row = self.rows["stream", f"{SCHOOL.id}/2026/{language}"]
        assert isinstance(row, Stream)
        return row


def filing(name: str = "one", number: str = "А-0001", **changes: Any) -> Filed:
    return Filed(application=name, number=number, year=2026, draft=a_draft(**changes))


def an_order(*names: str, order: str = "order-1", dated: date = ORDER_DAY, language: str = "kk") -> Ordered:
    return Ordered(
        order=order,
        number="1-А",
        dated=dated,
        language=language,
        letter="А",
        applications=names,
        manifest_sha256="0" * 64,
        pdf_sha256="1" * 64,
        cms_sha256="2" * 64,
    )


def an_amendment(
    *lines: OrderChange,
    order: str = "order-2",
    amends: str = "order-1",
    dated: date = ORDER_DAY,
    **changes: Any,
) -> OrderAmended:
    body = OrderAmended(
        order=order,
        number="2-А",
        dated=dated,
        amends=amends,
        language="kk",
        letter="А",
        lines=lines,
        manifest_sha256="3" * 64,
        pdf_sha256="4" * 64,
        cms_sha256="5" * 64,
    )
    return replace(body, **changes)


def code(decision: Decision) -> str:
    """The code of the reason, or nothing."""
    return decision.reason.code if decision.reason else ""
