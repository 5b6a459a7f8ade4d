"""How much goes at once: little, until the line and the centre have shown how quick they are."""

from __future__ import annotations

import pytest
import zstandard

from central_server.api.packing import read_packing
from desktop_app.sync.pace import MOST_ACTS, MOST_ROWS, QUICK_TURN, SECONDS_A_PIECE, Portion
from desktop_app.sync.packing import LARGE, Packing
from tests.centre import dictionary
from tests.desk import ROOT


@pytest.mark.parametrize(
    ("seconds", "acts", "rows"),
    [(QUICK_TURN / 2, 1000, 2000), (QUICK_TURN * 2, 250, 500), (SECONDS_A_PIECE + 1, 125, 500)],
)
def test_a_quick_turn_is_followed_by_larger_ones_and_a_slow_one_by_smaller(seconds, acts, rows):
    clock = iter((0.0, seconds))
    portion = Portion(500, ticks=lambda: next(clock))
    portion.took(portion.ticks())
    assert (portion.acts, portion.rows) == (acts, rows)


def test_no_more_is_asked_than_the_centre_takes_and_gives():
    portion = Portion(500, ticks=lambda: 0.0)
    for _ in range(5):
        portion.took(0.0)
    assert (portion.acts, portion.rows) == (MOST_ACTS, MOST_ROWS)


@pytest.mark.parametrize("size", [LARGE - 1, LARGE])
@pytest.mark.parametrize("older", [False, True], ids=["trained", "zstd"])
def test_whatever_its_size_a_body_is_unpacked_at_the_other_end(size, older):
    desk, centre = Packing(dictionary()), read_packing(ROOT / "resources")
    if older:
        desk.older()
    body = (b'{"surname":"' + bytes(range(32, 127))) * (size // 107 + 1)
    packed, coding = desk.packed(body[:size])
    assert zstandard.frame_content_size(packed) == size
    assert centre.unpacked(packed, coding) == body[:size]
    answer, coding = centre.packed(body[:size], coding)
    assert desk.unpacked(answer, coding) == body[:size]
