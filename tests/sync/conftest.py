"""A running centre and two desks of one school."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.centre import Centre, Joined, centre_in
from tests.desk import FakeClock
from tests.sync.ready import many, seed


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def centre(tmp_path: Path, catalogues: Path, clock: FakeClock) -> Iterator[Centre]:
    with centre_in(tmp_path, catalogues, clock) as made:
        yield made


@pytest.fixture
def counter(centre: Centre) -> Joined:
    return centre.join("counter")


@pytest.fixture
def office(centre: Centre) -> Joined:
    return centre.join("office")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """An empty stick."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def crowded(centre):
    """The centre of a large school; its rows as they were written."""
    centre.lines = seed(centre.ledger, many())
    return centre
