"""One computer of an office: a replica in a folder, the desk and the line over it, and whoever works there."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine

from desktop_app.models import engine as engines
from desktop_app.models import queries
from desktop_app.models.replica import Replica, open_replica
from desktop_app.sync.packing import Packing
from desktop_app.sync.server import Server
from desktop_app.sync.session import Line
from desktop_app.usecases.desk import Desk
from tests.centre import dictionary
from tests.desk import KEY, calendar, rules
from tests.histories.faults import Killed, keep_image, put_back
from tests.histories.wire import URL, Cable, Carry

RULES, CALENDAR = rules(), calendar()


@cache
def packing() -> Packing:
    """Trained once: every line packs with the same dictionary."""
    return Packing(dictionary())


class Computer:
    """A desk and its line; `ended` says why nothing more is to be expected of it."""

    def __init__(
        self, folder: Path, place: int, clock: Callable[[], datetime], new_id: Callable[[], str], carry: Carry
    ) -> None:
        self.folder, self.place, self.carry, self.new_id = folder, place, carry, new_id
        self.clock = clock
        self.skew = timedelta()
        self.skewed = False  # ever
        self.ended = ""
        self.copies = 0
        self.turns = 0
        self._own: Any = None
        self._openings = 0
        self._replica: Replica | None = None

    @property
    def database(self) -> Path:
        return self.folder / "replica.db"

    @property
    def mark(self) -> Path:
        return self.folder / "replica.mark"

    @property
    def engine(self) -> Engine:
        """The engine it writes with."""
        return engines.make_engine(self.database, KEY)

    def now(self) -> datetime:
        """This computer's clock."""
        return self.clock() + self.skew

    def open(self) -> None:
        """Start the program: the desk over its replica, the line with the token that lies there."""
        self._replica = open_replica(self.database, KEY)
        self.desk = Desk(self._replica, self.now, self.new_id, {RULES.id: RULES}, RULES, CALENDAR)
        server = Server(URL, queries.meta(self._replica, "token"))
        server._packing = packing()
        server._session.mount("http://", Cable(self.carry))
        self.line = Line(self._replica, self.desk.judge, self.new_id, self.now, server)

    def close(self) -> None:
        if self._own is not None:
            self._own.close()
            self._own = None
        if self._replica is not None:
            self._replica.close()
            self._replica = None

    def sql(self, question: str, *values: object) -> list[Any]:
        """An independent look into the replica."""
        if self._own is None:
            self._openings += 1
            self._own = sqlcipher.connect(str(self.database), isolation_level=None)
            self._own.execute(f"pragma key=\"x'{KEY.hex()}'\"")
        return list(self._own.execute(question, values).fetchall())

    def version(self) -> tuple[int, object]:
        """Another one whenever somebody has written into the replica, or the files are others."""
        [(data,)] = self.sql("pragma data_version")
        return self._openings, data

    def meta(self, name: str) -> str:
        found = self.sql("select value from meta where name = ?", name)
        return str(found[0][0]) if found else ""

    def write_older(self, version: int) -> None:
        """The newest act, never sent yet, as a program of this version wrote it: with the hash before it."""
        [(n, body)] = self.sql("select n, body from act order by n desc limit 1")
        before = self.sql("select hash from act where n = ?", n - 1)
        head = str(before[0][0]) if before else ""
        older = json.dumps({**json.loads(body), "v": version, "previous": head}).encode()
        digest = hashlib.sha256(head.encode() + older).hexdigest()
        self.sql("update act set body = ?, hash = ? where n = ?", older, digest, n)

    def die(self) -> None:
        """kill -9 at this statement."""
        keep_image(self.database, self.folder / "crash")
        raise Killed

    def start_again(self) -> None:
        """After `die`."""
        self._turn_into(self.folder / "crash")

    def back_up(self) -> None:
        """Somebody copies the database away."""
        keep_image(self.database, self.folder / "backup")

    @property
    def has_backup(self) -> bool:
        return (self.folder / "backup").exists()

    def restore(self) -> None:
        """Somebody puts the copy back; the mark beside it stays."""
        self._turn_into(self.folder / "backup")

    def _turn_into(self, image: Path) -> None:
        self.close()
        put_back(self.database, image)
        self.open()

    def copied_to(self, folder: Path) -> None:
        """The whole computer is copied while its program is closed."""
        self.close()
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("*.lock", "*-shm"))
        self.open()
