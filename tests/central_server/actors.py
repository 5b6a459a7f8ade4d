"""Schools, desks and portals for the centre's tests, acting on a real ledger without a network between."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from admission.acts import Act, Body, Decided, Filed, Proposed, Withdrawn
from admission.application import Application, ApplicationDraft
from admission.context import Key
from admission.exchange import ActResult, SyncAnswer, SyncRequest
from admission.identifiers import iin_with_check_digit
from admission.people import PersonName
from admission.places import Stream
from admission.roles import Officer, Role
from admission.school import School
from admission.wire import FeedRow, chain, dump_act, load_row
from central_server import administration
from central_server.acceptance import Accepted, Batch, accept
from central_server.intake import Door
from central_server.keys import CentreKeys, fresh_keys
from central_server.law import Law, read_law
from central_server.models import desks, feed
from central_server.models.ledger import Ledger
from central_server.turns import Exchange, take_turn
from tests.desk import ROOT, SCHOOL, FakeClock, a_draft, an_officer, counted_ids

LAW = read_law(ROOT / "resources")
RULES = "oqu2026"
EXECUTOR, DIRECTOR = "executor", "director"
OTHER = replace(SCHOOL, id="school-karakoga", name_ru="Каракогинская средняя школа")


@dataclass
class Bureau:
    """A centre without HTTP: its ledger, the law, a told clock."""

    ledger: Ledger
    clock: FakeClock = field(default_factory=FakeClock)
    law: Law = LAW
    keys: CentreKeys = field(default_factory=fresh_keys)

    def __post_init__(self) -> None:
        self.new_id = counted_ids("id")
        self.exchange = Exchange(self.ledger, self.law, self.keys)

    @property
    def door(self) -> Door:
        return Door(self.ledger, self.law, self.clock, self.new_id)

    def school(self, school: School = SCHOOL, *, capacity: int = 10) -> School:
        """A school with one Kazakh stream, an executor and a director."""
        stream = Stream(
            id=f"{school.id}/2026/kk", school=school.id, year=2026, language="kk", capacity=capacity
        )
        administration.add_school(self.ledger, school, [stream], officers(school))
        return school

    def desk(self, school: School = SCHOOL) -> Desk:
        """A newly enrolled desk."""
        code = administration.enrol_code(self.ledger, school.id, "Counter", self.clock())
        answer = administration.enrol(self.ledger, code, "Counter", self.clock(), self.new_id)
        return Desk(self, answer.desk, school.id, answer.token, answer.series)

    def row(self, key: Key, school: School = SCHOOL) -> Any:
        """A row of the feed."""
        with self.ledger.read() as tx:
            return feed.kept_rows(tx, school.id, {key})[key].row

    def rows(self, kind: str, school: School = SCHOOL) -> list[FeedRow]:
        """All rows of one kind."""
        with self.ledger.read() as tx:
            return feed.rows_of_kind(tx, school.id, kind)

    def application(self, application: str, school: School = SCHOOL) -> Application:
        row = self.row(("application", application), school)
        assert isinstance(row, Application)
        return row

    def stream(self, school: School = SCHOOL) -> Stream:
        row = self.row(("stream", f"{school.id}/2026/kk"), school)
        assert isinstance(row, Stream)
        return row


@dataclass
class Desk:
    """A desk that keeps its own chain, as the real one does."""

    bureau: Bureau
    id: str
    school: str
    token: str
    series: str
    n: int = 0
    head: str = ""
    cursor: int = 0

    def acts(self, *bodies: Body, person: str = EXECUTOR, **other: Any) -> list[bytes]:
        """The bytes of these acts, chained; the desk remembers them as sent."""
        raws = []
        for body in bodies:
            raws.append(dump_act(self.act(body, person, **other)))
            self.n, self.head = self.n + 1, chain(self.head, raws[-1])
        return raws

    def act(self, body: Body, person: str = EXECUTOR, **other: Any) -> Act:
        """The next act, not yet in the chain."""
        values: dict[str, Any] = {
            "id": self.bureau.new_id(),
            "desk": self.id,
            "n": self.n + 1,
            "school": self.school,
            "person": person,
            "at": self.bureau.clock(),
            "rules": RULES,
            "previous": self.head,
        }
        return Act(body=body, **(values | other))

    def deliver(self, raws: list[bytes], head: str) -> Accepted:
        """Hand bytes to the centre."""
        batch = Batch(acts=raws, head=head)
        return accept(self.bureau.ledger, self.id, batch, self.bureau.clock(), self.bureau.law)

    def send(self, *bodies: Body, person: str = EXECUTOR, **other: Any) -> list[ActResult]:
        """Make acts and hand them over in one batch."""
        head = self.head
        return self.deliver(self.acts(*bodies, person=person, **other), head).results

    def file(self, application: str, draft: ApplicationDraft) -> ActResult:
        """File one application."""
        return self.send(filed(application, draft, f"{self.series}-{self.n + 1:04}"))[0]

    def sync(self, **other: Any) -> SyncAnswer:
        """One turn without acts."""
        ledger = self.bureau.ledger
        with ledger.read() as tx:
            state = desks.desk_of_token(tx, self.token)
        assert state is not None
        values: dict[str, Any] = {
            "p": 1,
            "epoch": ledger.epoch,
            "cursor": self.cursor,
            "now": self.bureau.clock(),
        }
        request = SyncRequest(**(values | other))
        answer = take_turn(self.bureau.exchange, state, request, self.bureau.clock())
        self.cursor = answer.cursor
        return answer


def officers(school: School) -> list[Officer]:
    name = PersonName("Сәрсенова", "Айгүл")
    return [
        an_officer(EXECUTOR, "aigul", name, Role.EXECUTOR, school=school.id),
        an_officer(DIRECTOR, "director", name, Role.DIRECTOR, school=school.id),
    ]


def a_child_draft(number: int, **changes: Any) -> ApplicationDraft:
    """A draft for the child of that number; another number is another child."""
    draft = a_draft(**changes)
    digits = f"2009155{number:04}"
    child = replace(draft.child, iin=iin_with_check_digit(digits) or f"{digits}0", born=date(2020, 9, 15))
    return replace(draft, child=child)


def filed(application: str, draft: ApplicationDraft, number: str = "А-0001") -> Filed:
    return Filed(application=application, number=number, year=2026, draft=draft)


def proposed(application: str) -> Proposed:
    return Proposed(application=application, accept=True)


def accepted(application: str) -> Decided:
    return Decided(application=application, accept=True)


def withdrawn(application: str) -> Withdrawn:
    return Withdrawn(application=application)


def told(answer: SyncAnswer) -> str:
    """The digest a desk computes over the rows of one answer that holds them all."""
    sha = hashlib.sha256()
    for line in sorted(answer.rows, key=lambda row: (row.kind, row.id)):
        sha.update(f"{line.kind}\0{line.id}\0{line.ver}\n".encode())
    return sha.hexdigest()


def row_of(raw: msgspec.Raw) -> FeedRow:
    return load_row(bytes(raw))


def files_of(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())
