"""A peer's program, driven by one JSON line for each command over its standard input and output."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

PATIENCE_SECONDS = 30.0
FAREWELL_SECONDS = 20.0


class PeerFailed(Exception):
    """A peer's program ended, or never listened; the message is what it last said."""


class Program:
    """A running client of a peer; `tell` gives it a command and waits."""

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        self._process = process
        self._log = log

    def tell(self, command: str, count: int = 0) -> float:
        """Milliseconds the command took by the program's own clock; PeerFailed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps([command, count]) + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        except OSError:
            answer = ""
        if not answer:
            raise PeerFailed(f"{command}: {self._log.read_text(encoding='utf-8', errors='replace')[-800:]}")
        return float(json.loads(answer)["ms"])


@contextmanager
def client(command: Sequence[str], folder: Path, cwd: Path, env: Mapping[str, str]) -> Iterator[Program]:
    """A program that is told what to do, until the block ends; its complaints go to a file in `folder`."""
    log = folder / "client.log"
    with log.open("wb") as complaints:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            cwd=cwd,
            env=dict(env),
            text=True,
        )
        try:
            yield Program(process, log)
        finally:
            _ended(process)


@contextmanager
def server(
    command: Sequence[str], port: int, folder: Path, cwd: Path, env: Mapping[str, str]
) -> Iterator[None]:
    """A server that listens on `port` of loopback while the block runs; PeerFailed when it does not."""
    log = folder / "server.log"
    with log.open("wb") as complaints:
        process = subprocess.Popen(command, stdout=complaints, stderr=complaints, cwd=cwd, env=dict(env))
        try:
            _listening(process, port, log)
            yield
        finally:
            process.terminate()
            _ended(process)


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        return int(listening.getsockname()[1])


def _listening(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise PeerFailed(log.read_text(encoding="utf-8", errors="replace")[-800:]) from None
            time.sleep(0.05)
        else:
            return


def _ended(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    try:
        process.wait(FAREWELL_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
