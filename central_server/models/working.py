"""The working set of a batch: what its acts read and change, held until all are decided, then written at once."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from functools import lru_cache

import msgspec
from sqlalchemy import delete, select

from admission.application import Application
from admission.context import ActiveElsewhere, Key, Row
from admission.exchange import RowLine
from admission.order import EnrolmentOrder
from admission.people import Child
from admission.places import Stream
from admission.wire import FeedRow, dump_row, kind_of_row
from central_server.models import feed
from central_server.models.blobs import SHA256
from central_server.models.ledger import Transaction
from central_server.models.tables import ACTIVE_CHILD, STREAM_PLACE

ChildKey = tuple[str, int]
_HOLDERS = select(*(ACTIVE_CHILD.c[name] for name in ("child", "year", "application", "school")))


def child_key(child: Child, year: int) -> ChildKey:
    """Under which the one active application of a child is kept: a hash that names nobody, and the campaign."""
    return (_hashed(child.key), year)


@lru_cache(maxsize=2048)  # an act asks for its child's several times
def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


class Working:
    """Rows of one school while its head is locked; `flush` writes what changed."""

    def __init__(self, tx: Transaction, school: str, seq: int) -> None:
        self.school = school
        self.seq = seq
        self._tx = tx
        self._rows: dict[Key, feed.Kept | None] = {}
        self._written: dict[Key, int] = {}
        self._holders: dict[ChildKey, ActiveElsewhere | None] = {}
        self._released: dict[ChildKey, str] = {}
        self._taken: dict[ChildKey, str] = {}

    def load(self, keys: Iterable[Key]) -> None:
        """Read those of these rows that were not read yet."""
        unknown = {key for key in keys if key not in self._rows}
        if unknown:
            self._rows |= dict.fromkeys(unknown)
            self._rows |= feed.kept_rows(self._tx, self.school, unknown)

    def get(self, key: Key) -> FeedRow | None:
        """A row as it stands after the acts decided so far."""
        kept = self._kept(key)
        return None if kept is None else kept.row

    def rows(self, keys: Iterable[Key]) -> dict[Key, Row]:
        """Those of these rows that exist."""
        wanted = tuple(keys)
        self.load(wanted)
        found = {key: self.get(key) for key in wanted}
        return {key: row for key, row in found.items() if isinstance(row, Row)}

    def _kept(self, key: Key) -> feed.Kept | None:
        if key not in self._rows:
            self.load((key,))
        return self._rows[key]

    def load_holders(self, keys: Collection[ChildKey]) -> None:
        """Read who holds these children, whatever the school."""
        unknown = {key for key in keys if key not in self._holders}
        if not unknown:
            return
        self._holders |= dict.fromkeys(unknown)
        children = {child for child, _ in unknown}
        for child, year, application, school in self._tx.found(_HOLDERS, ACTIVE_CHILD.c.child, children):
            if (child, year) in unknown:
                self._holders[child, year] = ActiveElsewhere(application, school)

    def holder(self, key: ChildKey) -> ActiveElsewhere | None:
        """The active application of a child, ours with its number, another school's without."""
        if key in self._taken:
            return self._named(ActiveElsewhere(self._taken[key], self.school))
        if key not in self._holders:
            self.load_holders((key,))
        held = self._holders[key]
        if held is None or self._released.get(key) == held.application:
            return None
        return self._named(held)

    def _named(self, held: ActiveElsewhere) -> ActiveElsewhere:
        if held.school != self.school:
            return held
        row = self.get(("application", held.application))
        number = row.number if isinstance(row, Application) else ""
        return msgspec.structs.replace(held, number=number)

    def next_seq(self) -> int:
        """One step further in the school's order."""
        self.seq += 1
        return self.seq

    def put(self, row: FeedRow) -> None:
        """The next version of a row, unless nothing changed."""
        key = (kind_of_row(row), row.id)
        before = self._kept(key)
        if before is not None and before.row == row:
            return
        if isinstance(row, Application):
            self._follow(before.row if before else None, row)
        self._rows[key] = feed.Kept(row, before.ver + 1 if before else 1)
        self._written[key] = self.next_seq()

    def _follow(self, before: FeedRow | None, after: Application) -> None:
        """Whether the application stands in the way of another one for its child."""
        old = _held_by(before) if isinstance(before, Application) else None
        new = _held_by(after)
        if old == new:
            return
        if old is not None:
            self._release(old, after.id)
        if new is not None:
            self._take(new, after.id)

    def _release(self, key: ChildKey, application: str) -> None:
        if self._taken.get(key) == application:
            del self._taken[key]
        else:
            self._released[key] = application

    def _take(self, key: ChildKey, application: str) -> None:
        if self._released.get(key) == application:
            del self._released[key]
        else:
            self._taken[key] = application

    def flush(self) -> None:
        """Write the rows, whom they hold, the places, the files they name, and the school's head."""
        written = {key: kept.row for key in self._written if (kept := self._rows[key]) is not None}
        feed.put_rows(self._tx, self.school, [self._line(key) for key in written])
        feed.name_blobs(self._tx, self.school, [one for row in written.values() for one in _files(row)])
        self._write_holders()
        self._tx.upsert(
            STREAM_PLACE,
            [
                {"stream": row.id, "capacity": row.capacity, "taken": row.taken}
                for row in written.values()
                if isinstance(row, Stream)
            ],
        )
        feed.move_head(self._tx, self.school, self.seq)
        self._settle()

    def _settle(self) -> None:
        """What was written is what is there."""
        self._holders |= dict.fromkeys(self._released)
        self._holders |= {key: ActiveElsewhere(one, self.school) for key, one in self._taken.items()}
        for written in (self._written, self._released, self._taken):
            written.clear()

    def _line(self, key: Key) -> RowLine:
        kept = self._rows[key]
        assert kept is not None, "a written row is kept"
        body = msgspec.Raw(dump_row(kept.row))
        return RowLine(kind=key[0], id=key[1], ver=kept.ver, seq=self._written[key], body=body)

    def _write_holders(self) -> None:
        """In the order of the keys, so that two schools never wait for each other in a ring."""
        for (child, year), application in sorted(self._released.items()):
            self._tx.connection.execute(
                delete(ACTIVE_CHILD).where(
                    ACTIVE_CHILD.c.child == child,
                    ACTIVE_CHILD.c.year == year,
                    ACTIVE_CHILD.c.application == application,
                    ACTIVE_CHILD.c.school == self.school,
                )
            )
        rows = [
            {"child": child, "year": year, "application": application, "school": self.school}
            for (child, year), application in sorted(self._taken.items())
        ]
        self._tx.add(ACTIVE_CHILD, rows)


def _held_by(row: Application) -> ChildKey | None:
    return child_key(row.draft.child, row.year) if row.active else None


def _files(row: FeedRow) -> list[str]:
    named: tuple[str, ...] = ()
    if isinstance(row, Application):
        signed = row.decision.files if row.decision else ()
        named = (*(file for one in row.attachments for file in one.files), *signed)
    elif isinstance(row, EnrolmentOrder):
        named = (row.manifest_sha256, row.pdf_sha256, row.cms_sha256)
    return [one for one in named if SHA256.fullmatch(one)]
