"""The translators' files: the same keys and placeholders in the three languages, nothing left open."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from dev import TRANSLATIONS
from wording import LANGUAGES, Texts

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
QUOTED = r'"(\\.|[^"\\])*"'
WELL_QUOTED = re.compile(rf"\s*|#.*|((msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\])\s+)?{QUOTED}")
DOMAINS = sorted({po.stem for po in TRANSLATIONS.glob("*/*.po")})
FILES = [
    pytest.param(language, domain, id=f"{language}-{domain}") for domain in DOMAINS for language in LANGUAGES
]


@cache
def catalogue(language: str, domain: str) -> Catalog:
    with (TRANSLATIONS / language / f"{domain}.po").open("rb") as opened:
        return read_po(opened, locale=language, abort_invalid=True)


def words(language: str, domain: str) -> dict[str, str]:
    return {
        str(message.id): str(message.string or "") for message in catalogue(language, domain) if message.id
    }


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_there_are_words_to_check():
    assert DOMAINS


def test_there_is_no_fourth_language():
    assert {folder.name for folder in TRANSLATIONS.iterdir() if folder.is_dir()} == set(LANGUAGES)


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_three_languages_have_the_same_keys(domain):
    kk, ru, en = (set(words(language, domain)) for language in LANGUAGES)
    assert {"ru": kk ^ ru, "en": kk ^ en} == {"ru": set(), "en": set()}


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_three_languages_have_the_same_placeholders(domain):
    kk, ru, en = (words(language, domain) for language in LANGUAGES)
    different = [
        key
        for key in kk.keys() & ru.keys() & en.keys()
        if not placeholders(kk[key]) == placeholders(ru[key]) == placeholders(en[key])
    ]
    assert different == []


@pytest.mark.parametrize(("language", "domain"), FILES)
def test_no_word_is_empty(language, domain):
    assert [key for key, text in words(language, domain).items() if not text.strip()] == []


@pytest.mark.parametrize(("language", "domain"), FILES)
def test_no_word_is_fuzzy(language, domain):
    assert [message.id for message in catalogue(language, domain) if message.id and message.fuzzy] == []


@pytest.mark.parametrize(("language", "domain"), FILES)
def test_no_word_is_written_twice_in_its_file(language, domain):
    text = (TRANSLATIONS / language / f"{domain}.po").read_text(encoding="utf-8")
    counts = Counter(re.findall(r'^msgid "(.+)"$', text, flags=re.MULTILINE))
    assert [key for key, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(("language", "domain"), FILES)
def test_every_quotation_mark_is_closed(language, domain):
    """Babel does not mind an open one: it drops the last letter of the word."""
    lines = (TRANSLATIONS / language / f"{domain}.po").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not WELL_QUOTED.fullmatch(line)] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_keys_are_short_kebab_case(domain):
    assert [key for key in words("kk", domain) if not KEBAB.fullmatch(key)] == []


def test_no_key_lives_in_two_domains():
    counts = Counter(key for domain in DOMAINS for key in words("kk", domain))
    assert [key for key, count in counts.items() if count > 1] == []


def test_kazakh_is_not_a_copy_of_russian():
    """A whole sentence equal in both languages was forgotten; short equal words (names, `№`) are natural."""
    same = [
        key
        for domain in DOMAINS
        for key, text in words("kk", domain).items()
        if words("ru", domain).get(key) == text and len(text.split()) > 3 and re.search("[а-яё]", text)
    ]
    assert same == []


def test_what_is_compiled_is_what_was_written(texts_kk: Texts, texts_ru: Texts, texts_en: Texts):
    for texts in (texts_kk, texts_ru, texts_en):
        for domain in DOMAINS:
            assert [key for key in words(texts.language, domain) if not texts.has(key)] == []
