"""The overlay: the centre's rows with our waiting acts on top, for a local act, a remote row and a refusal alike."""

from datetime import UTC, datetime

import msgspec
import pytest
from msgspec.structs import replace

from admission.application import Application, Status
from admission.context import Outcome
from admission.exchange import ActResult, RowLine
from admission.people import PersonName
from admission.problems import Problem
from admission.wire import chain, dump_row, load_act
from desktop_app.models import queries
from desktop_app.models.exchange import digest, hash_of, outgoing
from desktop_app.usecases.decide_application import decide_application
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.propose import propose
from tests.desk import CHILD, DIRECTOR, EXECUTOR, OTHER_CHILD, REFERENCE, a_draft, make_desk, seen

HEARD = datetime(2026, 8, 25, 5, 0, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path):
    made = make_desk(tmp_path)
    yield made
    made.replica.close()


def a_row(application: Application, seq: int, ver: int = 1) -> RowLine:
    return RowLine(
        kind="application", id=application.id, ver=ver, seq=seq, body=msgspec.Raw(dump_row(application))
    )


def applied(n: int, seq: int) -> ActResult:
    return ActResult(n=n, outcome=Outcome.APPLIED, seq=seq)


def absorb(desk, results=(), rows=(), cursor=100):
    with desk.write() as writing:
        writing.absorb(list(results), list(rows), cursor, HEARD)


def test_what_is_filed_waits_in_the_outbox_and_is_shown_at_once(desk):
    filed = file_application(desk, EXECUTOR, a_draft())
    [waiting] = queries.outbox(desk.replica)
    [shown] = queries.queue(desk.replica)
    assert (waiting.kind, waiting.application, waiting.number) == ("filed", filed, "А-0001")
    assert (shown.id, shown.waiting) == (filed, True)


def test_a_confirmed_act_leaves_the_outbox_and_the_row_is_the_centres(desk):
    filed = file_application(desk, EXECUTOR, a_draft())
    row = seen(desk, filed)
    absorb(desk, [applied(1, 10)], [a_row(row, 10)])
    assert queries.outbox(desk.replica) == []
    assert queries.is_confirmed(desk.replica, filed)
    assert not queries.queue(desk.replica)[0].waiting


def test_a_remote_row_is_taken_while_our_act_waits_on_top_of_it(desk):
    filed = file_application(desk, EXECUTOR, a_draft())
    row = seen(desk, filed)
    absorb(desk, [applied(1, 10)], [a_row(row, 10)])
    propose(desk, EXECUTOR, filed, True)
    renamed = replace(
        row, draft=replace(row.draft, child=replace(CHILD, name=PersonName("Оразбаев", "Әлихан")))
    )
    absorb(desk, rows=[a_row(renamed, 11, ver=2)])
    shown = seen(desk, filed)
    assert (shown.draft.child.name.surname, shown.status) == ("Оразбаев", Status.ON_SIGNATURE)
    assert queries.search(desk.replica, "оразбаев")[0].id == filed
    assert queries.search(desk.replica, "дүйсенбаев") == []


def test_a_withdrawal_at_the_centre_takes_the_ground_from_our_acceptance(desk):
    filed = file_application(desk, EXECUTOR, a_draft())
    propose(desk, EXECUTOR, filed, True)
    decide_application(desk, DIRECTOR, filed, True)
    on_signature = replace(seen(desk, filed), status=Status.WITHDRAWN)
    refused = ActResult(
        n=3, outcome=Outcome.REFUSED, seq=13, reason=Problem("withdrawn", params={"number": "А-0001"})
    )
    absorb(desk, [applied(1, 10), applied(2, 11), refused], [a_row(on_signature, 12, ver=3)])
    assert seen(desk, filed).status is Status.WITHDRAWN
    [stream] = [one for one in queries.streams(desk.replica) if one.language == "kk"]
    assert stream.taken == 0
    [item] = queries.attention(desk.replica)
    assert (item.kind, item.reason.code, item.by) == ("decided", "withdrawn", "Ғабдуллин Е.Қ.")


def test_a_refused_filing_that_the_centre_never_took_disappears_from_the_lists_but_not_from_attention(desk):
    filed = file_application(desk, EXECUTOR, a_draft())
    absorb(desk, [ActResult(n=1, outcome=Outcome.QUARANTINED, seq=9, reason=Problem("officer-unknown"))])
    assert queries.application(desk.replica, filed) is None
    assert queries.queue(desk.replica) == []
    [item] = queries.attention(desk.replica)
    assert item.application == filed


def test_the_same_answer_twice_changes_nothing(desk):
    filed = file_application(desk, EXECUTOR, a_draft())
    row = seen(desk, filed)
    for _ in range(2):
        absorb(desk, [applied(1, 10)], [a_row(row, 10)])
    assert len(queries.queue(desk.replica)) == 1
    assert queries.attention(desk.replica) == []


def test_an_older_row_never_overwrites_a_newer_one(desk):
    filed = file_application(desk, EXECUTOR, a_draft())
    row = seen(desk, filed)
    absorb(desk, [applied(1, 10)], [a_row(replace(row, status=Status.WITHDRAWN), 12, ver=2)])
    absorb(desk, rows=[a_row(row, 10, ver=1)])
    assert seen(desk, filed).status is Status.WITHDRAWN


def test_staged_pages_show_nothing_until_the_last_one_is_here(desk):
    filed = file_application(desk, EXECUTOR, a_draft())
    row = replace(seen(desk, filed), id="other", number="Б-0007")
    with desk.write() as writing:
        writing.stage([a_row(row, 50)], 50)
    assert queries.application(desk.replica, "other") is None
    assert outgoing(desk.replica, 10).cursor == 50
    absorb(desk, rows=[], cursor=51)
    assert seen(desk, "other").number == "Б-0007"
    assert outgoing(desk.replica, 10).cursor == 51


def test_acts_form_a_chain_that_begins_with_nothing(desk):
    first = file_application(desk, EXECUTOR, a_draft())
    propose(desk, EXECUTOR, first, True)
    one, two = outgoing(desk.replica, 10).acts
    assert [(act.n, act.previous) for act in map(load_act, (one, two))] == [(1, ""), (2, "")]
    assert hash_of(desk.replica, 2) == chain(chain("", one), two)


def test_the_digest_changes_with_every_version(desk):
    before = digest(desk.replica)
    filed = file_application(desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    assert digest(desk.replica) == before
    absorb(desk, [applied(1, 10)], [a_row(seen(desk, filed), 10)])
    assert digest(desk.replica) != before
    assert len(REFERENCE) == 5


def test_a_row_that_comes_as_it_was_foreseen_only_ends_the_waiting(desk):
    foreseen, otherwise = (
        file_application(desk, EXECUTOR, a_draft(child=one)) for one in (CHILD, OTHER_CHILD)
    )
    with desk.write() as writing:
        writing.connection.exec_driver_sql("update application_line set folded = 'as it was'")
    changed = replace(seen(desk, otherwise), status=Status.DUPLICATE_HOLD)
    absorb(desk, [applied(1, 10), applied(2, 12)], [a_row(seen(desk, foreseen), 11), a_row(changed, 13)])
    with desk.replica.read() as db:
        found = db.execute("select id, waiting, folded = 'as it was' from application_line").fetchall()
    assert sorted(found) == sorted([(foreseen, 0, True), (otherwise, 0, False)])


def test_an_older_row_that_looks_as_foreseen_changes_nothing(desk):
    filed = file_application(desk, EXECUTOR, a_draft())
    row = seen(desk, filed)
    newer = replace(row, status=Status.DUPLICATE_HOLD)
    absorb(desk, [applied(1, 10)], [a_row(newer, 20, 2), a_row(row, 11)])
    with desk.replica.read() as db:
        line = db.execute("select status, waiting from application_line").fetchone()
    assert line == (Status.DUPLICATE_HOLD.value, 0)
