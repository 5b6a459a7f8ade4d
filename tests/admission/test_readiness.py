"""Threads that read messages for the first time at the same moment: after `be_ready_to_read` nothing falls."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRIES = 12
READERS = """
import sys, threading
from pathlib import Path
from admission.readiness import be_ready_to_read
from admission.wire import load_act
sys.setswitchinterval(1e-6)
if sys.argv[2] == "ready":
    assert be_ready_to_read() > 50
act, barrier = Path(sys.argv[1]).read_bytes(), threading.Barrier(8)
def read():
    barrier.wait()
    load_act(act)
threads = [threading.Thread(target=read) for _ in range(8)]
for one in threads: one.start()
for one in threads: one.join()
"""


def readers(how: str) -> int:
    """The exit status of a program whose eight threads read their first act at once."""
    act = ROOT / "tests" / "golden" / "acts" / "01-filed.v2.json"
    command = [sys.executable, "-c", READERS, str(act), how]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, timeout=60).returncode


def test_threads_that_read_their_first_act_at_once_go_on():
    assert [readers("ready") for _ in range(4)] == [0] * 4


@pytest.mark.skipif(sys.platform == "win32", reason="a crash has no signal there")
def test_without_being_ready_a_program_crashes():
    """When this fails, msgspec does it by itself, and `be_ready_to_read` may go."""
    assert any(readers("not ready") == -signal.SIGSEGV for _ in range(TRIES))
