"""Places: how many are left, and who may take the next (seed 003: three of the territory, one from outside)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from admission.places import Stream, moved, outside_limit, why_no_place
from tests.desk import STREAMS, rules

RULES = rules()


def a_stream(capacity=25, inside=0, outside=0):
    return replace(STREAMS[0], capacity=capacity, inside=inside, outside=outside)


@pytest.mark.parametrize(
    ("inside", "limit"), [(0, 0), (1, 0), (2, 0), (3, 1), (5, 1), (6, 2), (7, 2), (9, 3)]
)
def test_three_to_one(inside, limit):
    assert outside_limit(inside, RULES) == limit


def test_a_stream_that_was_just_opened_holds_nobody():
    opened = Stream(id="s/2026/kk", school="s", year=2026, language="kk", capacity=25)
    assert (opened.inside, opened.outside, opened.apart, opened.free) == (0, 0, 0, 25)


@pytest.mark.parametrize(
    ("stream", "inside", "outside"),
    [(a_stream(), None, "limit-3-1"),
     (a_stream(inside=3), None, None),
     (a_stream(inside=3, outside=1), None, "limit-3-1"),
     (a_stream(inside=7, outside=2), None, "limit-3-1"),
     (a_stream(capacity=4, inside=3, outside=1), "class-full", "class-full"),
     (a_stream(capacity=0), "class-full", "class-full"),
     (a_stream(capacity=3, inside=4), "class-full", "class-full")],
)  # fmt: skip
def test_who_may_take_the_next_place(stream, inside, outside):
    assert why_no_place(stream, by_territory=True, rules=RULES) == inside
    assert why_no_place(stream, by_territory=False, rules=RULES) == outside


def test_outside_children_who_are_in_stay_when_an_inside_child_leaves():
    stream = moved(a_stream(inside=3, outside=1), by_territory=True, places=-1)
    assert (stream.inside, stream.outside, stream.free) == (2, 1, 22)
    assert why_no_place(stream, by_territory=False, rules=RULES) == "limit-3-1"


@given(st.builds(a_stream, st.integers(0, 40), st.integers(0, 30), st.integers(0, 10)), st.booleans())
def test_taken_and_given_back_is_as_before(stream: Stream, inside: bool):
    after = moved(stream, by_territory=inside, places=1)
    assert (after.taken, after.free) == (stream.taken + 1, stream.free - 1)
    assert moved(after, by_territory=inside, places=-1) == stream
