"""Engines kept warm between histories: SQLAlchemy's compiled statements live with the engine, files come and go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Engine

from central_server.models import engine as centre_engine
from central_server.models import ledger as centre_ledger
from desktop_app.models import engine as desk_engine
from desktop_app.sync.neighbours import pairing

MAKE = "make_engine"
QUICK = 2  # how often a code is stretched where nobody guesses it


def engine_of(url: str) -> Engine:
    """The engine of the ledger at that URL, as the ledger itself would have it."""
    made: Engine = vars(centre_ledger)[MAKE](url)
    return made


@contextmanager
def warm_engines() -> Iterator[None]:
    """While this lasts, the same path gets the same engine; the pool of a disposed one begins anew."""
    desk, centre = desk_engine.make_engine, centre_engine.make_engine
    made: list[Engine] = []

    @cache
    def desk_warm(path: Path, key: bytes) -> Engine:
        made.append(desk(path, key))
        return made[-1]

    @cache
    def centre_warm(url: str) -> Engine:
        made.append(centre(url))
        return made[-1]

    desk_engine.make_engine = desk_warm
    vars(centre_ledger)[MAKE] = centre_warm
    try:
        yield
    finally:
        desk_engine.make_engine = desk
        vars(centre_ledger)[MAKE] = centre
        for engine in made:
            engine.dispose()


@contextmanager
def quick_pairing() -> Iterator[None]:
    """While this lasts, the code of a pairing is not stretched: that costs as much as half a history."""
    cost = pairing.COST
    vars(pairing)["COST"] = QUICK
    try:
        yield
    finally:
        vars(pairing)["COST"] = cost
