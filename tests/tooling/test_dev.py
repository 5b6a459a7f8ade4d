"""dev.py: what it finds missing, what it would install, and what its exit status says."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).parents[2]


def run_dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "dev.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("arguments", [(), ("dance",)])
def test_without_a_command_it_lists_them_and_fails(arguments):
    answer = run_dev(*arguments)
    assert answer.returncode == 1
    assert [name for name in dev.COMMANDS if f"dev.py {name}" not in answer.stderr] == []


def test_make_knows_every_command():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    [phony] = [line for line in makefile.splitlines() if line.startswith(".PHONY:")]
    assert set(phony.split()[1:]) == set(dev.COMMANDS)


def test_a_library_nobody_has_is_missing():
    assert not dev.loads("libqabyldau-does-not-exist.so.1")


def test_windows_are_asked_for_only_where_they_can_be_shown(monkeypatch):
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    assert dev.qt_libraries() == dev.QT_LIBRARIES
    monkeypatch.setenv("DISPLAY", ":99")
    assert "libxcb-cursor0" in dev.qt_libraries().values()


def test_the_one_line_names_exactly_what_is_missing(monkeypatch):
    monkeypatch.setattr(dev, "QT_LIBRARIES", {"libnowhere.so.1": "libnowhere1", "libc.so.6": "libc6"})
    monkeypatch.setattr(dev, "may_install", lambda: False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    with pytest.raises(SystemExit, match=r"sudo apt-get install libnowhere1$"):
        dev.ensure_packages(needs_qt=True)


def test_without_windows_no_library_of_qt_is_asked_for(monkeypatch):
    monkeypatch.setattr(dev, "QT_LIBRARIES", {"libnowhere.so.1": "libnowhere1"})
    assert dev.missing_packages(needs_qt=False) == []


def test_one_requirement_is_cut_from_the_lock_with_its_hashes():
    first, *others = dev.pinned("uv").splitlines()
    assert first.startswith("uv==")
    assert others
    assert all(line.strip().startswith("--hash=sha256:") for line in others)


def test_an_edited_lock_is_not_installed(tmp_path, monkeypatch):
    lock, stamp = tmp_path / "lock", tmp_path / "stamp"
    monkeypatch.setattr(dev, "LOCK", lock)
    monkeypatch.setattr(dev, "STAMP", stamp)
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    lock.write_text("uv==1", encoding="utf-8")
    assert not dev.is_installed()
    stamp.write_text(dev.lock_hash(), encoding="ascii")
    assert dev.is_installed()
    lock.write_text("uv==2", encoding="utf-8")
    assert not dev.is_installed()


def test_two_starts_at_once_set_up_one_after_the_other(tmp_path, monkeypatch):
    monkeypatch.setattr(dev, "BUILD", tmp_path / "build")
    inside, most = [0], [0]

    def start() -> None:
        with dev.one_at_a_time():
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            threading.Event().wait(0.02)
            inside[0] -= 1

    starts = [threading.Thread(target=start) for _ in range(4)]
    for thread in starts:
        thread.start()
    for thread in starts:
        thread.join()
    assert most == [1]


def test_what_the_user_set_wins(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert dev.environment(QT_QPA_PLATFORM="offscreen")["QT_QPA_PLATFORM"] == "xcb"


def test_bytecode_is_kept_for_the_next_start_whatever_the_shell_says(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    ours = dev.environment()
    assert not ours["PYTHONDONTWRITEBYTECODE"]
    assert Path(ours["PYTHONPYCACHEPREFIX"]).is_relative_to(dev.ROOT / "build")


def test_a_killed_program_has_the_exit_status_a_shell_would_give():
    assert dev.call("-c", "import os, signal; os.kill(os.getpid(), signal.SIGTERM)") == 143
