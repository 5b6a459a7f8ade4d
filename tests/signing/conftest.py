"""The stand-in for NCALayer, started once for the tests that talk to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ncalayer.process import Process, running
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
