"""Anki's client library as a peer: an author's collection that fills the server, and a fresh one that is measured.

Runs in Anki's own environment: `python -m benchmarks.anki_client FOLDER SERVER PROXY RECORDS`, a record a line of
RECORDS; commands are JSON lines `[name, count]` on standard input. The author speaks to SERVER, the other to PROXY.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

USER, PASSWORD = "desk", "desk"
NOTES = "select flds from notes order by id limit 50"


def main(folder: Path, server: str, proxy: str, records: Path) -> None:
    """Obey until standard input ends."""
    desks = Desks(folder, server, proxy, records.read_text(encoding="utf-8").splitlines())
    commands: dict[str, Callable[[int], None]] = {
        name: getattr(desks, name) for name in ("seed", "enrol", "fill", "settle", "work", "sync", "change")
    }
    for line in sys.stdin:
        name, count = json.loads(line)
        start = time.perf_counter()
        commands[name](count)
        print(json.dumps({"ms": (time.perf_counter() - start) * 1000}), flush=True)
    desks.close()


class Desks:
    """Two collections of one user, each note one record as JSON."""

    def __init__(self, folder: Path, server: str, proxy: str, records: list[str]) -> None:
        self._anki = importlib.import_module("anki.collection")
        self._server, self._proxy = server, proxy
        self._records: Iterator[str] = iter(records)
        self._author: Any = self._anki.Collection(str(folder / "author.anki2"))
        self._desk: Any = self._anki.Collection(str(folder / "desk.anki2"))
        self._login: dict[int, Any] = {}

    def seed(self, count: int) -> None:
        """So many records at the server."""
        self._add(self._author, count)
        self._log_in(self._author, self._server)
        self._full(self._author, upload=True)

    def enrol(self, _count: int) -> None:
        """A login for the fresh collection."""
        self._log_in(self._desk, self._proxy)

    def fill(self, _count: int) -> None:
        """Everything here, and the first page read."""
        self._full(self._desk, upload=False)
        assert len(self._desk.db.list(NOTES)) == 50, "the collection is here"

    def settle(self, _count: int) -> None:
        """The first sync after the fill."""
        self.sync(0)

    def work(self, count: int) -> None:
        """So many new notes, not sent yet."""
        self._add(self._desk, count)

    def sync(self, _count: int) -> None:
        """Both ways."""
        self._both_ways(self._desk)

    def change(self, count: int) -> None:
        """So many notes changed by the author and brought to the server."""
        self._both_ways(self._author)
        for note_id in self._author.db.list("select id from notes order by id limit ?", count):
            note = self._author.get_note(note_id)
            body = json.loads(note.fields[1])
            body["due"] = f"2026-09-01T09:00:00.{time.time_ns() % 1_000_000:06}+05:00"
            note.fields[1] = json.dumps(body, ensure_ascii=False)
            self._author.update_note(note)
        self._both_ways(self._author)

    def close(self) -> None:
        """Let both files go."""
        self._author.close()
        self._desk.close()

    def _add(self, collection: Any, count: int) -> None:
        kind = collection.models.by_name("Basic")
        deck = collection.decks.id("Default")
        asked = []
        for _ in range(count):
            record = next(self._records)
            note = collection.new_note(kind)
            note.fields = [json.loads(record)["id"], record]
            asked.append(self._anki.AddNoteRequest(note=note, deck_id=deck))
        collection.add_notes(asked)

    def _log_in(self, collection: Any, url: str) -> None:
        self._login[id(collection)] = collection.sync_login(USER, PASSWORD, url)

    def _full(self, collection: Any, *, upload: bool) -> None:
        login = self._login[id(collection)]
        collection.sync_collection(login, False)
        collection.close_for_full_sync()
        collection.full_upload_or_download(auth=login, server_usn=None, upload=upload)
        collection.reopen(after_full_sync=True)

    def _both_ways(self, collection: Any) -> None:
        answer = collection.sync_collection(self._login[id(collection)], False)
        assert answer.required == answer.NO_CHANGES, "a normal sync was enough"


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], Path(sys.argv[4]))
