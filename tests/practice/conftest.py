"""A practice office that was begun once, and its centre as the real child process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app import practice
from desktop_app.building import desk_of, join_practice, line_of, practice_key
from desktop_app.models.replica import open_replica
from desktop_app.practice import Told
from desktop_app.settings import Settings
from desktop_app.sync.session import Line
from desktop_app.ui import theme
from desktop_app.usecases.desk import Desk

Begun = tuple[Settings, Told]


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication, catalogues: Path) -> Iterator[Begun]:
    """Its settings, and what its centre told."""
    theme.apply(qapp)
    real = Settings(data=tmp_path_factory.mktemp("office") / "qabyldau", catalogues=catalogues)
    mine = practice.practice_settings(real)
    with practice.practice_centre(mine) as told:
        yield mine, told
    assert not real.data.exists(), "practice touched the office's own folder"


@contextmanager
def practising(mine: Settings, told: Told) -> Iterator[tuple[Desk, Line]]:
    """The desk of a practice office, and its line."""
    replica = open_replica(mine.replica, practice_key(mine))
    desk = desk_of(mine, replica, told.now)
    join_practice(mine, desk, told)
    line = line_of(mine, desk)
    try:
        yield desk, line
    finally:
        line.server.close()
        replica.close()
