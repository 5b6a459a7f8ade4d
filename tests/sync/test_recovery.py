"""A centre put back from a backup: the desks bring what it lost, what anybody was told stays as it was told."""

from __future__ import annotations

import shutil
import socket
from contextlib import contextmanager
from datetime import date

import msgspec
import pytest
import requests
from msgspec.structs import replace

from admission.application import Status
from admission.people import PersonName
from central_server.administration import add_school, enrol_code, portal_token
from central_server.api import app
from central_server.api.packing import read_packing
from central_server.keys import read_keys
from central_server.law import read_law
from central_server.models.ledger import open_ledger, recover_ledger
from central_server.models.timeline import LedgerOlder
from central_server.recovery import reopen
from central_server.serving import running
from central_server.settings import settings_in
from desktop_app.models import queries
from desktop_app.sync.enrol import enrol, keep_enrolment
from desktop_app.sync.trouble import DeskRevoked, ServerTrouble
from desktop_app.usecases.decide_application import decide_application
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.propose import propose
from desktop_app.usecases.withdraw import withdraw
from tests.centre import Centre, Watched
from tests.desk import DIRECTOR, EXECUTOR, OTHER_CHILD, SCHOOL, STREAMS, a_draft, counted_ids, seen

INTAKE = {
    "reference": "OQU-1",
    "school": SCHOOL.id,
    "channel": "oqu",
    "language": "kk",
    "by_territory": True,
    "data_correct": True,
    "data_consent": True,
}


THIRD_CHILD, FOURTH_CHILD = (
    replace(OTHER_CHILD, name=PersonName(surname, "Томирис"), iin=iin, born=date(2020, 1, 1))
    for surname, iin in (("Өтегенова", "200101690005"), ("Жұмабаева", "200101690015"))
)


class House:
    """One centre that can be stopped, put back and started again under the same address."""

    def __init__(self, folder, catalogues, clock):
        self.folder, self.catalogues, self.clock = folder, catalogues, clock
        self.settings = settings_in(folder / "centre")
        self.ids = counted_ids("centre")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        (folder / "centre").mkdir()
        ledger = open_ledger(self.settings)
        add_school(ledger, SCHOOL, STREAMS, (EXECUTOR, DIRECTOR))
        self.token = portal_token(ledger, SCHOOL.id)
        ledger.close()

    @contextmanager
    def open(self):
        ledger, settings = open_ledger(self.settings), self.settings
        law, keys = read_law(settings.resources), read_keys(settings.keys)
        packing = read_packing(settings.resources)
        made = Watched(app(ledger, self.clock, law, self.catalogues, self.ids, keys, packing))
        try:
            with running(made, self.port) as url:
                yield Centre(ledger, settings, url, self.clock, self.folder, made)
        finally:
            ledger.close()

    def back_up(self):
        shutil.copy(self.settings.files.parent / "ledger.db", self.folder / "backup.db")

    def put_back(self):
        shutil.copy(self.folder / "backup.db", self.settings.files.parent / "ledger.db")
        for rest in ("-wal", "-shm"):
            (self.settings.files.parent / f"ledger.db{rest}").unlink(missing_ok=True)

    def file_online(self, url, reference, child, attachment):
        tree = msgspec.to_builtins(a_draft(child=child))
        told = {name: tree[name] for name in ("child", "applicant", "registered")}
        codes = ("photo", "vaccinations", "health")
        attached = [{"document": code, "name": f"{code}.jpg", "content": attachment} for code in codes]
        body = INTAKE | told | {"reference": reference, "attachments": attached}
        headers = {"Authorization": f"Bearer {self.token}"}
        return requests.post(f"{url}/v1/intake", json=body, headers=headers, timeout=20)


@pytest.fixture
def house(tmp_path, catalogues, clock):
    return House(tmp_path, catalogues, clock)


@pytest.fixture
def busy(house, picture):
    """Two desks; after the backup one files, the director accepts, a parent files online, another withdraws."""
    with house.open() as centre:
        counter, office = centre.join("counter"), centre.join("office")
        first = file_application(counter.desk, EXECUTOR, a_draft())
        counter.sync()
    house.back_up()
    with house.open() as centre:
        propose(counter.desk, EXECUTOR, first, accept=True)
        counter.sync()
        office.sync()
        decide_application(office.desk, DIRECTOR, first, accept=True)
        office.sync()
        assert house.file_online(centre.url, "OQU-1", OTHER_CHILD, picture).status_code == 201
        counter.sync()
        office.sync()
    yield counter, office, first
    for one in (counter, office):
        one.line.server.close()
        one.desk.replica.close()


@pytest.fixture
def lost(house, busy):
    """The same after the backup was put back."""
    house.put_back()
    return busy


@pytest.fixture
def picture():
    import base64
    from io import BytesIO

    from PIL import Image

    made = BytesIO()
    Image.new("RGB", (300, 400), "white").save(made, "JPEG")
    return base64.b64encode(made.getvalue()).decode()


def statuses(joined):
    with joined.desk.replica.read() as db:
        return dict(db.execute("select number, status from application_line").fetchall())


def test_an_older_database_is_not_served_before_an_administrator_says_so(house, lost):
    with pytest.raises(LedgerOlder, match="recover"):
        open_ledger(house.settings)
    reached = recover_ledger(house.settings)
    [(has, had)] = reached.values()
    assert has < had


def test_while_it_gathers_nothing_is_taken_in_and_work_at_the_desks_goes_on(house, lost, picture):
    counter, _, first = lost
    recover_ledger(house.settings)
    with house.open() as centre:
        withdraw(counter.desk, EXECUTOR, first, "көшіп кетті")
        for _ in range(2):
            with pytest.raises(ServerTrouble) as trouble:
                counter.sync()
            assert trouble.value.code == "centre-recovering"
        refused = house.file_online(centre.url, "OQU-2", OTHER_CHILD, picture)
        assert (refused.status_code, refused.json()["code"]) == (503, "recovering")
    assert seen(counter.desk, first).status is Status.WITHDRAWN
    assert len(queries.outbox(counter.desk.replica)) == 1


def fed(house, *desks):
    recover_ledger(house.settings)
    with house.open() as centre:
        for one in desks:
            with pytest.raises(ServerTrouble):
                one.sync()
        return reopen(centre.ledger, read_law(house.settings.resources))


def test_fed_again_the_centre_stands_where_it_stood(house, lost):
    counter, office, _ = lost
    before = statuses(office)
    [settled] = fed(house, counter, office)
    assert (settled.acts, settled.conflicts) == (2, [])
    with house.open():
        for one in (counter, office, counter):
            assert one.sync().agrees
    assert statuses(office) == statuses(counter) == before == {"А-0001": "accepted", "Э-0001": "under_review"}
    streams = {stream.language: stream.taken for stream in queries.streams(office.desk.replica)}
    assert streams == {"kk": 1, "ru": 0}
    assert queries.outbox(counter.desk.replica) == []
    assert queries.attention(office.desk.replica) == []


def test_the_number_of_an_online_application_that_came_back_is_never_given_again(house, lost, picture):
    counter, office, _ = lost
    fed(house, counter, office)
    with house.open() as centre:
        again = house.file_online(centre.url, "OQU-3", THIRD_CHILD, picture)
        assert (again.status_code, again.json()["number"]) == (201, "Э-0002")


def test_a_desk_that_comes_after_the_opening_is_still_heard(house, lost):
    counter, office, first = lost
    fed(house, counter)
    with house.open():
        counter.sync()
        assert (
            seen(counter.desk, first).status is Status.ACCEPTED
        )  # the counter had seen it, and brought the row
        office.sync()
        counter.sync()
        assert office.sync().agrees
    assert statuses(office) == statuses(counter)


def test_a_receipt_that_is_not_ours_brings_nothing_back(house, lost):
    counter, _, _ = lost
    with counter.desk.replica._writing_engine().begin() as connection:
        connection.exec_driver_sql("update receipt set signature = ?", ("00" * 64,))
    recover_ledger(house.settings)
    with house.open(), pytest.raises(ServerTrouble) as trouble:
        counter.sync()
    assert trouble.value.code == "receipt-wrong"


def test_a_desk_that_knows_more_than_the_centre_closes_its_school_until_somebody_looks(house, lost):
    counter, office, _ = lost
    (house.settings.timeline).unlink()  # the whole computer was put back, its memory of the time line too
    with house.open():
        with pytest.raises(ServerTrouble) as trouble:
            office.sync()
        assert trouble.value.code == "cursor-ahead"
        with pytest.raises(ServerTrouble) as trouble:
            counter.sync()
        assert trouble.value.code == "centre-recovering"
    [settled] = fed(house, office, counter)
    assert settled.conflicts == []
    with house.open():
        assert office.sync().agrees


def test_an_enrolment_code_still_works_after_the_recovery(house, lost):
    counter, office, _ = lost
    fed(house, counter, office)
    with house.open() as centre:
        code = enrol_code(centre.ledger, SCHOOL.id, "third", house.clock())
        assert code
        third = centre.join("third")
        assert statuses(third) == {"А-0001": "accepted", "Э-0001": "under_review"}
        third.line.server.close()
        third.desk.replica.close()


def test_a_desk_enrolled_in_the_lost_hours_is_enrolled_again_and_brings_what_it_filed(house, busy):
    counter, office, _ = busy
    with house.open() as centre:
        third = centre.join("third")
        file_application(third.desk, EXECUTOR, a_draft(child=THIRD_CHILD))
        third.sync()
    house.put_back()
    fed(house, counter, office)
    waiting = file_application(third.desk, EXECUTOR, a_draft(child=FOURTH_CHILD))
    with house.open() as centre:
        with pytest.raises(DeskRevoked):
            third.sync()
        answer = enrol(centre.url, enrol_code(centre.ledger, SCHOOL.id, "third", house.clock()), "third")
        with third.desk.write() as writing:
            keep_enrolment(writing, answer, centre.url, house.clock())
        third.line.server.use_token(answer.token)
        for one in (third, counter, office):
            one.sync()
            one.sync()
        third.line.server.close()
    assert statuses(office) == statuses(third) == statuses(counter)
    assert statuses(office)["В-0001"] == "under_review"
    assert seen(third.desk, waiting).number == "В-0002"
    third.desk.replica.close()
