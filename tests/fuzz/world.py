"""A centre under fire: its real application, asked without a network between, made anew for every example."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote

import msgspec
from litestar import Litestar
from sqlalchemy import delete

from admission.exchange import Trouble
from central_server.administration import portal_token
from central_server.api import app
from central_server.keys import fresh_keys
from central_server.models.ledger import Ledger, open_ledger
from central_server.models.tables import META, NAMES
from central_server.settings import Settings
from tests.central_server.actors import OTHER, Bureau
from tests.central_server.conftest import PACKING
from tests.central_server.test_histories import check_invariants
from tests.desk import ROOT, SCHOOL
from wording import LANGUAGES

GOOD = frozenset({200, 201, 204, 206})
REFUSED = frozenset({400, 401, 403, 404, 405, 409, 410, 413, 416, 422})
WAITS = "recovering"  # the one 503 that is not a trouble of the database
KEYS = fresh_keys()


@dataclass(frozen=True)
class Answer:
    """What came back over ASGI."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Loud(logging.Handler):
    """Keeps what was logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


class World:
    """Two schools of one centre, a desk and a portal of the first."""

    packing = PACKING

    def __init__(self, ledger: Ledger, runner: asyncio.Runner, loud: Loud) -> None:
        self.ledger = ledger
        self.loud = loud
        self._runner = runner
        self._app: Litestar | None = None
        self.fresh()

    def fresh(self) -> None:
        """As it was in the beginning."""
        self.loud.said.clear()
        with self.ledger.write() as tx:
            for table in reversed(NAMES.sorted_tables):
                if table is not META:
                    tx.connection.execute(table.delete())
            tx.connection.execute(delete(META).where(META.c.name != "epoch"))
        self.bureau = Bureau(self.ledger, keys=KEYS)
        self.bureau.school(capacity=2)
        self.bureau.school(OTHER, capacity=2)
        self.desk = self.bureau.desk()
        self.portal = portal_token(self.ledger, SCHOOL.id)
        self._serve()

    def _serve(self) -> None:
        bureau = self.bureau
        if self._app is None:
            self._app = app(
                self.ledger, bureau.clock, bureau.law, ROOT / "translations", bureau.new_id, KEYS, PACKING
            )
        state = self._app.state
        state["centre"] = replace(state["centre"], clock=bureau.clock, new_id=bureau.new_id)

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """One request, and the answer whatever it is."""
        assert self._app is not None
        given = {"host": "centre", "content-length": str(len(body)), **(headers or {})}
        where, _, query = path.partition("?")
        scope: dict[str, Any] = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": unquote(where, errors="replace"), "raw_path": where.encode(),
            "query_string": query.encode(), "root_path": "",
            "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in given.items()],
            "server": ("centre", 80), "client": ("desk", 1), "state": {}, "extensions": {},
        }  # fmt: skip
        return self._runner.run(_asked(self._app, scope, body))

    def post(self, path: str, body: bytes, token: str = "", **headers: str) -> Answer:
        """A message to a door, with the desk's token unless another is given."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask(
            "POST",
            path,
            body,
            {
                "Authorization": f"Bearer {token or self.desk.token}",
                "Content-Type": "application/json",
                **given,
            },
        )

    def check(self, answer: Answer, *, bodiless: bool = False) -> None:
        """The answer is one of those the page names, nothing went wrong behind it, and the ledger holds together."""
        if answer.status not in GOOD and not bodiless:
            trouble = msgspec.json.decode(answer.body, type=Trouble)
            assert all(trouble.message.get(language) for language in LANGUAGES), trouble
            assert answer.status in REFUSED or trouble.code == WAITS, trouble
        assert self.loud.said == []
        check_invariants(self.ledger)


async def _asked(application: Litestar, scope: dict[str, Any], body: bytes) -> Answer:
    sent: list[dict[str, Any]] = []
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> dict[str, Any]:
        return waiting.pop() if waiting else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await application(scope, receive, send)  # type: ignore[arg-type]
    head, *pieces = sent
    headers = {name.decode().lower(): value.decode() for name, value in head["headers"]}
    return Answer(head["status"], headers, b"".join(one.get("body", b"") for one in pieces))


@contextmanager
def world_of(settings: Settings) -> Iterator[World]:
    """A centre on this database while the block runs."""
    loud = Loud()
    logging.getLogger().addHandler(loud)
    ledger = open_ledger(settings)
    try:
        with asyncio.Runner() as runner:
            yield World(ledger, runner, loud)
    finally:
        ledger.close()
        logging.getLogger().removeHandler(loud)
