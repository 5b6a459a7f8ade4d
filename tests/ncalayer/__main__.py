"""The stand-in for NCALayer: `python -m tests.ncalayer --folder F --at MOMENT [--port N]`, scripts on stdin.

It really signs, with keys of a town made for the run. `F` gets `trust/` (the town's authorities, pinned) and
`tls.pem` (the root of its own line). Stdout: the port, then a line for each script (a JSON object of
`script.Script`), then the requests so far for `?`. It ends with stdin. Without scripts everybody signs.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import socket
import ssl
import sys
import threading
import time
from datetime import datetime
from pathlib import Path

import msgspec

from tests.ncalayer.answers import HEARTBEAT, answer
from tests.ncalayer.frames import BINARY, TEXT, Gone, Line, closing, frame
from tests.ncalayer.line_keys import line_context
from tests.ncalayer.people import Town, make_town
from tests.ncalayer.script import ON_CONNECTING, SILENT, Script
from verification.trust import add_trust, fingerprint

GREETING = '{"result":{"version":"1.4"}}'


class StandIn:
    """Everything the threads of the process share."""

    def __init__(self, town: Town, at: datetime, context: ssl.SSLContext) -> None:
        self.script = Script()
        self.requests: list[str] = []
        self._town = town
        self._at = at
        self._context = context

    def listen(self, port: int) -> int:
        """Take connections from now on; the port."""
        listening = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self._accept, args=(listening,), daemon=True).start()
        return int(listening.getsockname()[1])

    def _accept(self, listening: socket.socket) -> None:
        while True:
            plain, _ = listening.accept()
            threading.Thread(target=self._serve, args=(plain,), daemon=True).start()

    def _serve(self, plain: socket.socket) -> None:
        with plain, contextlib.suppress(Gone, OSError):
            if self.script.does == "plain-http":
                plain.recv(1)
                plain.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
                return
            with self._context.wrap_socket(plain, server_side=True) as stream:
                self._talk(Line(stream))

    def _talk(self, line: Line) -> None:
        does = self.script.does
        if does != "no-greeting":
            line.send(GREETING if does != "strange-greeting" else '{"hello":"ZSpace"}')
        while does not in ON_CONNECTING or does == "no-greeting":
            text = line.receive()
            if text != HEARTBEAT:
                self.requests.append(text)
            time.sleep(self.script.wait)
            self._reply(line, text)

    def _reply(self, line: Line, text: str) -> None:
        does = self.script.does
        if does in SILENT:
            _break_off(line, does)
            return
        told = answer(text, self.script, self._town, self._at)
        if does == "heartbeat-first":
            line.send(HEARTBEAT)
        line.send(told)
        if does == "twice":
            line.send(told)


def _break_off(line: Line, does: str) -> None:
    """Ways not to answer."""
    last = {
        "never": b"",
        "close-after": b"",
        "half-a-frame": frame(TEXT, b'{"status":true}')[:8],
        "bad-utf8": frame(TEXT, b'{"status":"\xff\xfe"}'),
        "binary": frame(BINARY, b"\0\1\2"),
        "too-large": closing(1009),
    }
    if does == "quit":
        os._exit(0)
    line.raw(last[does])
    if does == "never":
        line.receive()
    raise Gone


def main() -> None:
    """Prepare the folder, tell the port, obey stdin."""
    parser = argparse.ArgumentParser(prog="python -m tests.ncalayer", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--at", type=datetime.fromisoformat, required=True)
    parser.add_argument("--port", type=int, default=0, help="13579 is NCALayer's own; any free one if absent")
    chosen = parser.parse_args()
    town = make_town(chosen.at)
    for der in town.authorities:
        add_trust(chosen.folder / "trust", der, fingerprint(der))
    stand_in = StandIn(town, chosen.at, line_context(chosen.folder))
    print(stand_in.listen(chosen.port), flush=True)
    for command in sys.stdin:
        if command.strip() == "?":
            print(json.dumps(stand_in.requests), flush=True)
            continue
        stand_in.script = msgspec.json.decode(command, type=Script)
        stand_in.requests.clear()
        print("scripted", flush=True)


if __name__ == "__main__":
    main()
