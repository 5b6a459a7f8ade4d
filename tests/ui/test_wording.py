"""Codes, dates, spans and sizes become words; every code the rules know has them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from admission.acts import Body
from admission.application import Status
from admission.context import Outcome
from admission.problems import Problem
from desktop_app.ui.queue_page import FILTERS
from tests.desk import MORNING

LANGUAGES = ("kk", "ru", "en")


@pytest.mark.parametrize(
    ("span", "told"),
    [
        (timedelta(minutes=0), "0 мин"),
        (timedelta(minutes=59, seconds=59), "59 мин"),
        (timedelta(hours=1), "1 сағ 0 мин"),
        (timedelta(hours=9, minutes=59), "9 сағ 59 мин"),
        (timedelta(hours=10, minutes=59), "10 сағ"),
        (timedelta(days=2, hours=3, minutes=4), "2 күн 3 сағ"),
        (timedelta(minutes=-75), "1 сағ 15 мин кешікті"),
    ],
)
def test_time_left_is_told_by_its_largest_parts(words, span, told):
    assert words.left(MORNING + span, MORNING) == told


@pytest.mark.parametrize(
    ("size", "told"), [(0, "0 Б"), (1023, "1023 Б"), (1024, "1 КБ"), (1_500_000, "1,4 МБ")]
)
def test_a_size_is_told_in_its_unit(words, size, told):
    assert words.size(size) == told


def test_moments_are_told_in_kazakhstan_time(words):
    moment = datetime(2026, 8, 25, 20, 30, tzinfo=UTC)
    assert (words.moment(moment), words.time(moment)) == ("26.08.2026 01:30", "01:30")


def test_a_problem_is_told_with_dates_and_statuses_in_words(words):
    problem = Problem("order-not-accepted", params={"number": "А-0001", "status": "on_signature"})
    assert "Қол қоюда" in words.problem(problem)
    assert "27.05.2026" in words.problem(
        Problem("window-not-open-yet", params={"opens": "2026-05-27", "closes": "2026-08-31"})
    )


def test_a_missing_document_is_named_as_the_profile_names_it(words):
    words.set_language("ru")
    assert "Карта профилактических прививок" in words.problem(
        Problem("document-missing", params={"document": "vaccinations"})
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_act_outcome_and_filter_has_words(words, language):
    words.set_language(language)
    assert all(words.status(status) for status in Status)
    assert all(words.act(str(kind.__struct_config__.tag)) for kind in Body.__args__)
    outcomes = [one.replace("_", "-") for one in Outcome if one is not Outcome.APPLIED]
    assert all(words.has(f"outcome-{one}") and words.has(f"advice-{one}") for one in outcomes)
    assert all(words.has(f"empty-{name}") and words.has(f"empty-{name}-next") for name in FILTERS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_the_profile_has_words(words, desk, language):
    words.set_language(language)
    assert all(words.channel(code) for code in desk.rules.channels)
    assert all(words.teaching(code) for code in desk.rules.languages)
    assert all(words.document(rule.code) for rule in desk.rules.documents)
    assert all(words.ground(ground.code) for ground in desk.rules.grounds)
