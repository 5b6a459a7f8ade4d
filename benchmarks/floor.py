"""The floor of a sync: plain HTTP, plain SQLite, no rules, no encryption, no index beside the key."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import zstandard

from benchmarks.figures import milliseconds
from benchmarks.peers_proxy import Proxy, proxied

CREATE = "create table if not exists row (id text primary key, seq integer, body blob)"
INSERT = "insert or replace into row values (?, ?, ?)"
LEVEL = 3
Plain = tuple[str, int, str]


class FloorServer(ThreadingHTTPServer):
    """Rows in memory, answered as one zstd-packed list from a cursor; rows sent to it go into plain SQLite."""

    daemon_threads = True
    rows: tuple[Plain, ...] = ()
    kept: Path


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: FloorServer

    def do_GET(self) -> None:
        cursor = int(self.path.rpartition("/")[2])
        self._say(_packed([row for row in self.server.rows if row[1] > cursor]))

    def do_POST(self) -> None:
        rows = _unpacked(self.rfile.read(int(self.headers["Content-Length"])))
        with closing(_opened(self.server.kept)) as db:
            _write(db, rows)
        self._say(b"")

    def _say(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """The floor keeps no log."""


@contextmanager
def floor(folder: Path, records: Path) -> Iterator[tuple[Floor, Proxy]]:
    """The floor as one more peer over these records, a JSON object a line: what to tell it, and its line."""
    server = FloorServer(("127.0.0.1", 0), _Answer)
    server.kept = folder / "kept.db"
    thread = threading.Thread(target=server.serve_forever, name="floor")
    thread.start()
    try:
        with proxied(server.server_address[1]) as proxy:
            client = FloorClient(proxy.port, folder / "floor.db")
            yield Floor(server, client, iter(records.read_text(encoding="utf-8").splitlines())), proxy
            client.close()
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Floor:
    """The floor's server and desk, told what to do like a peer."""

    server: FloorServer
    client: FloorClient
    records: Iterator[str]
    work: list[Plain] = field(default_factory=list)

    def tell(self, command: str, count: int = 0) -> float:
        """Milliseconds a command took."""
        commands = {"seed": self._seed, "work": self._work, "change": self._change}
        if command == "enrol":
            return 0.0
        return milliseconds(lambda: commands.get(command, self._sync)(count))

    def _seed(self, count: int) -> None:
        self.server.rows = tuple(self._next(count, 1))

    def _work(self, count: int) -> None:
        self.work = self._next(count, 0)

    def _change(self, count: int) -> None:
        first, head = self.server.rows[:count], self.server.rows[-1][1]
        changed = tuple((row[0], head + n, row[2]) for n, row in enumerate(first, 1))
        self.server.rows = (*self.server.rows[count:], *changed)

    def _sync(self, _count: int) -> None:
        if self.work:
            self.client.push(self.work)
            self.work = []
        self.client.sync()

    def _next(self, count: int, seq: int) -> list[Plain]:
        texts = [next(self.records) for _ in range(count)]
        return [(json.loads(text)["id"], seq + n, text) for n, text in enumerate(texts)]


class FloorClient:
    """The floor's desk: one connection, one table, one transaction."""

    def __init__(self, port: int, path: Path) -> None:
        self._http = HTTPConnection("127.0.0.1", port)
        self._db = _opened(path)
        self._cursor = 0

    def sync(self) -> int:
        """Fetch what is new and write it; how many rows came."""
        rows = _unpacked(self._ask("GET", f"/rows/{self._cursor}"))
        if rows:
            _write(self._db, rows)
            self._cursor = rows[-1][1]
        return len(rows)

    def push(self, rows: Sequence[Plain]) -> None:
        """Send rows; they are durable there when this returns."""
        self._ask("POST", "/rows", _packed(rows))

    def _ask(self, method: str, path: str, body: bytes | None = None) -> bytes:
        try:
            self._http.request(method, path, body)
            return self._http.getresponse().read()
        except ConnectionError:  # the line was cut while nobody spoke: once more on a new one
            self._http.close()
            self._http.request(method, path, body)
            return self._http.getresponse().read()

    def close(self) -> None:
        """Let file and connection go."""
        self._http.close()
        self._db.close()


def _opened(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("pragma journal_mode=WAL")
    db.execute("pragma synchronous=FULL")
    db.execute(CREATE)
    return db


def _write(db: sqlite3.Connection, rows: Sequence[Plain]) -> None:
    db.execute("begin immediate")
    db.executemany(INSERT, rows)
    db.execute("commit")


def _packed(rows: Sequence[Plain]) -> bytes:
    return zstandard.ZstdCompressor(level=LEVEL).compress(json.dumps(rows, ensure_ascii=False).encode())


def _unpacked(body: bytes) -> list[Plain]:
    rows: list[Plain] = json.loads(zstandard.ZstdDecompressor().decompress(body))
    return rows
