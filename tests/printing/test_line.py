"""A short value drawn as a line and the same value as a paragraph cannot be told apart."""

from __future__ import annotations

import pytest

from desktop_app.printing import styles
from desktop_app.printing.facts import Facts
from desktop_app.printing.fonts import register
from desktop_app.printing.line import Line, line_or_words
from desktop_app.printing.preview import pages
from desktop_app.printing.sheet import Marks, press
from desktop_app.printing.styles import words

MARKS = Marks(id="1", title="", author="", footer="", copy=1)
TEXTS = [
    "ҚОЖАХМЕТОВА ҺАЙША",
    "№ А-0007",
    "  екі   бос орын ",
    "<b>&amp;</b>",
    "2026 жылғы 25 тамыз, сағат 09:41",
]


@pytest.fixture
def look(texts_kk, fonts):
    register(fonts)

    def looked(flowable):
        (page,) = pages(press([flowable], MARKS, [texts_kk]), 72)
        return page.pixels

    return looked


@pytest.mark.parametrize("style", [styles.SMALL, styles.SMALL_STRONG, styles.VALUE], ids=lambda one: one.name)
@pytest.mark.parametrize("text", TEXTS)
def test_a_line_looks_as_the_paragraph_would(look, text, style):
    line = line_or_words(text, style, 400)
    assert isinstance(line, Line)
    assert look(line) == look(words(text, style))


@pytest.mark.parametrize("text", TEXTS)
def test_label_and_value_of_a_fact_stand_on_one_base(look, text):
    label = words("Бала", styles.SMALL_LABEL)
    drawn, set_as_paragraph = (
        look(Facts([[(label, value)]], 2.0))
        for value in (line_or_words(text, styles.SMALL, 300), words(text, styles.SMALL))
    )
    assert drawn == set_as_paragraph


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("ұзын " * 60, styles.SMALL),
        ("екі\nжол", styles.SMALL),
        ("ортада", styles.CENTRE),
        ("бозғылт", styles.SMALL_LABEL),
    ],
    ids=["long", "two lines", "centred", "pale"],
)
def test_what_is_no_plain_line_stays_a_paragraph(fonts, text, style):
    register(fonts)
    assert not isinstance(line_or_words(text, style, 300), Line)


def test_facts_are_parted_between_rows_only(fonts):
    register(fonts)
    rows = [[(words(f"{n}", styles.LABEL), words("мәні", styles.VALUE))] for n in range(10)]
    facts = Facts(rows, 3.0)
    _, height = facts.wrap(500, 800)
    first, second = facts.split(500, height / 2)
    parts = [part.wrap(500, 800)[1] for part in (first, second)]
    assert sum(parts) == pytest.approx(height)
    assert parts[0] <= height / 2
    assert facts.split(500, 5) == []
