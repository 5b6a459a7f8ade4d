"""Ledgers for the centre's tests: each test runs on SQLite and on a real PostgreSQL, unless it asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar

from central_server.api import app
from central_server.api.packing import read_packing
from central_server.models.ledger import Ledger, open_ledger
from central_server.serving import running as serving
from central_server.settings import Settings
from tests.central_server import postgres
from tests.central_server.actors import Bureau
from tests.desk import ROOT

PACKING = read_packing(ROOT / "resources")
NO_POSTGRESQL = (
    "PostgreSQL's programs are not installed: NOTHING was tested on it (apt-get install postgresql)"
)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres.Server]:
    """One server for the session."""
    binaries = postgres.programs()
    if binaries is None:
        pytest.skip(NO_POSTGRESQL)
    with postgres.running(binaries) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of a centre with an empty database."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'ledger.db'}"
    else:
        url = request.getfixturevalue("postgresql").emptied()
    return Settings(database_url=url, files=tmp_path / "files")


@pytest.fixture
def ledger(settings: Settings) -> Iterator[Ledger]:
    """An open ledger."""
    opened = open_ledger(settings)
    yield opened
    opened.close()


@pytest.fixture
def bureau(ledger: Ledger) -> Bureau:
    """A centre with one school, without HTTP."""
    made = Bureau(ledger)
    made.school()
    return made


class Doorway:
    """One HTTP server for all tests, which costs 0.3 s to start and stop; behind it each puts a centre of its own."""

    centre: Litestar

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.centre(scope, receive, send)


@pytest.fixture(scope="session")
def doorway() -> Iterator[tuple[Doorway, str]]:
    """The server and its address."""
    made = Doorway()
    with serving(made) as url:
        yield made, url


@pytest.fixture
def centre_url(doorway: tuple[Doorway, str], bureau: Bureau, catalogues: Path) -> str:
    """The same centre over HTTP on loopback."""
    server, url = doorway
    server.centre = app(
        bureau.ledger, bureau.clock, bureau.law, catalogues, bureau.new_id, bureau.keys, PACKING
    )
    return url
