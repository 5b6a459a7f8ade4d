"""A small sample of every search of `make fuzz`, the same one each time."""

from __future__ import annotations

import pytest

from tests.fuzz.papers import PAPERS
from tests.fuzz.targets import AT_A_CENTRE, at, examples, target

SEED = 2026
ONLY_SQLITE = pytest.mark.parametrize("world", ["sqlite"], indirect=True)
ONLY_POSTGRESQL = pytest.mark.parametrize("world", ["postgresql"], indirect=True)


@ONLY_SQLITE
@pytest.mark.expects_warnings  # a desk notes what was wrong with an answer
@pytest.mark.parametrize("name", AT_A_CENTRE)
def test_a_sample_of_spoilt_messages_breaks_nothing(world, name):
    examples(at(world, name), 5, SEED)


@ONLY_POSTGRESQL
@pytest.mark.parametrize("name", ["turns", "desks", "intake"])
def test_a_sample_breaks_nothing_on_postgresql_either(world, name):
    examples(at(world, name), 4, SEED)


@pytest.mark.parametrize("name", PAPERS)
def test_a_sample_of_damaged_files_is_refused_in_sentences(name):
    with target(name) as asked:
        examples(asked, 15, SEED)
