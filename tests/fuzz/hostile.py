"""A centre that answers a desk with anything: the desk names the trouble, keeps its acts, and is as it was."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import requests
from hypothesis import strategies as st
from requests.adapters import BaseAdapter
from urllib3 import HTTPResponse

from admission.exchange import EnrolAnswer, SyncAnswer
from admission.receipts import Answered, receipt_statement
from desktop_app.models import exchange, queries
from desktop_app.models.replica import Replica
from desktop_app.models.tables import METADATA
from desktop_app.sync.enrol import keep_enrolment
from desktop_app.sync.server import Server
from desktop_app.sync.session import Line, synchronise
from desktop_app.sync.trouble import ServerTrouble, ServerUnreachable
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.file_application import file_application
from tests.central_server.actors import EXECUTOR, LAW, RULES
from tests.centre import dictionary, never
from tests.desk import a_draft, calendar, counted_ids, make_replica
from tests.fuzz.spoiling import damaged, spoilt, written
from tests.fuzz.world import KEYS, Answer, World

Draw = Callable[[st.SearchStrategy[Any]], Any]

URL = "http://centre"
UNREADABLE = "answer-unreadable"
MOST_TURNS = 80
SPOILT_TURNS = 4
STATUSES = (200, 200, 200, 201, 204, 206, 301, 304, 400, 401, 404, 409, 410, 413, 422, 500, 503, 999)
HEADERS = (
    ("content-length", ("0", "1", "99999999", "-1", "x", "5, 5")),
    ("content-encoding", ("zstd", "zq1", "gzip", "identity", "x")),
    ("upload-offset", ("-1", "x", "99999999999999999999", "0")),
    ("location", (URL + "/v1/health", "file:///etc", "/v1/sync")),
    ("content-type", ("text/html", "")),
    ("x-long", ("x" * 100_000,)),
)


class Wire(BaseAdapter):
    """What requests sends goes to the real centre; its answers come back spoilt, the first few of them."""

    def __init__(self, world: World, replica: Replica) -> None:
        super().__init__()
        self._world, self._replica = world, replica
        self.draw: Draw | None = None
        self.turns = 0
        self.before: list[Any] = []

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        self.turns += 1
        assert self.turns < MOST_TURNS, "the desk never gives up"
        self.before = kept(self._replica)
        body = request.body if isinstance(request.body, bytes) else b""
        headers = dict(request.headers)
        if self.draw is None or self.turns > SPOILT_TURNS:
            return _response(request, self._asked(request, body, headers))
        how = self.draw(
            st.sampled_from(("not", "message", "message", "message", "bytes", "status", "headers"))
        )
        if how == "message":
            headers.pop("Accept-Encoding", None)
        return _response(request, self._spoilt(self.draw, how, self._asked(request, body, headers)))

    def _asked(self, request: requests.PreparedRequest, body: bytes, headers: dict[str, str]) -> Answer:
        return self._world.ask(request.method or "", request.path_url, body, headers)

    def _spoilt(self, draw: Draw, how: str, answer: Answer) -> Answer:
        body, headers, status = answer.body, dict(answer.headers), answer.status
        if how == "message" and body.startswith(b"{"):
            tree = draw(spoilt(json.loads(body)))
            body = draw(written(self._signed(tree) if draw(st.booleans()) else tree))
            headers["content-length"] = str(len(body))
        elif how == "bytes":
            body = draw(damaged(body))
        elif how == "status":
            status = draw(st.sampled_from(STATUSES))
        elif how == "headers":
            name, given = draw(st.sampled_from(HEADERS))
            headers[name] = draw(st.sampled_from(given))
        return Answer(status, headers, body)

    def _signed(self, tree: Any) -> Any:
        """The centre itself may lie: then its signature is good."""
        try:
            answer = msgspec.convert(tree, SyncAnswer)
            told = Answered(
                epoch=answer.epoch,
                desk=queries.meta(self._replica, "desk"),
                at=answer.now,
                head=exchange.hash_of(self._replica, answer.results[-1].n),
                results=answer.results,
            )
            return {**tree, "receipt": KEYS.sign(receipt_statement(told))}
        except (ValueError, OverflowError, TypeError, IndexError):
            return tree

    def close(self) -> None:
        """Nothing is held open."""


def _response(request: requests.PreparedRequest, answer: Answer) -> requests.Response:
    made = requests.Response()
    made.status_code, made.request, made.url = answer.status, request, URL
    made.headers.update(answer.headers)
    made.raw = HTTPResponse(
        io.BytesIO(answer.body), headers=dict(answer.headers), status=answer.status, preload_content=False
    )
    return made


def kept(replica: Replica) -> list[Any]:
    """Everything the replica holds, table by table."""
    with replica.read() as db:
        return [
            sorted(map(repr, db.execute(f"select * from {table.name}"))) for table in METADATA.sorted_tables
        ]


def acts_of(replica: Replica) -> set[str]:
    """Ids of all acts done here."""
    with replica.read() as db:
        return {act for (act,) in db.execute("select id from act")}


@contextmanager
def joined(world: World) -> Iterator[tuple[Desk, Line, Wire]]:
    """A desk with one waiting act, and its line to the world's centre."""
    bureau, rules = world.bureau, LAW.profiles[RULES]
    with TemporaryDirectory() as folder:
        replica = make_replica(Path(folder))
        desk = Desk(replica, bureau.clock, counted_ids("desk"), {rules.id: rules}, rules, calendar())
        one = world.desk
        answer = EnrolAnswer(
            desk=one.id, token=one.token, school=one.school, series=one.series, epoch=world.ledger.epoch
        )
        with desk.write() as writing:
            keep_enrolment(writing, answer, URL, bureau.clock())
        server, wire = Server(URL, one.token, dictionary=dictionary()), Wire(world, replica)
        server._session.mount(URL, wire)
        try:
            yield desk, Line(replica, desk.judge, desk.new_id, bureau.clock, server), wire
        finally:
            server.close()
            replica.close()


def a_desk_hears_anything(world: World, draw: Draw) -> None:
    """Two syncs with a hostile centre; the windows' questions are answered afterwards, and no act is gone."""
    with joined(world) as (desk, line, wire):
        synchronise(line, never)
        officer = queries.officer(desk.replica, EXECUTOR)
        assert officer is not None
        file_application(desk, officer, a_draft())
        before = acts_of(desk.replica)
        for _ in range(2):
            wire.turns, wire.draw = 0, draw
            _synchronise(line, wire)
        assert before <= acts_of(desk.replica), "an act is gone"
        for question in (queries.queue, queries.outbox, queries.attention, queries.streams, queries.officers):
            question(desk.replica)


def _synchronise(line: Line, wire: Wire) -> None:
    try:
        synchronise(line, never)
    except ServerUnreachable:
        return
    except ServerTrouble as trouble:
        if trouble.code == UNREADABLE:
            assert kept(line.replica) == wire.before
