"""A page of a refusal says in its language what was written from the facts; a clerk's own words stand on every page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from admission.application import DocumentBrought, PapersAsked
from admission.refusal_pages import reason_pages
from admission.refusal_text import Fact, refusal_text
from tests.admission.test_refusal_text import BAD, FULL, ONE, RULES, TODAY, facts
from tests.desk import HOME, MORNING, a_draft
from wording import Texts

GROUNDS = ("non-compliant", "unreliable-data", "class-full", "no-consent")
OWN = "Обратитесь в школу № 8: там есть места. Телефон 8 701 555 00 01."


@pytest.fixture(scope="session")
def texts(catalogues):
    return {language: Texts(language, catalogues) for language in ("kk", "ru")}


@pytest.fixture
def templates(texts):
    return {language: one.template for language, one in texts.items()}


def everything():
    """An application of which every sentence but the last two may be said."""
    brought = (DocumentBrought(code="photo", valid_until="2026-08-01"),)
    asked = PapersAsked(documents=("health",), until=TODAY - timedelta(days=1), by="aigul", at=MORNING)
    bare = replace(BAD, document="photo", note="")
    home = replace(HOME, street="көш. Сәтбаев (бұр. Мир)", locality="г. Астана")
    draft = a_draft(documents=brought, data_consent=False, by_territory=False, registered=home)
    return replace(ONE, draft=draft, asked=asked, checks=(BAD, bare))


def written(application, found, texts):
    return refusal_text(application, found, RULES, tuple(texts.items()))


def found_in(application):
    outside = facts(application, "class-full", stream=replace(FULL, capacity=99, inside=4))
    return (*facts(application, *GROUNDS, stream=FULL), *outside)


def test_every_sentence_is_told_apart_in_both_languages(texts, templates):
    application = everything()
    found = found_in(application)
    assert {one.key for one in found} == {
        "refusal-paper-bad", "refusal-paper-bad-bare", "refusal-data-bad", "refusal-data-bad-bare",
        "refusal-papers-asked", "refusal-papers-missing", "refusal-paper-expired", "refusal-no-consent",
        "refusal-outside", "refusal-class-full", "refusal-outside-full",
    }  # fmt: skip
    text = written(application, found, texts)
    kk, ru = text.split("\n")
    assert reason_pages(text, templates) == {"kk": kk, "ru": ru}


@pytest.mark.parametrize("document", [rule.code for rule in RULES.documents])
def test_every_paper_of_the_profile_is_known_by_its_name(texts, templates, document):
    found = (Fact(key="refusal-papers-missing", papers=(document, "photo")),)
    text = written(ONE, found, texts)
    assert reason_pages(text, templates) == dict(zip(("kk", "ru"), text.split("\n"), strict=True))


@pytest.mark.parametrize(
    "shape", ["{0}\n{1} {own}", "{0}\n{1}\n{own}", "{0} {own}\n{1}", "{own}\n\n{0}\n{1}"]
)
def test_what_a_clerk_added_stands_on_both_pages_wherever_it_was_typed(texts, templates, shape):
    kk, ru = written(everything(), found_in(everything()), texts).split("\n")
    pages = reason_pages(shape.format(kk, ru, own=OWN), templates)
    assert all(OWN in page for page in pages.values())
    assert (kk in pages["kk"], ru in pages["kk"]) == (True, False)
    assert (kk in pages["ru"], ru in pages["ru"]) == (False, True)


def test_nothing_a_clerk_added_after_the_names_of_papers_is_taken_for_one(texts, templates):
    kk, ru = written(ONE, (Fact(key="refusal-papers-missing", papers=("health",)),), texts).split("\n")
    assert reason_pages(f"{kk}\n{ru} {OWN}", templates) == {"kk": f"{kk}\n{OWN}", "ru": f"{ru}\n{OWN}"}


@pytest.mark.parametrize(
    "edit",
    [
        lambda _kk, ru: ru,
        lambda kk, _ru: kk,
        lambda kk, ru: f"{kk}\n{ru.replace('рассмотрено', 'изучено')}",
        lambda kk, ru: f"{kk}\n{ru.split('. ')[0]}. {ru.split('. ')[2]}",
        lambda _kk, _ru: OWN,
        lambda _kk, _ru: "",
    ],
)
def test_where_the_languages_do_not_tell_the_same_nothing_is_taken_off_a_page(texts, templates, edit):
    kk, ru = written(everything(), facts(everything(), *GROUNDS, stream=FULL), texts).split("\n")
    assert reason_pages(edit(kk, ru), templates) == {}


def test_without_sentences_to_compare_with_the_reason_stays_whole():
    assert reason_pages("Заявление № А-0007 от 25.08.2026 рассмотрено.", {}) == {}


def test_a_remark_of_two_sentences_is_lost_on_no_page(texts, templates):
    odd = replace(ONE, checks=(replace(BAD, note="мөрі жоқ. Қолы да жоқ"),))
    text = written(odd, facts(odd, "non-compliant"), texts)
    pages = reason_pages(text, templates)
    assert not pages or all("Қолы да жоқ" in page for page in pages.values())
