"""Slips: one keystroke between two texts, or two dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admission.slips import near, slip


@pytest.mark.parametrize(
    ("mine", "theirs", "kind"),
    [
        ("асан", "асан", None),
        ("асан", "асын", "wrong"),
        ("асан", "саан", "swapped"),
        ("асан", "асаан", "missing"),
        ("асан", "сан", "missing"),
        ("асан", "аса", "missing"),
        ("", "а", "missing"),
        ("асан", "ысын", None),
        ("асан", "наса", None),
        ("асан", "ас", None),
        ("абв", "вба", None),
    ],
)
def test_one_keystroke_is_named_and_two_are_not(mine, theirs, kind):
    assert slip(mine, theirs) == slip(theirs, mine) == kind


@given(st.text("аб", max_size=6), st.text("аб", max_size=6))
def test_a_slip_is_seen_from_both_sides(mine, theirs):
    assert slip(mine, theirs) == slip(theirs, mine)


@given(st.text("абв", min_size=1, max_size=8), st.data())
def test_whatever_one_key_did_is_a_slip(word, data):
    at = data.draw(st.integers(0, len(word) - 1))
    typed = data.draw(st.sampled_from(["г", "", word[at] + "г"]))
    assert slip(word, word[:at] + typed + word[at + 1 :])


@pytest.mark.parametrize(
    ("theirs", "close"),
    [
        (date(2020, 5, 9), True),
        (date(2020, 9, 6), True),
        (date(2020, 8, 5), True),
        (date(2019, 9, 5), False),
        (date(2021, 9, 5), True),
        (date(2020, 9, 5), False),
        (date(2020, 8, 6), False),
        (date(2021, 5, 9), False),
    ],
)
def test_dates_one_digit_apart_or_with_day_and_month_swapped_are_near(theirs, close):
    assert near(date(2020, 9, 5), theirs) is close
