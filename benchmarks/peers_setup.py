"""Installing the peers under `build/peers`, by package name; who cannot be installed is named loudly and left out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

POUCH = ("pouchdb@9", "express-pouchdb@4", "express@4")
ANKI = "anki"
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
    if not _has_anki(python):
        home.parent.mkdir(parents=True, exist_ok=True)
        _run("Anki", [sys.executable, "-m", "venv", str(home)], home.parent)
        _run("Anki", [str(python), "-m", "pip", "install", "--quiet", ANKI], home.parent)
    return python


def _has_anki(python: Path) -> bool:
    if not python.exists():
        return False
    return (
        subprocess.run([str(python), "-c", "import anki"], check=False, capture_output=True).returncode == 0
    )


def _run(peer: str, command: list[str], folder: Path) -> None:
    try:
        subprocess.run(
            command, cwd=folder, check=True, timeout=PATIENCE_SECONDS, capture_output=True, text=True
        )
    except subprocess.CalledProcessError as error:
        raise PeerMissing(f"{peer}: {' '.join(command)}: {error.stderr[-400:]}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PeerMissing(f"{peer}: {' '.join(command)}: {error}") from error
