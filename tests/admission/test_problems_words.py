"""Every code that the sources can say has words in Kazakh, Russian and English, and they can be filled in."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from admission.acts import Body
from admission.application import Status
from admission.context import Outcome
from tests.admission.emitted import said, said_in
from wording import LANGUAGES, Texts

SAID = said()
PLACEHOLDER = re.compile(r"\{(\w+)\}")
# DOMAIN 1.8, and ARCHITECTURE "Settled" for the last two.
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
}


@pytest.fixture(scope="module")
def languages(catalogues):
    return {language: Texts(language, catalogues) for language in LANGUAGES}


def without_words(languages, keys):
    return sorted(
        f"{language}: {key}" for key in keys for language in LANGUAGES if not languages[language].has(key)
    )


def test_every_code_has_words(languages):
    places = defaultdict(list)
    for one in SAID:
        places[f"problem-{one.code}"].append(one.place)
    assert {key: places[key.split(": ")[1]] for key in without_words(languages, places)} == {}


def test_the_codes_were_really_found():
    """A reader of syntax trees that finds nothing would praise every catalogue."""
    found = {one.code for one in SAID}
    assert len(found) > 90
    assert found >= {
        "iin-length", "name-letters-latin", "class-full", "limit-3-1", "other-schools-unknown", "clock-jumped",
        "withdrawal-too-late", "order-listed-twice", "order-exists", "window-closed", "file-format", "file-not-readable",
        "sign-in-locked", "paper-changed", "replica-busy", "answer-unreadable", "server-answered", "centre-restored",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("source", "codes"),
    [("Problem('new-one', 'at')", ["new-one"]),
     ("Problem('one' if full else 'two')", ["one", "two"]),
     ("_flagged(case, 'late')", ["late"]),
     ("class Trouble(Exception):\n    code = 'lost'", ["lost"]),
     ("def verify_order():\n    return 'gone'", ["gone"]),
     ("code = 'early' if day else 'late'", ["early", "late"]),
     ("flags.append('odd')", ["odd"]),
     ("Decision(provisional=() if known else ('unsure',))", ["unsure"]),
     ("print('words')", [])],
)  # fmt: skip
def test_a_new_code_would_be_found(source, codes):
    assert sorted(one.code for one in said_in(source, "new.py")) == codes


def test_a_code_that_is_put_together_must_be_explained():
    with pytest.raises(AssertionError, match="Enter it in DERIVED"):
        list(said_in("Problem(f'{a}-{b}')", "new.py"))


def test_the_words_ask_only_for_what_the_code_gives(languages):
    wanting = [
        f"{one.place} {one.code}: {language}"
        for one in SAID
        if one.params is not None
        for language, texts in languages.items()
        if not asked(texts, one.code) <= one.params and one.code not in FLAGS
    ]
    assert wanting == []


FLAGS = {"too-young"}  # as a flag it stands without numbers and is worded by `flag-too-young`


def asked(texts: Texts, code: str) -> set[str]:
    """The placeholders of a problem's words."""

    class Names(dict[str, str]):
        def __missing__(self, name: str) -> str:
            return f"{{{name}}}"

    raw = texts._words.gettext(f"problem-{code}")
    return set(PLACEHOLDER.findall(raw))


def test_every_sentence_says_what_happened_and_what_to_do(languages):
    """Two clauses at least: a sentence that only complains leaves the clerk alone."""
    alone = [
        f"{language}: {code}"
        for code in {one.code for one in SAID}
        for language, texts in languages.items()
        if not re.search(r"[.;:!?] \S", texts._words.gettext(f"problem-{code}"))
    ]
    assert sorted(alone) == []


def test_statuses_are_the_official_words(languages):
    assert set(STATUSES) == set(Status)
    for code, (kk, ru) in STATUSES.items():
        key = f"status-{code.replace('_', '-')}"
        assert (languages["kk"](key), languages["ru"](key)) == (kk, ru)
        assert languages["en"].has(key)


def test_every_act_outcome_and_flag_has_a_name(languages):
    acts = [f"act-{kind.__struct_config__.tag}" for kind in Body.__args__]
    outcomes = [f"outcome-{outcome.value}" for outcome in Outcome]
    flags = [
        f"flag-{one.code}"
        for one in SAID
        if one.code.endswith("-too-late")
        or one.code in {"clock-jumped", "out-of-window", "too-young", "withdrawal-after-window"}
    ]
    keys = [key.replace("_", "-") for key in (*acts, *outcomes, *flags)]
    assert without_words(languages, keys) == []


def test_a_code_from_a_newer_server_can_be_shown(languages):
    for texts in languages.values():
        assert "moon-phase" in texts("problem-unknown", code="moon-phase")
        assert "503" in texts("problem-server-answered", code=503)
