"""Codes, dates, spans and sizes become words; every code the rules know has them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import get_args, get_origin

import msgspec
import pytest

from admission.acts import Body
from admission.application import ApplicationDraft, Status
from admission.context import Outcome
from admission.problems import Problem
from desktop_app.ui.field_words import field_value
from desktop_app.ui.queue_lists import FILTERS
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


def fields_of(kind: type, path: str = "") -> Iterator[str]:
    """Every dotted path to a value of this struct that a correction may name."""
    for one in msgspec.structs.fields(kind):
        parts = () if get_origin(one.type) is tuple else (one.type, *get_args(one.type))
        inner = [part for part in parts if isinstance(part, type)]
        deeper = [part for part in inner if issubclass(part, msgspec.Struct)]
        if deeper:
            yield from fields_of(deeper[0], f"{path}{one.name}.")
        else:
            yield f"{path}{one.name}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_an_application_has_a_name_of_its_own(words, language):
    words.set_language(language)
    paths = list(fields_of(ApplicationDraft))
    assert {"child.name.surname", "child.certificate.number", "actual.street", "applicant.phone"} <= set(
        paths
    )
    named = [words.field(path) for path in paths]
    assert [path for path, name in zip(paths, named, strict=True) if path == name] == []
    assert len(set(named)) == len(paths)


def test_a_field_of_a_newer_version_is_named_as_it_is(words):
    assert words.field("child.shoe.size") == "child.shoe.size"
    assert words.field("pet.phone") == "pet.phone"


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("applicant.phone", "+77027972250", "+7 702 797 22 50"),
        ("child.born", "2020-09-15", "15.09.2020"),
        ("child.sex", "female", "қыз"),
        ("by_territory", "False", "жоқ"),
        ("language", "tlh", "tlh"),
        ("child.name.given", "Әлихан", "Әлихан"),
        ("registered.flat", "", "—"),
    ],
)
def test_the_value_of_a_field_is_told_as_people_say_it(words, path, text, told):
    assert field_value(words, path, text) == told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_the_profile_has_words(words, desk, language):
    words.set_language(language)
    assert all(words.channel(code) for code in desk.rules.channels)
    assert all(words.teaching(code) for code in desk.rules.languages)
    assert all(words.document(rule.code) for rule in desk.rules.documents)
    assert all(words.ground(ground.code) for ground in desk.rules.grounds)
