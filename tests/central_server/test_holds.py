"""What desks hold from their neighbours' own hands: the centre tells how far it has decided that."""

from __future__ import annotations

import msgspec
import pytest

from admission.exchange import PROTOCOL, SyncAnswer, SyncRequest
from admission.school import School
from central_server.administration import add_school, enrol_code
from desktop_app.sync.enrol import enrol
from desktop_app.usecases.file_application import file_application
from tests.centre import centre_in
from tests.desk import EXECUTOR, SCHOOL, FakeClock, a_draft
from tests.sync.courier_steps import many


@pytest.fixture
def centre(tmp_path, catalogues):
    with centre_in(tmp_path, catalogues, FakeClock()) as made:
        yield made


def asked(joined, holds: dict[str, int], **more) -> SyncAnswer:
    request = SyncRequest(p=PROTOCOL, epoch="", cursor=0, now=joined.desk.now(), holds=holds, **more)
    answer: SyncAnswer = joined.line.server.sync(request)
    return answer


def test_a_desk_is_told_how_far_its_neighbours_acts_are_decided(centre):
    counter, office = centre.join("counter"), centre.join("office")
    file_application(counter.desk, EXECUTOR, a_draft())
    name = office_id(counter)
    assert asked(office, {name: 1}).known == {name: 0}
    counter.sync()
    assert asked(office, {name: 1}).known == {name: 1}
    assert asked(office, {}).known == {}


def test_nothing_is_told_before_the_rows_that_go_with_it(centre):
    counter, office = centre.join("counter"), centre.join("office")
    many(counter, 4)
    counter.sync()
    name = office_id(counter)
    page = asked(office, {name: 4}, max_rows=3)
    assert (page.done, page.known) == (False, {})
    assert asked(office, {name: 4}, max_rows=500).known == {name: 4}


def test_of_other_schools_and_of_nobody_nothing_is_told(centre):
    office = centre.join("office")
    other = msgspec.structs.replace(SCHOOL, id="school-1", bin="230940000633")
    assert isinstance(other, School)
    add_school(centre.ledger, other, (), ())
    foreign = enrol(centre.url, enrol_code(centre.ledger, "school-1", "far", centre.clock()), "far")
    assert asked(office, {foreign.desk: 1, "nobody": 1, "nul\0": 1}).known == {}


def office_id(joined) -> str:
    from desktop_app.models import queries

    return queries.meta(joined.desk.replica, "desk")
