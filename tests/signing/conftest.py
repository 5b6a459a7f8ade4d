"""The stand-in for NCALayer, started once for the tests that talk to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop_app.usecases.desk import Desk
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.propose import propose
from tests.desk import EXECUTOR, FakeClock, feed, make_desk
from tests.ncalayer.process import Process, running
from tests.signing.director_batch import DIRECTOR, GROUND, REASON, in_kazakh
from tests.verification import pki


@pytest.fixture(scope="session")
def one_stand_in(tmp_path_factory) -> Iterator[Process]:
    with running(tmp_path_factory.mktemp("ncalayer"), pki.NOW) as process:
        yield process


@pytest.fixture
def stand_in(one_stand_in: Process) -> Process:
    """A stand-in whose director signs with a GOST key, until the test scripts something else."""
    one_stand_in.script()
    return one_stand_in


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    """A desk whose director is the holder of the stand-in's key."""
    made = make_desk(tmp_path, clock=FakeClock(pki.NOW))
    with made.write() as writing:
        writing.absorb([], feed(DIRECTOR, start=50), 50, pki.NOW)
    yield made
    made.replica.close()


@pytest.fixture
def four(desk: Desk) -> list[str]:
    """Four applications before the director; the last one with a proposal to refuse."""
    filed = [file_application(desk, EXECUTOR, in_kazakh(place)) for place in range(4)]
    for application in filed[:3]:
        propose(desk, EXECUTOR, application, True)
    propose(desk, EXECUTOR, filed[3], False, GROUND, REASON)
    return filed
