"""The desk's own door on the local network: open only while a pair exists or a code is shown."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec

from desktop_app.sync.neighbours.calling import Refused
from desktop_app.sync.neighbours.messages import MOST_SEALED, NeighbourTrouble

ANYWHERE = "0.0.0.0"  # noqa: S104 – neighbours come from the local network
SMALL = 16 * 1024
MOST_AT_ONCE = 8
PATIENCE = 10.0  # seconds a caller may take for his next bytes

logger = logging.getLogger(__name__)
Serve = Callable[[str, bytes, str], bytes]  # path, body, the caller's host; NeighbourTrouble


class Door:
    """Listens until `close`; whatever is asked is answered on one thread, so the replica sees one caller."""

    def __init__(self, serve: Serve, port: int, host: str = ANYWHERE) -> None:
        self._serve = serve
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="neighbour-door")
        self._server = _listening(host, port, self)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), name="neighbour-ear")
        self._thread.start()

    def close(self) -> None:
        """Listen no more; who is being answered gets his answer."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._worker.shutdown(wait=True)

    def answer(self, path: str, body: bytes, host: str) -> tuple[int, bytes]:
        """Status and body."""
        try:
            return 200, self._worker.submit(self._serve, path, body, host).result()
        except NeighbourTrouble as trouble:
            return 403, msgspec.json.encode(Refused(trouble.code))


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = MOST_AT_ONCE

    def __init__(self, address: tuple[str, int], door: Door) -> None:
        self.door = door
        self._room = threading.BoundedSemaphore(MOST_AT_ONCE)
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        if self._room.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002  # the base class names them
        """A caller who hangs up is nobody's business; a fault of ours is, and he asks again later."""
        if not isinstance(sys.exception(), OSError):
            logger.error("a neighbour could not be answered", exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    timeout = PATIENCE
    server_version = sys_version = ""

    def do_POST(self) -> None:
        server = self.server
        assert isinstance(server, _Server)
        length = self.headers.get("Content-Length", "")
        most = SMALL if self.path.startswith("/pair/") else MOST_SEALED
        if not (length.isascii() and length.isdecimal() and len(length) < 10 and int(length) <= most):
            self._say(413, msgspec.json.encode(Refused("neighbour-damaged")))
            return
        body = self.rfile.read(int(length))
        if len(body) == int(length):
            self._say(*server.door.answer(self.path, body, str(self.client_address[0])))

    def _say(self, status: int, body: bytes) -> None:
        self.send_response_only(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing of it is written down."""


def _listening(host: str, port: int, door: Door) -> _Server:
    """On this port, or on any where it is taken."""
    try:
        return _Server((host, port), door)
    except OSError:
        return _Server((host, 0), door)
