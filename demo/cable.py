"""The centre as a process of its own, so that the cable can really be pulled and put back."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

LISTENING = "listening on "


@dataclass
class Centre:
    """`python -m central_server serve` over one data folder, always on the same address."""

    data: Path
    clock: Callable[[], datetime]
    url: str = ""
    _process: subprocess.Popen[str] | None = None

    def start(self) -> str:
        """Start it and wait until it listens; its address."""
        port = self.url.rpartition(":")[2] or "0"
        command = [sys.executable, "-m", "central_server", "serve", "--data", str(self.data)]
        options = ["--host", "127.0.0.1", "--port", port, "--demo-clock", self.clock().isoformat()]
        with (self.data / "centre.log").open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                [*command, *options], stdout=subprocess.PIPE, stderr=log, text=True
            )
        self.url = self._address(self._process)
        return self.url

    def stop(self) -> None:
        """Pull the cable: the process ends, its data stay."""
        if self._process is None:
            return
        self._process.terminate()
        self._process.wait(timeout=30)
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process = None

    @staticmethod
    def _address(process: subprocess.Popen[str]) -> str:
        assert process.stdout is not None
        for line in process.stdout:
            if LISTENING in line:
                return line.partition(LISTENING)[2].strip()
        raise RuntimeError(f"the centre ended with status {process.wait()}; its centre.log says why")
