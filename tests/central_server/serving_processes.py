"""Real server processes of one centre, and desks that go on at another one when theirs is killed."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle

import msgspec

from admission.exchange import PROTOCOL, ActResult, SyncAnswer, SyncRequest
from central_server.settings import Settings
from desktop_app.sync.server import Server
from desktop_app.sync.trouble import ServerTrouble, ServerUnreachable
from tests.central_server.actors import Desk
from tests.desk import MORNING, ROOT

PATIENCE_SECONDS = 30
ATTEMPTS = 40


@dataclass
class Process:
    """`python -m central_server serve`; what it logged is there once it has ended."""

    popen: subprocess.Popen[str]
    url: str
    log: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._reading = threading.Thread(target=self._read, name="log")
        self._reading.start()

    def _read(self) -> None:
        assert self.popen.stderr is not None
        self.log.extend(self.popen.stderr)

    def end(self, how: signal.Signals) -> int:
        """Send the signal and wait; the exit status."""
        self.popen.send_signal(how)
        status = self.popen.wait(PATIENCE_SECONDS)
        self._reading.join()
        for stream in (self.popen.stdout, self.popen.stderr):
            assert stream is not None
            stream.close()
        return status

    @property
    def errors(self) -> list[str]:
        return [line for line in self.log if " ERROR " in line or line.startswith("Traceback")]


def start(settings: Settings) -> Process:
    """Another process of the centre with these settings, listening on a port of its own."""
    data = str(settings.files.parent)
    command = [sys.executable, "-m", "central_server", "serve", "--port", "0", "--data", data]
    command += ["--database", settings.database_url, "--demo-clock", MORNING.isoformat()]
    popen = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert popen.stdout is not None
    for line in popen.stdout:
        if line.startswith("listening on "):
            return Process(popen, line.split()[-1])
    raise AssertionError(popen.communicate(timeout=PATIENCE_SECONDS)[1])


@contextmanager
def serving(settings: Settings, number: int) -> Iterator[list[Process]]:
    """So many processes beside each other; those still alive at the end are stopped."""
    processes = [start(settings) for _ in range(number)]
    try:
        yield processes
    finally:
        for one in processes:
            if one.popen.poll() is None:
                one.end(signal.SIGTERM)


@dataclass
class Caller:
    """A desk on the line: it knows several addresses of its centre and keeps everything it was told."""

    desk: Desk
    urls: list[str]
    told: dict[int, ActResult] = field(default_factory=dict)
    cursor: int = 0
    cut: int = 0
    rows: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._servers = cycle([Server(url, self.desk.token, timeout=20) for url in self.urls])

    def bring(self, raws: list[bytes], head: str) -> None:
        """Send the batch until it is answered, each time at the next address; an outcome told once may not change."""
        request = SyncRequest(
            p=PROTOCOL,
            epoch="",
            cursor=self.cursor,
            now=MORNING,
            head=head,
            acts=[msgspec.Raw(raw) for raw in raws],
            max_rows=2_000,
        )
        for _ in range(ATTEMPTS):
            answer = self._asked(request)
            if answer is not None:
                self._keep(answer)
                return
            self.cut += 1
        raise AssertionError("nobody answers")

    def _asked(self, request: SyncRequest) -> SyncAnswer | None:
        """None where it has to be asked again: the process is gone, or could not write just now."""
        try:
            return next(self._servers).sync(request)
        except ServerUnreachable:
            return None
        except ServerTrouble as trouble:
            if trouble.code != "unavailable":
                raise
            return None

    def _keep(self, answer: SyncAnswer) -> None:
        for result in answer.results:
            assert self.told.setdefault(result.n, result) == result
        self.rows |= {(row.kind, row.id): row.ver for row in answer.rows}
        self.cursor = answer.cursor

    def follow(self) -> None:
        """Read on to the end of the feed."""
        self.bring([], "")

    def close(self) -> None:
        """Hang up."""
        for server in (next(self._servers) for _ in self.urls):
            server.close()
