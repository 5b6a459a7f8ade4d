"""A signed decision at the centre: its files are named, kept, and given to the school's other desks."""

from __future__ import annotations

import pytest

from admission.application import Status
from desktop_app.models import queries
from desktop_app.models.signed import last_signed, signed_waiting
from desktop_app.sync.fetching import fetch_files
from desktop_app.sync.files import carry_files
from desktop_app.usecases.decide_batch import Wish, decide_batch
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.propose import propose
from desktop_app.usecases.verify_decision import verify_decision
from tests.centre import centre_in, never
from tests.desk import DIRECTOR, EXECUTOR, OTHER_CHILD, FakeClock, a_draft, seen

REASON = "Денсаулық паспортында мөр мен күні жоқ."


class Key:
    def sign(self, documents):
        return [b"signed " + one for one in documents]


def holds(signature, manifest, _iin, _at):
    return None if signature == b"signed " + manifest else "signature-wrong"


@pytest.fixture
def centre(tmp_path, catalogues):
    with centre_in(tmp_path, catalogues, FakeClock()) as made:
        yield made


@pytest.fixture
def decided(centre):
    """Two decided at the office, an acceptance and a refusal, and the desk they were filed at."""
    counter, office = centre.join("counter"), centre.join("office")
    ids = [file_application(counter.desk, EXECUTOR, a_draft(**more)) for more in ({}, {"child": OTHER_CHILD})]
    for one in ids:
        propose(counter.desk, EXECUTOR, one, True)
    counter.sync()
    office.sync()
    wishes = [Wish(ids[0], True), Wish(ids[1], False, ("non-compliant",), REASON)]
    done = decide_batch(office.desk, DIRECTOR, wishes, lambda _: b"%PDF-1.4", Key(), holds)
    assert done.left_out == ()
    return counter, office, ids


def test_the_other_desk_fetches_the_files_and_finds_that_they_hold(decided):
    counter, office, ids = decided
    assert signed_waiting(office.desk.replica) == ids
    office.sync()
    carry_files(office.line, never)
    assert signed_waiting(office.desk.replica) == []
    assert all(queries.is_confirmed(office.desk.replica, one) for one in ids)
    counter.sync()
    assert [seen(counter.desk, one).status for one in ids] == [Status.ACCEPTED, Status.REFUSED]
    rulings = [seen(counter.desk, one).decision for one in ids]
    wanted = [name for one in rulings if one is not None for name in one.files]
    assert [verify_decision(counter.desk, one, holds) for one in ids] == ["files-on-their-way"] * 2
    assert fetch_files(counter.line, wanted, never).received == len(wanted) == 5
    assert [verify_decision(counter.desk, one, holds) for one in ids] == [None, None]


def test_the_chain_goes_on_at_the_other_desk(decided):
    counter, office, _ = decided
    office.sync()
    counter.sync()
    newest = last_signed(counter.desk.replica, DIRECTOR.id)
    assert newest == last_signed(office.desk.replica, DIRECTOR.id) != ""
