"""Printers: who puts the very bytes of a PDF onto paper at their true size; CUPS by its own commands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

# an inch of the PDF is an inch of paper, whatever the queue is used to
TRUE_SIZE = ("-o", "print-scaling=none", "-o", "fit-to-page=false", "-o", "media=A4", "-o", "collate=true")
ASK_SECONDS, SEND_SECONDS = 10.0, 30.0
PLAIN = {"LC_ALL": "C.UTF-8", "LANGUAGE": "C"}  # the answers are read
NAMED = re.compile(r"^(\S+) (?:not )?accepting requests", re.MULTILINE)
DEFAULT = re.compile(r"^system default destination: (\S+)", re.MULTILINE)

# what CUPS says -> the code of the trouble; the first that fits
SAID = (
    ("invalid destination", "unknown"),
    ("does not exist", "unknown"),
    ("not found", "unknown"),
    ("not accepting", "refused"),
    ("scheduler", "spooler-gone"),
    ("bad file descriptor", "spooler-gone"),
    ("connect", "spooler-gone"),
    ("no such file", "spooler-gone"),
)
STANDS_STILL = re.compile(r"^printer \S+ disabled|^\s*Alerts:.*offline", re.MULTILINE)


class PrintTrouble(Exception):
    """Nothing was printed; `code`: none, unknown, offline, refused, spooler-gone, slow or unreadable."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Printers(Protocol):
    """The printers of this computer."""

    def names(self) -> tuple[str, ...]:
        """Their names, the system's own choice first; PrintTrouble where nobody can be asked."""

    def send(self, pdf: bytes, printer: str, title: str, copies: int, /) -> None:
        """Hand these bytes to be printed at their true size; PrintTrouble where the printer does not take them."""


class NoPrinters:
    """A computer without any."""

    def names(self) -> tuple[str, ...]:
        """None."""
        return ()

    def send(self, *_: object) -> None:
        """Nobody takes it."""
        raise PrintTrouble("none")


@dataclass(frozen=True)
class Said:
    """What a command answered, both of its voices together."""

    ok: bool
    text: str


Ask = Callable[[Sequence[str], bytes, float], Said]


def run(command: Sequence[str], given: bytes, seconds: float) -> Said:
    """A command of CUPS with these bytes as its input; PrintTrouble where it is not here or gives no answer."""
    try:
        ended = subprocess.run(
            command,
            input=given,
            capture_output=True,
            timeout=seconds,
            env={**os.environ, **PLAIN},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PrintTrouble("slow") from None
    except OSError:
        raise PrintTrouble("spooler-gone") from None
    text = (ended.stdout + b"\n" + ended.stderr).decode(errors="replace")
    return Said(ended.returncode == 0, text)


def has_cups() -> bool:
    """Whether this computer prints by CUPS."""
    return all(map(shutil.which, ("lp", "lpstat")))


@dataclass(frozen=True)
class CupsPrinters:
    """The queues of CUPS; `ask` runs one of its commands."""

    ask: Ask = run

    def names(self) -> tuple[str, ...]:
        """Its queues; none is an answer."""
        said = self.ask(("lpstat", "-d", "-a"), b"", ASK_SECONDS)
        if not said.ok and _code(said.text, "") == "spooler-gone":
            raise PrintTrouble("spooler-gone")
        own = DEFAULT.findall(said.text)
        return tuple(sorted(NAMED.findall(said.text), key=lambda name: (name not in own, name)))

    def send(self, pdf: bytes, printer: str, title: str, copies: int) -> None:
        """Into the queue as they are; a queue that stands still would swallow them, so it is asked first."""
        if not printer:
            raise PrintTrouble("none")
        self._look_at(printer)
        command = ("lp", "-d", printer, "-n", str(copies), "-t", title, *TRUE_SIZE, "-")
        said = self.ask(command, pdf, SEND_SECONDS)
        if not said.ok:
            raise PrintTrouble(_code(said.text, "refused"))

    def _look_at(self, printer: str) -> None:
        if "is running" not in self.ask(("lpstat", "-r"), b"", ASK_SECONDS).text:
            raise PrintTrouble("spooler-gone")  # else its printers only seem to be unknown
        said = self.ask(("lpstat", "-l", "-a", printer, "-p", printer), b"", ASK_SECONDS)
        if not said.ok or not NAMED.search(said.text) or f"{printer} not accepting" in said.text:
            raise PrintTrouble(_code(said.text, "spooler-gone"))
        if STANDS_STILL.search(said.text):
            raise PrintTrouble("offline")


def _code(text: str, otherwise: str) -> str:
    lower = text.lower()
    return next((code for sign, code in SAID if sign in lower), otherwise)
