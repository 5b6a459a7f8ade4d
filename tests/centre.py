"""A real centre for tests: the embedded ledger in a folder, served on loopback, with desks that enrol by code."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from central_server.administration import add_school, enrol_code, portal_token
from central_server.api import app
from central_server.api.packing import read_packing
from central_server.keys import read_keys
from central_server.law import read_law
from central_server.models.ledger import Ledger, open_ledger
from central_server.serving import Application, running
from central_server.settings import Settings, settings_in
from desktop_app.sync.enrol import enrol, keep_enrolment
from desktop_app.sync.server import Server
from desktop_app.sync.session import Line, SyncReport, synchronise
from desktop_app.usecases.desk import Desk
from tests.desk import DIRECTOR, EXECUTOR, ROOT, SCHOOL, STREAMS, calendar, counted_ids, make_replica, rules

PATIENCE, A_MOMENT = 30.0, 0.02  # seconds


def never() -> bool:
    """Do not break off."""
    return False


def dictionary() -> bytes:
    """What both ends pack with."""
    return (ROOT / "resources/exchange/1.zdict").read_bytes()


@dataclass
class Joined:
    """A desk that was enrolled at a centre, and its line."""

    desk: Desk
    line: Line

    def sync(self) -> SyncReport:
        return synchronise(self.line, never)


class Watched:
    """An application that tells how many requests it is busy with."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self.under_way = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.under_way += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self.under_way -= 1


@dataclass
class Centre:
    """A centre under test: its ledger, its address, the desks that joined it."""

    ledger: Ledger
    settings: Settings
    url: str
    clock: Callable[[], datetime]
    folder: Path
    watched: Watched
    joined: list[Joined] = field(default_factory=list)

    def at_rest(self) -> None:
        """Wait until it has nothing to do: it notices a line that was cut by itself, a moment after the desk."""
        until = time.monotonic() + PATIENCE
        time.sleep(A_MOMENT)
        while self.watched.under_way and time.monotonic() < until:
            time.sleep(A_MOMENT)

    def join(self, name: str) -> Joined:
        """Enrol a new desk over HTTP, and give it its first rows."""
        made = self.enrolled(name)
        made.sync()
        return made

    def enrolled(self, name: str) -> Joined:
        """Enrol a new desk over HTTP; it has no rows yet."""
        code = enrol_code(self.ledger, SCHOOL.id, name, self.clock())
        answer = enrol(self.url, code, name)
        law = rules()
        desk = Desk(
            make_replica(self.folder / name), self.clock, counted_ids(name), {law.id: law}, law, calendar()
        )
        with desk.write() as writing:
            keep_enrolment(writing, answer, self.url, self.clock())
        server = Server(self.url, answer.token, timeout=20, dictionary=dictionary())
        made = Joined(desk, Line(desk.replica, desk.judge, desk.new_id, self.clock, server))
        self.joined.append(made)
        return made

    def portal_token(self) -> str:
        return portal_token(self.ledger, SCHOOL.id)


def _app(ledger: Ledger, settings: Settings, clock: Callable[[], datetime], catalogues: Path) -> Application:
    return app(
        ledger,
        clock,
        read_law(settings.resources),
        catalogues,
        counted_ids("centre"),
        read_keys(settings.keys),
        read_packing(settings.resources, settings.max_body),
    )


@contextmanager
def centre_in(
    folder: Path, catalogues: Path, clock: Callable[[], datetime], database_url: str = ""
) -> Iterator[Centre]:
    """Serve a fresh centre of school 63 while the block runs; on SQLite unless a URL is given."""
    (folder / "centre").mkdir(parents=True)
    settings = settings_in(folder / "centre", database_url)
    ledger = open_ledger(settings)
    add_school(ledger, SCHOOL, STREAMS, (EXECUTOR, DIRECTOR))
    made = Watched(_app(ledger, settings, clock, catalogues))
    try:
        with running(made) as url:
            centre = Centre(ledger, settings, url, clock, folder, made)
            yield centre
            for one in centre.joined:
                one.line.server.close()
                one.desk.replica.close()
    finally:
        ledger.close()
