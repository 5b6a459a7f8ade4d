"""Every code that the sources can say has words in Kazakh, Russian and English, and they can be filled in."""

from __future__ import annotations

import re
from functools import cache
from typing import get_args

import pytest
from babel.messages.pofile import read_po

from admission.acts import Body
from admission.application import Status
from admission.context import Outcome
from dev import TRANSLATIONS
from tests.admission.emitted import Said, said, said_in
from wording import LANGUAGES

SAID = said()
PLACEHOLDER = re.compile(r"\{(\w+)\}")
TWO_CLAUSES = re.compile(r"[.;:!?] \S")
# DOMAIN 1.8; the last two come from ARCHITECTURE "Settled".
STATUSES = {
    "under_review": ("Тексеруде", "На проверке"),
    "on_signature": ("Қол қоюда", "На подписании"),
    "accepted": ("Қабылданды", "Принято"),
    "enrolled": ("Бұйрықпен қабылданды", "Зачислен(а) приказом"),
    "refused": ("Бас тартылды", "Отказано"),
    "withdrawn": ("Кері қайтарып алынды", "Отозвано"),
    "annulled": ("Күші жойылды (қате тіркеу)", "Аннулировано (ошибочная регистрация)"),
    "waitlisted": ("Кезекте (орын күтуде)", "В листе ожидания"),
    "duplicate_hold": ("Қайталанған өтінім – тексерілуде", "Повторное заявление – на выяснении"),
    "sent_for_registration": ("Тіркеуге жіберілді", "Отправлено на регистрацию"),
    "registered": ("Тіркелді", "Зарегистрировано"),
    "registration_refused": ("Тіркеуден бас тартылды", "Отказано в регистрации"),
}


@cache
def words(language: str) -> dict[str, str]:
    """Every key of a language with its words, from all the translators' files."""
    found: dict[str, str] = {}
    for file in sorted((TRANSLATIONS / language).glob("*.po")):
        with file.open("rb") as opened:
            found |= {str(one.id): str(one.string) for one in read_po(opened, locale=language)}
    return found


def without_words(*keys: str) -> list[str]:
    """Languages that know none of these keys."""
    return [language for language in LANGUAGES if not any(key in words(language) for key in keys)]


def sentences() -> list[tuple[Said, str, str]]:
    """Every code with each language and its words, where it has them as a problem."""
    return [
        (one, language, words(language)[f"problem-{one.code}"])
        for one in SAID
        for language in LANGUAGES
        if f"problem-{one.code}" in words(language)
    ]


def test_every_code_has_words():
    """As a problem; what a key device does may be worded as a trouble, what becomes of a place as a place."""
    silent = {
        f"{one.code} ({one.place})": missing
        for one in SAID
        if (missing := without_words(f"problem-{one.code}", f"trouble-{one.code}", f"place-{one.code}"))
    }
    assert silent == {}


def test_the_codes_were_really_found():
    """A reader of syntax trees that finds nothing would praise every catalogue."""
    found = {one.code for one in SAID}
    assert len(found) > 90
    expected = """iin-length name-letters-latin class-full limit-3-1 other-schools-unknown clock-jumped
        withdrawal-too-late order-listed-twice order-exists window-closed file-format file-not-readable
        sign-in-locked paper-changed replica-busy answer-unreadable server-answered centre-recovering"""
    assert set(expected.split()) <= found


@pytest.mark.parametrize(
    ("source", "codes"),
    [("Problem('new-one', 'at')", ["new-one"]),
     ("Problem('one' if full else 'two')", ["one", "two"]),
     ("Trouble(code='odd')", ["odd"]),
     ("flagged(case, 'late')", ["late"]),
     ("class Lost(Exception):\n    code = 'lost'", ["lost"]),
     ("def verify_order():\n    return 'gone'", ["gone"]),
     ("code = 'early' if day else 'late'", ["early", "late"]),
     ("WRONG_KEYS = ('broken', 'foreign')", ["broken", "foreign"]),
     ("flags.append('odd')", ["odd"]),
     ("Decision(provisional=() if known else ('unsure',))", ["unsure"]),
     ("print('words')", [])],
)  # fmt: skip
def test_a_new_code_would_be_found(source, codes):
    assert sorted(one.code for one in said_in(source, "new.py")) == codes


def test_a_code_that_is_put_together_must_be_explained():
    with pytest.raises(AssertionError, match="Enter it in DERIVED"):
        list(said_in("Problem(f'{a}-{b}')", "new.py"))


def test_the_words_ask_only_for_what_the_code_gives():
    wanting = [
        f"{one.place} {one.code}: {language}"
        for one, language, text in sentences()
        if one.params is not None and not set(PLACEHOLDER.findall(text)) <= one.params
    ]
    assert wanting == []


def test_every_sentence_says_what_happened_and_what_to_do():
    """Two clauses at least: a sentence that only complains leaves the clerk alone."""
    alone = {f"{language}: {one.code}" for one, language, text in sentences() if not TWO_CLAUSES.search(text)}
    assert alone == set()


def test_statuses_are_the_official_words():
    assert set(STATUSES) == set(Status)
    for code, official in STATUSES.items():
        key = f"status-{code.replace('_', '-')}"
        assert (words("kk")[key], words("ru")[key]) == official
        assert key in words("en")


def test_every_act_outcome_and_flag_has_a_name():
    acts = [f"act-{kind.__struct_config__.tag}" for kind in get_args(Body)]
    outcomes = [f"outcome-{outcome.value}" for outcome in Outcome]
    flags = {f"flag-{one.code}" for one in SAID if one.flag}
    assert len(flags) == 13
    keys = [key.replace("_", "-") for key in (*acts, *outcomes, *flags)]
    assert [key for key in keys if without_words(key)] == []


def test_a_code_from_a_newer_server_can_be_shown():
    for language in LANGUAGES:
        assert "{code}" in words(language)["problem-unknown"]
        assert "{code}" in words(language)["problem-server-answered"]
