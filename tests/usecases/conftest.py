"""A desk with one application; a case for a court, made once for the tests of a file, damaged only as a copy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.usecases.desk import Desk
from desktop_app.usecases.file_application import file_application
from tests import courts
from tests.centre import centre_in
from tests.courts import Town, accepted, child, ordered, trusted
from tests.desk import EXECUTOR, FakeClock, a_draft, make_desk
from tests.scans.test_photos import photo


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    made = make_desk(tmp_path, clock=clock)
    yield made
    made.replica.close()


@pytest.fixture
def filed(desk: Desk) -> str:
    """Id of an application that was filed at this desk."""
    return file_application(desk, EXECUTOR, a_draft())


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, catalogues: Path) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("court")
    with centre_in(folder / "town", catalogues, FakeClock()) as centre:
        joined = centre.join("desk-a")
        two = [accepted(joined, courts.filed(joined, child(place), [photo(300, 200)])) for place in (0, 1)]
        order = ordered(joined, two)
        yield Town(centre, joined, two, order, trusted(folder), catalogues)
        joined.desk.replica.close()


@pytest.fixture(scope="module")
def whole(town: Town, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return town.export(town.order, tmp_path_factory.mktemp("stick"))


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "copy"))
