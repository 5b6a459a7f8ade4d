"""The server is dead all day: families are registered, papers printed, decisions made; at six all is confirmed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pytest
from msgspec.structs import replace

from admission.application import Status
from central_server.administration import add_school, enrol_code
from central_server.models.ledger import open_ledger
from central_server.models.tables import ACT
from central_server.settings import settings_in
from demo.cable import Centre
from demo.families import draft_of_family, families
from desktop_app.building import press_of
from desktop_app.models import papers, queries
from desktop_app.settings import Settings
from desktop_app.sync.enrol import enrol, keep_enrolment
from desktop_app.sync.server import Server
from desktop_app.sync.session import Line, synchronise
from desktop_app.sync.trouble import ServerUnreachable
from desktop_app.usecases.decide_application import decide_application
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.file_application import check_draft, file_application
from desktop_app.usecases.issue_paper import issue_receipt, issue_refusal
from desktop_app.usecases.propose import propose
from tests.centre import dictionary, never
from tests.desk import (
    DIRECTOR,
    EXECUTOR,
    SCHOOL,
    STREAMS,
    calendar,
    counted_ids,
    make_replica,
    printed,
    rules,
    seen,
)

FAMILIES = 8
REASON = "Орын жоқ, себебі сынып толық жиналды. Мест нет, класс заполнен."


@dataclass
class Office:
    """One desk, its line, and the centre's cable."""

    desk: Desk
    line: Line
    centre: Centre

    def sync(self):
        return synchronise(self.line, never)


def a_new_centre(folder, clock):
    """A centre of school 63 as a process of its own, and a code for one desk."""
    folder.mkdir()
    ledger = open_ledger(settings_in(folder))
    add_school(ledger, SCHOOL, STREAMS, (EXECUTOR, DIRECTOR))
    code = enrol_code(ledger, SCHOOL.id, "counter", clock())
    ledger.close()
    return Centre(folder, clock), code


def enrolled(folder, clock, url, code):
    """A desk at this centre, and its line."""
    law = rules()
    desk = Desk(make_replica(folder), clock, counted_ids("counter"), {law.id: law}, law, calendar())
    answer = enrol(url, code, "counter")
    with desk.write() as writing:
        keep_enrolment(writing, answer, url, clock())
    server = Server(url, answer.token, timeout=20, dictionary=dictionary())
    return desk, Line(desk.replica, desk.judge, desk.new_id, clock, server)


@pytest.fixture
def office(tmp_path, clock):
    """A desk that was enrolled in the morning, right before the centre went away."""
    centre, code = a_new_centre(tmp_path / "centre", clock)
    desk, line = enrolled(tmp_path / "counter", clock, centre.start(), code)
    made = Office(desk, line, centre)
    made.sync()
    centre.stop()
    yield made
    line.server.close()
    desk.replica.close()
    centre.stop()


def the_day(office, clock, press):
    """Every family gets its receipt; half of them a decision, the last of these a refusal with its paper."""
    filed = []
    inside = [one for one in families(60, school=SCHOOL) if one.by_territory]  # the others may have to wait
    for family in inside[:FAMILIES]:
        clock.forward(minutes=20)
        draft = family_draft(office.desk, family)
        filed.append(file_application(office.desk, EXECUTOR, draft))
        issue_receipt(office.desk, EXECUTOR, filed[-1], press)
        with pytest.raises(ServerUnreachable):
            office.sync()
    for application in filed[: FAMILIES // 2]:
        accept = application != filed[FAMILIES // 2 - 1]
        why = ((), "") if accept else (("class-full",), REASON)
        propose(office.desk, EXECUTOR, application, accept, *why)
        decide_application(office.desk, DIRECTOR, application, accept, *why)
    return filed


def family_draft(desk, family):
    """The family's draft; what the rules only warn of, the clerk stands by."""
    draft = draft_of_family(family)
    warned = tuple(one.code for one in check_draft(desk, draft, EXECUTOR) if one.weight == "warn")
    return replace(draft, confirmed=warned, confirmed_because=REASON if warned else "")


def acts_at_the_centre(office):
    """How often the centre holds each act."""
    ledger = open_ledger(settings_in(office.centre.data))
    with ledger.read() as tx:
        found = Counter(row.id for row in tx.connection.execute(ACT.select()))
    ledger.close()
    return found


def nothing_is_there_twice(office, filed, done):
    """Another sync brings nothing; the centre holds each act once, every family has one receipt."""
    again = office.sync()
    assert (again.sent, again.received) == (0, 0)
    office.centre.stop()
    held = acts_at_the_centre(office)
    assert {act: held[act] for act in done} == dict.fromkeys(done, 1)
    assert sum(held.values()) == len(done)
    for application in filed:
        receipts = [one for one in papers.papers(office.desk.replica, application) if one.kind == "receipt"]
        assert len(receipts) == 1


def test_what_was_done_without_a_server_is_confirmed_in_the_evening_and_nothing_twice(
    office, clock, catalogues
):
    press = press_of(Settings(data=office.centre.data, catalogues=catalogues))
    filed = the_day(office, clock, press)
    refused = filed[FAMILIES // 2 - 1]
    provisional = printed(office.desk, issue_refusal(office.desk, DIRECTOR, refused, press))
    assert not provisional.confirmed
    done = [line.act for line in queries.outbox(office.desk.replica)]
    assert len(done) == FAMILIES + FAMILIES // 2 * 2
    before = [seen(office.desk, one) for one in filed]

    clock.now = clock.now.replace(hour=18, minute=0)
    office.centre.start()
    report = office.sync()
    assert (report.sent, report.confirmed, report.refused, report.agrees) == (len(done), len(done), 0, True)
    assert queries.outbox(office.desk.replica) == []
    assert all(queries.is_confirmed(office.desk.replica, one) for one in filed)
    after = [seen(office.desk, one) for one in filed]
    assert [(one.number, one.status, one.received, one.due) for one in after] == [
        (one.number, one.status, one.received, one.due) for one in before
    ]
    assert [one.status for one in after[:4]] == [Status.ACCEPTED] * 3 + [Status.REFUSED]
    assert printed(office.desk, issue_refusal(office.desk, DIRECTOR, refused, press)).confirmed

    nothing_is_there_twice(office, filed, done)
