"""Anki's own start in its own environment: `anki_start.py FOLDER` opens an empty profile there, as its users have it.

Prints the moment its main window is painted with the profile open; `prepare` instead makes the profile.
"""

from __future__ import annotations

import importlib
import os
import sys
import time
from pathlib import Path

PROFILE = "desk"


def prepare(folder: Path) -> None:
    """A profile, so that no question about language or profile is asked."""
    profiles = importlib.import_module("aqt.profiles").ProfileManager(folder)
    profiles.setupMeta()
    profiles.meta.update(firstRun=False, defaultLang="en_US")
    profiles.create(PROFILE)
    profiles.load(PROFILE)
    profiles.save()


def start(folder: Path) -> None:
    """Until the painted window; the process ends there."""
    aqt = importlib.import_module("aqt")
    timer = importlib.import_module("aqt.qt").QTimer

    def told() -> None:
        aqt.mw.grab()
        print(time.time(), flush=True)
        os._exit(0)

    aqt.gui_hooks.profile_did_open.append(lambda: timer.singleShot(0, told))
    sys.argv = ["anki", "-b", str(folder), "-p", PROFILE, "-l", "en_US"]
    aqt.run()


if __name__ == "__main__":
    prepare(Path(sys.argv[1])) if sys.argv[2:] == ["prepare"] else start(Path(sys.argv[1]))
