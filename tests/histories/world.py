"""The world of a history: two schools, their computers, a portal, a centre, and one clock many may misread."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import requests
from msgspec.structs import replace

from admission.application import ApplicationDraft
from admission.exchange import EnrolRequest
from central_server.administration import enrol_code, revoke
from central_server.law import Law
from desktop_app.sync.enrol import keep_enrolment
from desktop_app.sync.session import synchronise
from tests.desk import SCHOOL, FakeClock
from tests.histories import faults
from tests.histories.carrying import carried
from tests.histories.computer import Computer
from tests.histories.faults import Breaker, Killed, Trip
from tests.histories.house import House
from tests.histories.invariants import hold
from tests.histories.told import Told
from tests.histories.wire import URL, Answered, Asked, Doors

OTHER = replace(SCHOOL, id="school-other", name_ru="Каракогинская средняя школа")
SCHOOLS = (SCHOOL, SCHOOL, OTHER)  # the school of each computer
MOST_COMPUTERS = 5
SYNC = "/v1/sync"
PLACES = {(SCHOOL.id, "kk"): 1, (SCHOOL.id, "ru"): 2, (OTHER.id, "kk"): 2}
PLACES_OF = (SCHOOL.id, OTHER.id)
WITHOUT_TRACE = """select id from act where state in ('refused', 'quarantined') or kind = 'lent'
    union all select id from former_act where state in ('refused', 'quarantined')"""
NEW_ACTS = "select desk, n from act where school = ? order by desk, n"
NEW_ROWS = "select school, kind, id, ver, seq, body from row where school = ? and seq > ? order by seq"
SHM = Path("/dev/shm")


@dataclass
class Shared:
    """What histories of one process share: a folder, the application, the law, the portals' tokens, one clock."""

    folder: Path
    doors: Doors
    breaker: Breaker
    law: Law
    clock: FakeClock
    tokens: dict[str, str] = field(default_factory=dict)
    url: str = ""


def an_intake(reference: str, school: str, draft: ApplicationDraft) -> dict[str, Any]:
    """An online application as a portal sends it."""
    tree = msgspec.to_builtins(draft)
    taken = ("child", "applicant", "registered", "language", "by_territory", "data_correct", "data_consent")
    papers = [
        {"document": code, "name": "scan.pdf", "content": base64.b64encode(b"%PDF-1.4\n%%EOF\n").decode()}
        for code in ("photo", "vaccinations", "health")
    ]
    asked = {"reference": reference, "school": school, "channel": "oqu", "attachments": papers}
    return {**asked, **{name: tree[name] for name in taken}}


class World:
    """Everything that acts in one history."""

    def __init__(self, shared: Shared, folder: Path) -> None:
        self.shared, self.folder, self.clock = shared, folder, shared.clock
        self.breaker = shared.breaker
        self._ids = count(1)
        self.told = Told()
        self.counts: Counter[str] = Counter()
        self.trip = Trip()
        self.late: list[Asked] = []
        self.newest: dict[int, Answered] = {}
        self.letters: list[tuple[str, bytes, bytes]] = []  # what somebody kept of the talk between neighbours
        self.schools: dict[int, str] = {}
        self.bundles: list[tuple[int, bytes]] = []
        self.answers: list[tuple[int, bytes]] = []
        self.references: list[tuple[str, str]] = []
        self.restored = False
        self._revoked: set[str] = set()
        self._acts: set[tuple[str, int]] = set()
        self._heads = dict.fromkeys(PLACES_OF, 0)
        self.house = House(folder / "centre", shared.doors, self.clock, shared.law, self.new_id, shared.url)
        self.house.open()
        self.computers: list[Computer] = []
        for place in range(len(SCHOOLS)):
            if (folder / f"desk-{place}").exists():
                self.add_computer(place)

    @property
    def copied(self) -> bool:
        """Whether a number of a desk may mean two acts; see `open/` for what copies still break."""
        return bool(self.counts["copy"] or self.counts["restore"])

    @property
    def undivided(self) -> bool:
        """Whether every desk and the centre have one history only."""
        return not (self.restored or self.copied)

    def new_id(self) -> str:
        """Ids never repeat, whoever asks."""
        return f"id-{next(self._ids):05}"

    def close(self) -> None:
        for computer in self.computers:
            computer.close()
        self.house.close()

    def add_computer(self, place: int) -> Computer:
        """The computer over the files in its folder."""
        folder = self.folder / f"desk-{place}"
        computer = Computer(folder, place, self.clock, self.new_id, self._carrier(place))
        self.computers.append(computer)
        computer.open()
        self.schools[place] = computer.meta("school")
        return computer

    def enrol(self, place: int, school: str) -> None:
        """A new computer of the template: enrolled, with its first rows."""
        computer = self.add_computer(place)
        code = enrol_code(self.house.ledger, school, f"desk-{place}", self.clock())
        answer = computer.line.server.enrol(EnrolRequest(code=code, name=f"desk-{place}"))
        with computer.desk.write() as writing:
            keep_enrolment(writing, answer, URL, self.clock())
        computer.line.server.use_token(answer.token)
        synchronise(computer.line, lambda: False)

    def enrol_again(self, computer: Computer) -> None:
        """The centre has forgotten this computer: the administrator gives its people another code."""
        self.told.excused |= {act for (act,) in computer.sql(WITHOUT_TRACE)}
        code = enrol_code(self.house.ledger, computer.meta("school"), "again", self.clock())
        answer = computer.line.server.enrol(EnrolRequest(code=code, name="again"))
        with computer.desk.write() as writing:
            keep_enrolment(writing, answer, URL, self.clock())
        computer.line.server.use_token(answer.token)
        computer.ended = ""
        self.counts["enrolled again"] += 1

    def portal(self, school: str, method: str, path: str, message: Any = None) -> tuple[int, Any]:
        """The parent asks through the portal; status and answer."""
        body = json.dumps(message).encode() if message is not None else b""
        headers = {
            "Authorization": f"Bearer {self.shared.tokens[school]}",
            "Content-Type": "application/json",
        }
        answered = self.serve(Asked(method, f"/v1/intake{path}", headers, body))
        return answered.status, json.loads(answered.body)

    def file_online(self, school: str, reference: str, draft: ApplicationDraft) -> None:
        """A parent files through the portal; the same reference again must get the same answer."""
        try:
            status, answer = self.portal(school, "POST", "", an_intake(reference, school, draft))
        except requests.ConnectionError:
            return
        self.counts[f"portal: {status}"] += 1
        if status in (200, 201):
            first = self.told.portal.setdefault((school, reference), answer)
            hold("5", first == answer, "the portal was answered", first, "now", answer)
            self.told.numbers.setdefault(answer["application"], set()).add(answer["number"])
            if (school, reference) not in self.references:
                self.references.append((school, reference))
        hold("trouble", status in (200, 201, 409, 422, 503), "the portal was answered", status, answer)

    def withdraw_online(self, school: str, reference: str) -> None:
        """The parent takes it back: whatever comes later, it stays withdrawn or is shown to a person."""
        try:
            status, answer = self.portal(school, "POST", f"/{reference}/withdrawal", {"reason": "көшеміз"})
        except requests.ConnectionError:
            return
        hold("trouble", status in (200, 503), "the portal was answered", status, answer)

    def revoke(self, computer: Computer) -> None:
        """The computer was reported stolen."""
        revoke(self.house.ledger, computer.meta("desk"), self.clock())
        self.watch()

    def restore_centre(self) -> None:
        """The centre's database is an old copy again."""
        if self.house.has_backup:
            self.house.restore()
            self.restored = True
            for computer in self.computers:
                if computer.ended:  # emptied: it can bring nothing back
                    self.told.excused |= self.told.here.get(computer.place, set())
            self.told.portal.clear()  # a reference comes back with nobody
            self.references.clear()

    def reopen(self) -> None:
        """The administrator lets the restored centre serve."""
        self.house.serve_again()

    def serve(self, asked: Asked) -> Answered:
        """The centre answers, or is killed and starts again; what it committed is written down."""
        try:
            return self.house.ask(asked)
        except Killed:
            self.counts["killed centre"] += 1
            self.house.start_again()
            raise faults.no_answer() from None
        finally:
            self.watch()

    def watch(self) -> None:
        """Write down what the centre has committed since the last look, in the order of its commits."""
        for school, head in self.house.sql("select school, seq from school_head order by school"):
            acts = [one for one in self.house.sql(NEW_ACTS, school) if one not in self._acts]
            self._acts.update(acts)
            if acts:
                self.told.commits.append(("acts", acts))
            elif head > self._heads[school]:
                self.told.commits.append(("rows", self.house.sql(NEW_ROWS, school, self._heads[school])))
            self._heads[school] = head
        for (desk,) in self.house.sql("select id from desk where revoked_at is not null"):
            if desk not in self._revoked:
                self._revoked.add(desk)
                self.told.commits.append(("revoked", desk))

    def _carrier(self, place: int) -> Callable[[Asked], Answered]:
        def carry(asked: Asked) -> Answered:
            return carried(self, place, asked)

        return carry
