"""Serving the centre with uvicorn: in this process until told to stop, or in a thread for tests and demonstrations."""

from __future__ import annotations

import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

# An ASGI application, as `central_server.api.app` builds it.
Application = Callable[[Any, Any, Any], Awaitable[None]]

LOOPBACK = "127.0.0.1"
KEEP_ALIVE_SECONDS = 75
WAITING_CONNECTIONS = 128


class CentreSilent(Exception):
    """The server ended before it listened."""


class _Server(uvicorn.Server):
    """Tells when it listens."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self._ready()


def serve(app: Application, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT; `ready` is told the address. Port 0: any free one."""
    listening = _listen(host, port)
    server = _Server(_config(app), lambda: ready(_url(listening, host)))
    server.run(sockets=[listening])


@contextmanager
def running(app: Application, port: int = 0) -> Iterator[str]:
    """The app on loopback in a thread, while the block runs; its address."""
    listening = _listen(LOOPBACK, port)
    up = threading.Event()
    server = _Server(_config(app), up.set)
    thread = threading.Thread(target=_run, args=(server, listening, up), name="centre")
    thread.start()
    up.wait()
    if not server.started:
        raise CentreSilent(LOOPBACK)
    try:
        yield _url(listening, LOOPBACK)
    finally:
        server.should_exit = True
        thread.join()


def _run(server: uvicorn.Server, listening: socket.socket, up: threading.Event) -> None:
    try:
        server.run(sockets=[listening])
    finally:
        up.set()
        listening.close()


def _config(app: Application) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        interface="asgi3",
        lifespan="off",
        loop="asyncio",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=5,
    )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio switches Nagle's waiting off only for sockets that say they are TCP; it costs 40 ms a turn
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(WAITING_CONNECTIONS)
    except OSError:
        listening.close()
        raise
    return listening


def _url(listening: socket.socket, host: str) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listening.getsockname()[1]}"
