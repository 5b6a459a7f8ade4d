"""Installing the peers under `build/peers`, by package name; who cannot be installed is named loudly and left out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

POUCH = ("pouchdb@9", "express-pouchdb@4", "express@4")
ANKI = "anki"
ANKI_PROGRAM = ("aqt", "PyQt6", "PyQt6-WebEngine")
PAPERS = ("weasyprint", "typst")
PATIENCE_SECONDS = 600


class PeerMissing(Exception):
    """A peer cannot be had on this computer; the message says why."""


def pouch_modules(folder: Path) -> Path:
    """The `node_modules` with PouchDB and its server, installed when they are not there; PeerMissing."""
    modules = folder / "pouch" / "node_modules"
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise PeerMissing("PouchDB: node and npm are not installed")
    if not (modules / "express-pouchdb").exists() or not (modules / "pouchdb").exists():
        modules.parent.mkdir(parents=True, exist_ok=True)
        (modules.parent / "package.json").write_text('{"private": true}\n', encoding="utf-8")
        quiet = ("--no-audit", "--no-fund", "--loglevel=error")
        _run("PouchDB", [npm, "install", *quiet, *POUCH], modules.parent)
    return modules


def anki_python(folder: Path) -> Path:
    """The Python of an environment that has Anki's library, made when it is not there; PeerMissing."""
    home = folder / "anki"
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not _has(python, "anki"):
        home.parent.mkdir(parents=True, exist_ok=True)
        _run("Anki", [sys.executable, "-m", "venv", str(home)], home.parent)
        _run("Anki", [str(python), "-m", "pip", "install", "--quiet", ANKI], home.parent)
    return python


def anki_program(folder: Path) -> list[str]:
    """How to run Python with Anki's whole program and a screen for it, installed when not there; PeerMissing."""
    home = folder / "anki-program"
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not _has(python, "aqt"):
        home.parent.mkdir(parents=True, exist_ok=True)
        _run("Anki", [sys.executable, "-m", "venv", str(home)], home.parent)
        _run("Anki", [str(python), "-m", "pip", "install", "--quiet", *ANKI_PROGRAM], home.parent)
    if os.environ.get("DISPLAY") or not sys.platform.startswith("linux"):
        return [str(python)]
    screen = shutil.which("xvfb-run")
    if screen is None:
        raise PeerMissing("Anki: there is no screen, and Xvfb is not installed")
    return [screen, "-a", str(python)]


def paper_python(folder: Path) -> Path:
    """The Python of an environment that has WeasyPrint and typst, made when it is not there; PeerMissing."""
    home = folder / "papers"
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not _has(python, ", ".join(PAPERS)):
        home.parent.mkdir(parents=True, exist_ok=True)
        _run("papers", [sys.executable, "-m", "venv", str(home)], home.parent)
        _run("papers", [str(python), "-m", "pip", "install", "--quiet", *PAPERS], home.parent)
    if not _has(python, ", ".join(PAPERS)):
        raise PeerMissing("WeasyPrint: its system libraries (Pango) are not installed")
    return python


def _has(python: Path, modules: str) -> bool:
    if not python.exists():
        return False
    asked = [str(python), "-c", f"import {modules}"]
    return subprocess.run(asked, check=False, capture_output=True).returncode == 0


def _run(peer: str, command: list[str], folder: Path) -> None:
    try:
        subprocess.run(
            command, cwd=folder, check=True, timeout=PATIENCE_SECONDS, capture_output=True, text=True
        )
    except subprocess.CalledProcessError as error:
        raise PeerMissing(f"{peer}: {' '.join(command)}: {error.stderr[-400:]}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PeerMissing(f"{peer}: {' '.join(command)}: {error}") from error
