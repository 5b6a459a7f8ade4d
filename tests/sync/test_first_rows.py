"""A first fill brings the top of the queue before everything else."""

from __future__ import annotations

import dataclasses

import pytest
from msgspec.structs import replace

from admission.application import Status
from admission.people import PersonName
from central_server.models.snapshot import MOST_URGENT
from desktop_app.models import queries
from desktop_app.sync.fill import fill
from desktop_app.sync.trouble import ServerUnreachable
from desktop_app.usecases.propose import propose
from tests.centre import never
from tests.desk import EXECUTOR, seen
from tests.sync.filled import assert_search_is_whole, cut_line_of, held
from tests.sync.ready import MANY, change, first_of, many, offered, seed

HEADERS = 2000  # bytes of the answers before the files


def test_the_top_of_the_queue_is_read_while_the_rest_is_on_its_way(crowded):
    whole = crowded.join("whole")
    joined, heard = crowded.enrolled("counter"), []
    offer = offered(crowded.ledger)
    told = dataclasses.replace(joined.line, shown=lambda: heard.append(queries.queue(joined.desk.replica)))
    with cut_line_of(joined) as line:
        line.left = first_of(offer).size + 3 * HEADERS
        with pytest.raises(ServerUnreachable):
            fill(told, never)
        line.left = None
    first = queries.queue(whole.desk.replica, limit=MOST_URGENT)
    assert [[one.id for one in rows] for rows in heard] == [[one.id for one in first]]
    assert len(first) == MOST_URGENT
    assert queries.search(joined.desk.replica, first[5].number)[0].id == first[5].id
    assert [one.id for one in queries.officers(joined.desk.replica)] == [
        one.id for one in queries.officers(whole.desk.replica)
    ]
    assert fill(told, never) == MANY + 7
    assert joined.sync().agrees
    whole.sync()
    assert len(heard) == 1
    assert held(joined) == held(whole)
    assert_search_is_whole(joined)


def begun(crowded):
    """A desk that has the first rows, and a line that was cut after them."""
    joined = crowded.enrolled("counter")
    with cut_line_of(joined) as line:
        line.left = first_of(offered(crowded.ledger)).size + 3 * HEADERS
        with pytest.raises(ServerUnreachable):
            fill(joined.line, never)
        line.left = None
    return joined


def outgrow(ledger):
    """The school grows twice: the snapshot of before is gone."""
    for number in range(2):
        seed(ledger, (replace(one, id=f"{number}-{one.id}") for one in many(600, seed_number=3 + number)))
        offered(ledger)


def test_what_changed_since_its_first_rows_were_shown_is_shown_as_it_is_now(crowded):
    joined = begun(crowded)
    shown = queries.queue(joined.desk.replica, limit=1)[0].id
    waits = queries.queue(joined.desk.replica, limit=2)[1].id
    propose(joined.desk, EXECUTOR, waits, accept=True)
    (kept,) = (one for one in crowded.lines if one.id == shown)
    name = PersonName("Жаңабаев", "Жаңа", "")
    draft = seen(joined.desk, shown).draft
    change(crowded.ledger, kept, draft=replace(draft, child=replace(draft.child, name=name)))
    outgrow(crowded.ledger)
    assert joined.sync().agrees
    assert queries.search(joined.desk.replica, "жаңабаев")[0].id == shown
    assert seen(joined.desk, waits).status is Status.ON_SIGNATURE
    whole = crowded.join("whole")
    joined.sync()
    assert held(joined)["likeness"] == held(whole)["likeness"]
    assert_search_is_whole(joined)
