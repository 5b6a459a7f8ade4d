"""The workshop: what is costly is made once a process; each history begins from a copy of a template."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec.structs import replace

from admission.places import Stream
from central_server.administration import add_school, portal_token
from central_server.models.ledger import open_ledger
from central_server.settings import settings_in
from tests.desk import DIRECTOR, EXECUTOR, MORNING, SCHOOL, FakeClock
from tests.histories.faults import a_breaker
from tests.histories.house import an_application
from tests.histories.postgres import Databases
from tests.histories.warm import quick_pairing, warm_engines
from tests.histories.wire import doors
from tests.histories.world import OTHER, SCHOOLS, Shared, World

PLACES = {(SCHOOL.id, "kk"): 1, (SCHOOL.id, "ru"): 2, (OTHER.id, "kk"): 2}
SHM = Path("/dev/shm")


class Workshop:
    """Worlds, one after the other."""

    def __init__(self, shared: Shared, databases: Databases | None) -> None:
        self.shared, self._databases = shared, databases

    @contextmanager
    def world(self) -> Iterator[World]:
        """A new history begins where the template ends."""
        run = self.shared.folder / "run"
        shutil.rmtree(run, ignore_errors=True)
        shutil.copytree(self.shared.folder / "template", run)
        self.shared.clock.now = MORNING
        if self._databases is not None:
            self.shared.url = self._databases.copied()
        world = World(self.shared, run)
        try:
            yield world
        finally:
            world.close()


def in_memory() -> Path | None:
    """A folder that is no disk, where the system has one."""
    return SHM if SHM.is_dir() else None


@contextmanager
def a_workshop(folder: Path | None = None, databases: Databases | None = None) -> Iterator[Workshop]:
    """A template in a temporary folder: in this one, or in memory where that can be; the centre on these databases."""
    with (
        TemporaryDirectory(dir=folder or in_memory()) as own,
        warm_engines(),
        quick_pairing(),
        doors() as made,
        a_breaker() as breaker,
    ):
        clock = FakeClock()
        made.application, law = an_application(Path(own) / "first", clock, lambda: "first")
        shared = Shared(Path(own), made, breaker, law, clock)
        settings = _make_template(shared)
        if databases is not None:
            databases.take_over(settings)
        yield Workshop(shared, databases)


def _make_template(workshop: Shared) -> str:
    """The URL of its ledger."""
    template = workshop.folder / "template"
    (template / "centre").mkdir(parents=True)
    open_ledger(settings_in(template / "centre")).close()
    world = World(workshop, template)
    for school in (SCHOOL, OTHER):
        streams = [
            Stream(id=f"{one}/2026/{language}", school=one, year=2026, language=language, capacity=capacity)
            for (one, language), capacity in PLACES.items()
            if one == school.id
        ]
        add_school(
            world.house.ledger, school, streams, [_at(officer, school.id) for officer in (EXECUTOR, DIRECTOR)]
        )
        workshop.tokens[school.id] = portal_token(world.house.ledger, school.id)
    for place, school in enumerate(SCHOOLS):
        world.enrol(place, school.id)
    world.close()
    return world.house.settings.database_url


def _at(officer: Any, school: str) -> Any:
    return replace(officer, id=f"{officer.id}@{school}", school=school)
