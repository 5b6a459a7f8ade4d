"""The centre of a history: its real application over real files, opened, killed, backed up and restored."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from central_server.api import app
from central_server.api.centre import Centre
from central_server.api.packing import read_packing
from central_server.keys import read_keys
from central_server.law import Law, read_law
from central_server.models.ledger import Ledger, open_ledger, recover_ledger
from central_server.models.timeline import check_timeline
from central_server.recovery import reopen
from central_server.settings import Settings, settings_in
from tests.histories import warm
from tests.histories.faults import Killed, keep_image, put_back
from tests.histories.wire import Answered, Asked, Doors


class House:
    """A centre in a folder, on SQLite unless a URL is given; one application serves every centre of the process."""

    def __init__(
        self,
        folder: Path,
        doors: Doors,
        clock: Callable[[], datetime],
        law: Law,
        new_id: Callable[[], str],
        url: str = "",
    ) -> None:
        self.folder, self.doors, self.clock, self.law, self.new_id = folder, doors, clock, law, new_id
        self.settings: Settings = settings_in(folder, url)
        self.recovering = False
        self.asked = 0
        self._ledger: Ledger | None = None
        self._own: Any = None
        self._openings = 0

    @property
    def ledger(self) -> Ledger:
        assert self._ledger is not None, "the centre is open"
        return self._ledger

    @property
    def engine(self) -> Engine:
        """The engine it writes with."""
        return warm.engine_of(self.settings.database_url)

    @property
    def on_sqlite(self) -> bool:
        return self.settings.database_url.startswith("sqlite")

    @property
    def database(self) -> Path:
        return self.folder / "ledger.db"

    def open(self) -> None:
        """Begin to serve; the database has this version already, so nothing is migrated."""
        engine = self.engine
        self._ledger = Ledger(engine, self.settings.files, check_timeline(engine, self.settings.timeline))
        state = self.doors.state
        state["centre"] = replace(
            state["centre"],
            ledger=self._ledger,
            clock=self.clock,
            law=self.law,
            new_id=self.new_id,
            keys=read_keys(self.settings.keys),
        )

    def close(self) -> None:
        if self._own is not None:
            self._own.close()
            self._own = None
        if self._ledger is not None:
            self._ledger.close()
            self._ledger = None

    def ask(self, asked: Asked) -> Answered:
        """One request is served."""
        self.asked += 1
        return self.doors.ask(asked)

    def sql(self, question: str, *values: object) -> list[Any]:
        """An independent look into the ledger."""
        if self._own is None:
            self._openings += 1
            self._own = _connection(self.settings.database_url)
        marks = question if self.on_sqlite else question.replace("?", "%s")
        return [tuple(row) for row in self._own.execute(marks, values).fetchall()]

    def version(self) -> tuple[int, object]:
        """Another one whenever something was committed, or the files are others."""
        if self.on_sqlite:
            return self._openings, self.sql("pragma data_version")[0][0]
        return self._openings, self.sql("select pg_snapshot_xmax(pg_current_snapshot())")[0][0]

    def die(self) -> None:
        """kill -9 at this statement: the files stay as they lie."""
        if self.on_sqlite:
            keep_image(self.database, self.folder / "crash")
            shutil.copy2(self.settings.timeline, self.folder / "crash")
        raise Killed

    def start_again(self) -> None:
        """After `die`."""
        self.close()
        if self.on_sqlite:
            put_back(self.database, self.folder / "crash")
            shutil.copy2(self.folder / "crash" / self.settings.timeline.name, self.settings.timeline)
        self.open()

    def back_up(self) -> None:
        """A copy of the database, as an administrator keeps one."""
        if self.on_sqlite:
            keep_image(self.database, self.folder / "backup")

    @property
    def has_backup(self) -> bool:
        return (self.folder / "backup").exists()

    def restore(self) -> None:
        """The database is the copy again; the administrator begins the recovery."""
        self.close()
        put_back(self.database, self.folder / "backup")
        recover_ledger(self.settings)
        self.open()
        self.recovering = True

    def serve_again(self) -> None:
        """The administrator has seen that the desks have brought what they know."""
        reopen(self.ledger, self.law)
        self.recovering = False


def _connection(url: str) -> Any:
    if url.startswith("sqlite"):
        made = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        made.execute("pragma query_only=on")
        return made
    import psycopg

    return psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True)


def an_application(folder: Path, clock: Callable[[], datetime], new_id: Callable[[], str]) -> tuple[Any, Law]:
    """The application, built once: a hundred routes take longer than a history."""
    settings = settings_in(folder)
    law = read_law(settings.resources)
    packing = read_packing(settings.resources, settings.max_body)
    with_ledger = open_ledger(settings)
    made = app(with_ledger, clock, law, settings.catalogues, new_id, read_keys(settings.keys), packing)
    assert isinstance(made.state["centre"], Centre)
    with_ledger.close()
    return made, law
