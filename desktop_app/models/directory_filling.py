"""Filling the address directory: the whole file anew in one transaction, so that readers see the old one or the new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from admission.address_search import settlement_sounds, street_sounds
from admission.directory_rows import DirectoryRow, Place
from admission.streets import settlement
from desktop_app.models.connection import Connection, connect, known_trouble
from desktop_app.models.directory import NAME, VERSION

TABLES = (
    """create table place (
        id integer primary key, region text not null, district text not null, okrug text not null,
        locality text not null, folded text not null)""",
    "create index place_by_name on place (folded)",
    """create table street (
        id integer primary key, place integer not null, name text not null, also text not null, words text not null)""",
    "create table house (street integer not null, house text not null, primary key (street, house)) without rowid",
    """create virtual table search using fts5(
        street, place, home, content='', columnsize=0, detail=column, prefix='1 2 3',
        tokenize='unicode61 remove_diacritics 0')""",
)
HOUSE = "insert or ignore into house values (?, ?)"


def fill_directory(folder: Path, rows: Iterable[DirectoryRow]) -> tuple[int, int]:
    """Put these rows in the place of all that was there; how many streets and houses there are now.

    All or nothing: DiskTrouble, or whatever the rows raise, leaves the old directory as it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with known_trouble():
        db = connect(folder / NAME, None)
        try:
            db.execute("begin immediate")
            _empty(db)
            filling = _Filling(db)
            db.executemany(HOUSE, filling.houses(rows))
            told = tuple(db.execute("select count(*) from house").fetchone())
            db.execute("commit")
            db.execute("pragma wal_checkpoint(truncate)")
            return filling.streets, told[0]
        finally:
            db.close()


def _empty(db: Connection) -> None:
    for table in ("place", "street", "house", "search"):
        db.execute(f"drop table if exists {table}")
    for table in TABLES:
        db.execute(table)
    db.execute(f"pragma user_version = {VERSION}")


class _Filling:
    """Gives every settlement and every street one number, and writes it when it is first met."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._places: dict[tuple[str, ...], int] = {}
        self._streets: dict[Place, int] = {}

    @property
    def streets(self) -> int:
        return len(self._streets)

    def houses(self, rows: Iterable[DirectoryRow]) -> Iterator[tuple[int, str]]:
        for row in rows:
            street = self._street(row.place)
            for house in row.houses:
                yield street, house

    def _street(self, told: Place) -> int:
        known = self._streets.get(told)
        if known is None:
            known = self._streets[told] = len(self._streets) + 1
            self._write(known, told)
        return known

    def _write(self, street: int, told: Place) -> None:
        where = settlement_sounds(told.locality)
        own = (*street_sounds(told.street), *street_sounds(told.also)) or where
        words, place = " ".join(dict.fromkeys(own)), self._place(told)
        around = " ".join((*where, *settlement_sounds(told.district)))
        self._db.execute(
            "insert into street values (?, ?, ?, ?, ?)", (street, place, told.street, told.also, words)
        )
        self._db.execute(
            "insert into search (rowid, street, place, home) values (?, ?, ?, ?)",
            (street, words, around, f"p{place}"),
        )

    def _place(self, told: Place) -> int:
        names = told[:4]
        known = self._places.get(names)
        if known is None:
            known = self._places[names] = len(self._places) + 1
            self._db.execute(
                "insert into place values (?, ?, ?, ?, ?, ?)", (known, *names, settlement(told.locality))
            )
        return known
