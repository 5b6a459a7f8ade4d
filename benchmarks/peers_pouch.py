"""PouchDB with a PouchDB server behind express as a peer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.peers_program import Program, client, free_port, server
from benchmarks.peers_proxy import Proxy, proxied
from benchmarks.peers_setup import pouch_modules

SCRIPTS = Path(__file__).parent / "pouch"


@contextmanager
def pouch(peers: Path, folder: Path, records: Path, batch: int = 0) -> Iterator[tuple[Program, Proxy]]:
    """A client with nothing in it and the line to its server; batch 0 is the default's. PeerMissing, PeerFailed."""
    env = {**os.environ, "NODE_PATH": str(pouch_modules(peers)), "NODE_ENV": "production"}
    kept, port = folder / "server", free_port()
    kept.mkdir()
    command = ["node", str(SCRIPTS / "server.js"), str(port), str(kept)]
    with server(command, port, folder, folder, env), proxied(port) as proxy:
        told = ["node", str(SCRIPTS / "client.js"), str(folder), f"http://127.0.0.1:{port}"]
        told += [proxy.url, str(records), str(batch)]
        with client(told, folder, folder, env) as program:
            yield program, proxy
