"""The stand-in as its own process, for tests and benchmarks."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from tests.ncalayer.line_keys import ROOT_FILE
from tests.ncalayer.script import Script

HOUSE = Path(__file__).parents[2]


class Process:
    """A running stand-in: where it listens, whom to trust, and its script."""

    def __init__(self, program: subprocess.Popen[str], folder: Path) -> None:
        self._program = program
        self.folder = folder
        self.port = int(self._read())
        self.url = f"wss://127.0.0.1:{self.port}/"
        self.trust = folder / "trust"
        self.line_root = folder / ROOT_FILE

    def script(self, does: str = "sign", **more: Any) -> None:
        """What happens at the next requests; what was asked before is forgotten."""
        self._write(msgspec.json.encode(Script(does=does, **more)).decode())
        self._read()

    def requests(self) -> list[dict[str, Any]]:
        """What it was asked since the last script."""
        self._write("?")
        return [json.loads(text) for text in json.loads(self._read())]

    def _write(self, line: str) -> None:
        assert self._program.stdin is not None
        self._program.stdin.write(f"{line}\n")
        self._program.stdin.flush()

    def _read(self) -> str:
        assert self._program.stdout is not None
        return self._program.stdout.readline()


@contextmanager
def running(folder: Path, at: datetime) -> Iterator[Process]:
    """A stand-in at a free port, ended at the end."""
    command = [sys.executable, "-m", "tests.ncalayer", "--folder", str(folder), "--at", at.isoformat()]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", cwd=HOUSE
    ) as program:
        try:
            yield Process(program, folder)
        finally:
            assert program.stdin is not None
            program.stdin.close()
            program.wait(timeout=10)
