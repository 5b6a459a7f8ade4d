"""The floor of a sync: plain HTTP, plain SQLite, no rules, no encryption, no index beside the key."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import zstandard

from admission.exchange import RowLine

CREATE = "create table row (id text primary key, seq integer, body blob)"
INSERT = "insert or replace into row values (?, ?, ?)"


class FloorServer(ThreadingHTTPServer):
    """Rows in memory, answered as one zstd-packed list from a cursor."""

    daemon_threads = True
    rows: tuple[tuple[str, int, str], ...] = ()


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: FloorServer

    def do_GET(self) -> None:
        cursor = int(self.path.rpartition("/")[2])
        rows = [row for row in self.server.rows if row[1] > cursor]
        body = zstandard.ZstdCompressor(level=3).compress(json.dumps(rows, ensure_ascii=False).encode())
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """The floor keeps no log."""


@contextmanager
def floor_server(lines: list[RowLine]) -> Iterator[int]:
    """The floor's server over these rows; its port."""
    server = FloorServer(("127.0.0.1", 0), _Answer)
    server.rows = tuple((line.id, line.seq, bytes(line.body).decode()) for line in lines)
    thread = threading.Thread(target=server.serve_forever, name="floor")
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class FloorClient:
    """The floor's desk: one connection, one table, one transaction."""

    def __init__(self, port: int, path: Path) -> None:
        self._http = HTTPConnection("127.0.0.1", port)
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("pragma journal_mode=WAL")
        self._db.execute("pragma synchronous=FULL")
        self._db.execute(CREATE)
        self._cursor = 0

    def sync(self) -> int:
        """Fetch what is new and write it; how many rows came."""
        self._http.request("GET", f"/rows/{self._cursor}")
        packed = self._http.getresponse().read()
        rows = json.loads(zstandard.ZstdDecompressor().decompress(packed))
        if rows:
            self._db.execute("begin immediate")
            self._db.executemany(INSERT, rows)
            self._db.execute("commit")
            self._cursor = rows[-1][1]
        return len(rows)

    def close(self) -> None:
        """Let file and connection go."""
        self._http.close()
        self._db.close()
