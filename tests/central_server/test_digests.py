"""The digest that is kept up from head to head is the one that reading all rows gives."""

from __future__ import annotations

import random
from collections.abc import Sequence

import msgspec
import pytest

from admission.context import Key
from admission.exchange import RowLine
from central_server.models import digests, feed
from central_server.models.digests import Digests
from central_server.models.ledger import Ledger
from tests.desk import SCHOOL


def put(ledger: Ledger, ids: Sequence[Key], seq: int) -> int:
    """New versions of these rows; the head they make."""
    body = msgspec.Raw(b"{}")
    with ledger.write() as tx:
        head = feed.lock_head(tx, SCHOOL.id)
        assert head is not None, "the school is there"
        lines = [
            RowLine(kind=kind, id=one, ver=seq + n, seq=head + n, body=body)
            for n, (kind, one) in enumerate(ids, 1)
        ]
        feed.put_rows(tx, SCHOOL.id, lines)
        feed.move_head(tx, SCHOOL.id, head + len(lines))
    return head + len(lines)


@pytest.fixture
def known(bureau):
    """A digest of the school as it stands."""
    made = Digests()
    with bureau.ledger.read() as tx:
        made.at(tx, SCHOOL.id, feed.head(tx, SCHOOL.id))
    return made


@pytest.mark.parametrize("seed", range(3))
def test_new_rows_and_new_versions_in_any_order_give_the_digest_of_all(bureau, known, seed):
    chance = random.Random(seed)
    for step in range(12):
        some = {(chance.choice("ab"), chance.choice(("1", "10", "1\n", "я", "ёж", "Z"))) for _ in range(4)}
        head = put(bureau.ledger, chance.sample(sorted(some), len(some)), step * 10)
        with bureau.ledger.read() as tx:
            assert known.at(tx, SCHOOL.id, head) == feed.digest(tx, SCHOOL.id)


def test_a_snapshot_from_before_the_newest_head_gets_its_own_digest(bureau, known):
    with bureau.ledger.read() as tx:
        head, older = feed.head(tx, SCHOOL.id), feed.digest(tx, SCHOOL.id)
        newest = put(bureau.ledger, [("a", "1")], 1)
        with bureau.ledger.read() as later:
            newer = known.at(later, SCHOOL.id, newest)
        assert known.at(tx, SCHOOL.id, head) == older != newer


def test_what_changed_behind_its_back_is_seen_after_a_while(bureau, known, monkeypatch):
    monkeypatch.setattr(digests, "READ_ANEW", 2)
    head = put(bureau.ledger, [("a", "1")], 1)
    with bureau.ledger.write() as tx:
        tx.connection.exec_driver_sql("update row set ver = 77 where id = '1'")
    agreed = []
    for step in range(4):
        head = put(bureau.ledger, [("a", "2")], step)
        with bureau.ledger.read() as tx:
            agreed.append(known.at(tx, SCHOOL.id, head) == feed.digest(tx, SCHOOL.id))
    assert agreed[-1]


def test_only_so_many_schools_are_kept_in_memory(bureau, known, monkeypatch):
    monkeypatch.setattr(digests, "MOST_SCHOOLS", 1)
    with bureau.ledger.write() as tx:
        feed.add_head(tx, "another")
    with bureau.ledger.read() as tx:
        known.at(tx, "another", 0)
        assert list(known._known) == ["another"]
        assert known.at(tx, SCHOOL.id, feed.head(tx, SCHOOL.id)) == feed.digest(tx, SCHOOL.id)
