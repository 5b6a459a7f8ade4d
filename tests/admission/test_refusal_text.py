"""The text of a refusal: each ground speaks of what the application holds, in Kazakh and in Russian, or not at all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from admission.application import Application, DocumentBrought, DocumentCheck, PapersAsked, Status
from admission.places import Stream
from admission.refusal_text import refusal_facts, refusal_text
from tests.desk import MORNING, a_draft, rules
from wording import Texts

RULES = rules()
TODAY = date(2026, 8, 28)
ONE = Application(
    id="one",
    school="school-63",
    year=2026,
    number="А-0007",
    draft=a_draft(),
    status=Status.ON_SIGNATURE,
    rules=RULES.id,
    received=MORNING,
    due=MORNING + timedelta(days=1),
)
BAD = DocumentCheck(
    document="health", good=False, by="aigul", at=MORNING + timedelta(hours=1), note="мөрі жоқ."
)
FULL = Stream(id="s", school="school-63", year=2026, language="kk", capacity=25, inside=20, outside=5)


@pytest.fixture
def voices(catalogues):
    return tuple((language, Texts(language, catalogues)) for language in ("kk", "ru"))


def facts(application, *grounds, stream=None):
    return refusal_facts(application, grounds, RULES, stream, TODAY)


def keys(application, *grounds, stream=None):
    return [one.key for one in facts(application, *grounds, stream=stream)]


def test_a_paper_found_bad_is_named_with_its_day_and_what_was_wrong(voices):
    application = replace(ONE, checks=(BAD,))
    kk, ru = refusal_text(application, facts(application, "non-compliant"), RULES, voices).split("\n")
    assert kk == (
        "25.08.2026 күнгі № А-0007 өтінім қаралды. 25.08.2026 күнгі тексеру бойынша "
        f"{name('health', 'kk')} құжаты белгіленген талаптарға сай емес: мөрі жоқ."
    )
    assert ru.startswith("Заявление № А-0007 от 25.08.2026 рассмотрено. При проверке 25.08.2026 документ ")
    assert name("health", "ru") in ru


def name(code, language):
    return next(rule.name[language] for rule in RULES.documents if rule.code == code)


def test_only_the_newest_look_at_a_paper_counts():
    good = with_newer(BAD, good=True, note="")
    assert keys(replace(ONE, checks=(BAD, good)), "non-compliant") == []
    assert keys(replace(ONE, checks=(good, BAD)), "non-compliant") == ["refusal-paper-bad"]


def with_newer(check, **changes):
    return replace(check, at=check.at + timedelta(hours=1), **changes)


def test_a_paper_found_bad_without_a_remark_is_named_all_the_same(voices):
    application = replace(ONE, checks=(replace(BAD, note=" "),))
    assert keys(application, "unreliable-data") == ["refusal-data-bad-bare"]
    text = refusal_text(application, facts(application, "unreliable-data"), RULES, voices)
    assert "деректер дәйексіз деп танылды." in text
    assert "признаны недостоверными." in text


def test_papers_never_brought_asked_for_in_vain_and_run_out_are_told_apart(voices):
    brought = (DocumentBrought(code="photo", valid_until="2026-08-01"),)
    asked = PapersAsked(documents=("health",), until=TODAY - timedelta(days=1), by="aigul", at=MORNING)
    application = replace(ONE, draft=a_draft(documents=brought), asked=asked)
    found = facts(application, "non-compliant")
    assert [(one.key, one.papers) for one in found] == [
        ("refusal-papers-asked", ("health",)),
        ("refusal-papers-missing", ("vaccinations",)),
        ("refusal-paper-expired", ("photo",)),
    ]
    assert "(27.08.2026)" in refusal_text(application, found, RULES, voices)


def test_papers_that_may_still_be_brought_are_no_ground_yet():
    asked = PapersAsked(documents=("health",), until=TODAY, by="aigul", at=MORNING)
    assert keys(replace(ONE, asked=asked), "non-compliant") == []


def test_a_full_class_is_said_only_where_it_is_full(voices):
    assert keys(ONE, "class-full", stream=FULL) == ["refusal-class-full"]
    assert keys(ONE, "class-full", stream=replace(FULL, capacity=26)) == []
    assert keys(ONE, "class-full") == []
    text = refusal_text(ONE, facts(ONE, "class-full", stream=FULL), RULES, voices)
    assert "оқыту тілі – қазақ тілі, барлық орын – 25, бөлінгені – 25" in text
    assert "язык обучения – казахский, всего мест – 25, распределено – 25" in text


def test_a_child_from_outside_is_told_of_the_territory_and_of_three_to_one(voices):
    outside = replace(ONE, draft=a_draft(by_territory=False))
    half = replace(FULL, inside=6, outside=2)
    assert keys(outside, "class-full", stream=half) == ["refusal-outside", "refusal-outside-full"]
    text = refusal_text(outside, facts(outside, "class-full", stream=half), RULES, voices)
    assert ONE.draft.registered.line in text
    assert "(арақатынасы 3:1)" in text
    assert keys(outside, "class-full", stream=replace(half, outside=1)) == ["refusal-outside"]


def test_a_consent_that_was_given_is_no_ground():
    assert keys(ONE, "no-consent") == []
    assert keys(replace(ONE, draft=a_draft(data_consent=False)), "no-consent") == ["refusal-no-consent"]


def test_grounds_speak_in_their_order_and_without_facts_nothing_is_invented(voices):
    application = replace(ONE, checks=(BAD,))
    assert keys(application, "class-full", "non-compliant", stream=FULL) == [
        "refusal-class-full",
        "refusal-paper-bad",
    ]
    assert facts(ONE, "non-compliant", "unheard-of") == ()
    assert refusal_text(ONE, (), RULES, voices) == ""


def test_what_is_written_is_long_enough_for_the_rules(voices):
    everything = replace(ONE, draft=a_draft(data_consent=False))
    text = refusal_text(everything, facts(everything, "no-consent"), RULES, voices)
    assert len(text) >= RULES.reason_min_length
