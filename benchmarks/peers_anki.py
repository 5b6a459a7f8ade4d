"""Anki's sync server and client library as a peer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.anki_client import PASSWORD, USER
from benchmarks.peers_program import Program, client, free_port, server
from benchmarks.peers_proxy import Proxy, proxied
from benchmarks.peers_setup import anki_python

HOUSE = Path(__file__).parent.parent


@contextmanager
def anki(peers: Path, folder: Path, records: Path) -> Iterator[tuple[Program, Proxy]]:
    """A client with nothing in it and the line to its server; PeerMissing, PeerFailed."""
    python, port = anki_python(peers), free_port()
    env = {**os.environ, "SYNC_USER1": f"{USER}:{PASSWORD}", "SYNC_BASE": str(folder / "server")}
    env |= {"SYNC_HOST": "127.0.0.1", "SYNC_PORT": str(port), "PYTHONUTF8": "1", "RUST_LOG": "error"}
    command = [str(python), "-m", "anki.syncserver"]
    with server(command, port, folder, folder, env), proxied(port) as proxy:
        told = [str(python), "-m", "benchmarks.anki_client", str(folder)]
        told += [f"http://127.0.0.1:{port}/", f"{proxy.url}/", str(records)]
        with client(told, folder, HOUSE, env) as program:
            yield program, proxy
