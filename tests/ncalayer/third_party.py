"""A portal's client (ncalayer-js-client, MIT) tries the stand-in; this module installs it when run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.ncalayer.process import HOUSE, Process

PACKAGE = "ncalayer-js-client@1.5.6"
MODULES = HOUSE / "build" / "peers" / "ncalayer" / "node_modules"
SCRIPT = Path(__file__).with_name("third_party.js")
PATIENCE_SECONDS = 300


def is_here() -> bool:
    """Whether Node and the client are on this computer."""
    return shutil.which("node") is not None and (MODULES / "ncalayer-js-client").exists()


def install() -> None:
    """By npm, under `build`; CalledProcessError, OSError or TimeoutExpired when it cannot be had."""
    MODULES.parent.mkdir(parents=True, exist_ok=True)
    (MODULES.parent / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    command = [
        shutil.which("npm") or "npm",
        "install",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
        PACKAGE,
    ]
    subprocess.run(command, cwd=MODULES.parent, check=True, timeout=PATIENCE_SECONDS)


def answers(stand_in: Process) -> dict[str, Any]:
    """What the client was told: version, tokens, one signature, three, a cancelled window, a wrong call."""
    known = {**os.environ, "NODE_EXTRA_CA_CERTS": str(stand_in.line_root)}
    command = [shutil.which("node") or "node", str(SCRIPT), str(MODULES), stand_in.url]
    run = subprocess.run(command, env=known, check=True, capture_output=True, timeout=60)
    told: dict[str, Any] = json.loads(run.stdout)
    return told


if __name__ == "__main__":
    if not is_here():
        install()
    print(MODULES, file=sys.stderr)
