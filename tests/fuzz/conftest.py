"""One centre for the whole sample: making its application takes longer than an example."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from central_server.settings import Settings
from tests.central_server.conftest import postgresql
from tests.fuzz.world import World, world_of

__all__ = ["postgresql", "world"]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A centre on each database."""
    folder: Path = tmp_path_factory.mktemp("fuzz")
    url = f"sqlite:///{folder / 'ledger.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql").fresh()
    with world_of(Settings(database_url=url, files=folder / "files")) as made:
        yield made
