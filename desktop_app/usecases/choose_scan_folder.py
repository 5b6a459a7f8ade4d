"""Choose the folder where the office's scanner or copier puts its files."""

from __future__ import annotations

from desktop_app.usecases.desk import Desk

SCAN_FOLDER = "scan_folder"  # this setting of the replica holds its path, empty when there is none


def choose_scan_folder(desk: Desk, path: str) -> None:
    """Look there from now on; nothing is ever changed in it."""
    with desk.write() as writing:
        writing.set_meta(SCAN_FOLDER, path)
