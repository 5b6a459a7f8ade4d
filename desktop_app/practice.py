"""Practice: a folder, a key, a clock and a centre of its own on this computer, from which nothing can be reached."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from desktop_app.settings import Settings

SUFFIX = "-practice"
CENTRE = ("-m", "demo", "practice")  # a program of its own: this room never imports the centre
FAREWELL_SECONDS = 30.0


class PracticeTrouble(Exception):
    """Practice cannot begin; `code` names the sentence that says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Told:
    """What the practice centre says when it listens: its address, a code for one desk, its clock, who may sign in.

    `trust` is the folder of its invented authority, `key_files` that of its director's key.
    """

    url: str
    code: str
    start: datetime
    born: datetime
    logins: tuple[str, ...]
    password: str
    key_files: Path
    key_password: str
    trust: Path

    def now(self) -> datetime:
        """The stated clock: it began at `start` when practice was set up, and runs on from there."""
        return self.start + (datetime.now(UTC) - self.born)


def practice_settings(settings: Settings) -> Settings:
    """The same settings with a folder beside the office's own; nothing of the office's own is ever opened."""
    if settings.practice:
        return settings
    return replace(settings, data=settings.data.with_name(settings.data.name + SUFFIX), practice=True)


def begin_again(settings: Settings) -> None:
    """Forget everything that was practised; PracticeTrouble for any other folder."""
    if not (settings.practice and settings.data.name.endswith(SUFFIX)):
        raise PracticeTrouble("practice-not-here")
    shutil.rmtree(settings.data, ignore_errors=True)


def must_stay_here(url: str) -> None:
    """PracticeTrouble for any address that is not this very computer's, spelled as a number."""
    parts = urlsplit(url)
    try:
        here = parts.scheme == "http" and ip_address(parts.hostname or "").is_loopback
    except ValueError:
        here = False
    if not here:
        raise PracticeTrouble("practice-only-here")


Tell = Callable[[int, int], None]  # so many steps are done, of so many
Answer = Callable[[Tell], Told]
Wait = Callable[[Answer, Callable[[], None]], Told]


def at_once(answer: Answer, _give_up: Callable[[], None]) -> Told:
    """Wait here, and show nobody how far it is."""
    return answer(lambda _done, _of: None)


@contextmanager
def practice_centre(settings: Settings, wait: Wait = at_once) -> Iterator[Told]:
    """The practice centre as a process while the block runs; it also ends by itself when this process is gone.

    `wait` is given what to wait for, and how to give it up: that then ends with a PracticeTrouble.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, *CENTRE, "--data", str(settings.data / "there")]
    with (settings.data / "centre.log").open("a", encoding="utf-8") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            encoding="utf-8",
            cwd=settings.resources.parent,
        )
    try:
        yield wait(partial(_told, process), process.kill)
    finally:
        _end(process)


def start_practice(settings: Settings) -> None:
    """Open practice as a program of its own: what this one has open stays out of its reach."""
    command = [sys.executable, "-m", "desktop_app", "--data", str(settings.data)]
    command += ["--language", settings.language, *(["--dark"] if settings.dark else []), "practice"]
    subprocess.Popen(
        command,
        cwd=settings.resources.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def fixed_passphrase(settings: Settings) -> str:
    """Opens the practice vault: invented families need no secret, but the same files and steps as real ones."""
    if not settings.practice:
        raise PracticeTrouble("practice-not-here")
    return "жаттығу"


def _told(process: subprocess.Popen[str], tell: Tell) -> Told:
    try:
        said = _last_word(process, tell)
        told = Told(
            url=said["url"],
            code=said["code"],
            start=datetime.fromisoformat(said["start"]),
            born=datetime.fromisoformat(said["born"]),
            logins=tuple(said["logins"]),
            password=said["password"],
            key_files=Path(said["key_files"]),
            key_password=said["key_password"],
            trust=Path(said["trust"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise PracticeTrouble("practice-no-centre") from error
    must_stay_here(told.url)
    return told


def _last_word(process: subprocess.Popen[str], tell: Tell) -> Mapping[str, Any]:
    """What it says when it listens; before that it says how far it is."""
    assert process.stdout is not None, "it was asked for"
    said: Mapping[str, Any] = json.loads(process.stdout.readline())
    while "of" in said:
        tell(said["step"], said["of"])
        said = json.loads(process.stdout.readline())
    return said


def _end(process: subprocess.Popen[str]) -> None:
    """Its input closes: it leaves by itself; killed where it does not."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    try:
        process.wait(timeout=FAREWELL_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
