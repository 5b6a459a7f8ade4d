"""All that is fuzzed, each as a function of a way to draw; what it needs is made once and kept while it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from central_server.settings import settings_in
from tests.fuzz.couriers import COURIERS
from tests.fuzz.doors import DOORS
from tests.fuzz.hostile import a_desk_hears_anything
from tests.fuzz.papers import PAPERS
from tests.fuzz.world import World, world_of

Draw = Callable[[st.SearchStrategy[Any]], Any]
Target = Callable[[Draw], None]

AT_A_CENTRE: Mapping[str, Callable[[World, Draw], None]] = {
    **DOORS,
    **COURIERS,
    "answers-of-the-line": a_desk_hears_anything,
}
NAMES = (*AT_A_CENTRE, *PAPERS)


@contextmanager
def target(name: str, database_url: str = "") -> Iterator[Target]:
    """The target of that name; centres on SQLite unless a URL is given."""
    with TemporaryDirectory() as folder:
        if name in PAPERS:
            yield partial(PAPERS[name], Path(folder))
            return
        with world_of(settings_in(Path(folder), database_url)) as world:
            yield at(world, name)


def at(world: World, name: str) -> Target:
    """The target of that name at a centre that is there already."""
    return partial(_anew, world, AT_A_CENTRE[name])


def _anew(world: World, ask: Callable[[World, Draw], None], draw: Draw) -> None:
    world.fresh()
    ask(world, draw)


def examples(asked: Target, number: int, seed: int) -> None:
    """Ask with so many examples; the smallest one found that breaks it is raised with its trouble."""

    @seeded(seed)
    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    @given(st.data())
    def run(data: st.DataObject) -> None:
        asked(data.draw)

    run()
