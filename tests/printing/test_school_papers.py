"""What journal, lists and amending orders say, at the length they have in a school."""

from __future__ import annotations

from itertools import pairwise

import pytest
from msgspec.structs import replace
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from admission.naming import kazakh_key
from desktop_app.printing import styles
from desktop_app.printing.fonts import BOLD, register
from desktop_app.printing.journal import COLUMNS
from desktop_app.printing.pupils import ALPHABET_COLUMNS, CLASS_COLUMNS
from desktop_app.printing.sheet import ACROSS
from tests.printing import samples_school as school

PADDING = 6  # points, left and right of a cell together
TABLES = [("journal", COLUMNS), ("pupil", CLASS_COLUMNS), ("pupil", ALPHABET_COLUMNS)]


def test_a_journal_repeats_its_head_on_every_page_in_both_languages(read):
    pages = read(school.journal(60))
    assert len(pages) > 5
    assert all("Қарау мерзімі Срок" in page for page in pages)


def test_a_journal_shows_every_application_once(read):
    journal = school.journal(60)
    text = " ".join(read(journal))
    assert [line.number for line in journal.lines if text.count(f"{line.number} ") != 1] == []


def test_a_journal_ends_with_its_totals(read):
    last = read(school.journal(60))[-1]
    assert "Барлығы: 60, оның ішінде шағын аудан бойынша 45, шағын ауданнан тыс 15." in last
    assert "Отозвано – 10" in last


def test_a_withdrawn_application_stays_in_the_journal_and_is_crossed_out(press, read):
    journal = school.journal(6)
    (kept,) = [line for line in journal.lines if line.struck]
    assert kept.child in " ".join(read(journal))
    plain = replace(journal, lines=tuple(replace(line, struck=False) for line in journal.lines))
    assert press(plain) != press(journal)


@pytest.mark.parametrize(("name", "columns"), TABLES, ids=["journal", "class", "alphabet"])
def test_no_word_of_a_head_is_cut_and_the_table_is_as_wide_as_the_sheet(
    texts_kk, texts_ru, fonts, name, columns
):
    register(fonts)
    size = styles.DENSE_COLUMN.fontSize
    cut = [
        word
        for texts in (texts_kk, texts_ru)
        for key, width, *_ in columns
        for word in texts(f"paper-{name}-{key}").split()
        if stringWidth(word, BOLD, size) + PADDING > width * mm
    ]
    assert cut == []
    assert sum(width for _, width, *_ in columns) * mm == pytest.approx(ACROSS.width, abs=1)


def test_a_class_list_has_its_totals_in_both_languages(read):
    last = read(school.class_list(30))[-1]
    assert "Барлығы: 30, ұл: 15, қыз: 15" in last
    assert "Всего: 30, мальчиков: 15, девочек: 15" in last


def test_a_class_list_names_its_class_in_both_languages(read):
    first = read(school.class_list(3))[0]
    assert "1 «Ә» сыныбы оқушыларының тізімі, 2026–2027 оқу жылы" in first
    assert "Список обучающихся 1 «Ә» класса, 2026–2027 учебный год" in first


def test_a_list_in_one_language_speaks_it_alone(read):
    (page,) = read(school.class_list(3), ("ru",))
    assert "мальчик" in page
    assert "ұл" not in page.split()


def test_the_alphabet_book_has_a_heading_for_each_letter_that_never_stands_last(read):
    pages = read(school.alphabet_book(60))
    letters = "ӘҒДҚҢӨҰҮҺ"
    text = " ".join(pages)
    assert [letter for letter in letters if f" {letter} " not in text] == []
    feet = [page.split("Алфавиттік кітап, 2026–2027 /")[0].split()[-1] for page in pages]
    assert not set(feet) & set(letters)


def test_the_alphabet_book_counts_on_from_letter_to_letter(read):
    text = " ".join(read(school.alphabet_book(60)))
    assert all(f" {n} {line.name} " in text for n, line in enumerate(school.pupils(60), start=1))


def test_the_samples_stand_in_the_order_of_the_kazakh_alphabet():
    keys = [kazakh_key(line.surname) for line in school.pupils(60)]
    assert all(before <= after for before, after in pairwise(keys))


def test_an_amending_order_names_the_earlier_one_in_the_right_case(read):
    pages = read(school.amending(60))
    assert "2026 жылғы 25 тамыздағы № 1-А бұйрығына өзгерістер енгізу туралы" in pages[0]
    assert "(тізімнен шығарылсын: 40; тізімге енгізілсін: 20)" in pages[0]
    russian = next(page for page in pages if "ПРИКАЗ" in page)
    assert "О внесении изменений в приказ № 1-А от 25 августа 2026 года" in russian


def test_an_annex_of_sixty_runs_over_pages_and_loses_nobody(read):
    order = school.amending(60)
    pages = read(order)
    assert sum("Өзгеріс Себебі" in page for page in pages) >= 2
    text = " ".join(pages)
    assert [line.child for line in order.lines if text.count(f"{line.child} {line.born:%d.%m.%Y}") != 2] == []


def test_very_long_names_are_wrapped_whole_in_lists(read):
    long = "ҚОЖАХМЕТОВА-ӘБДІҒАЛИҚЫЗЫ"
    listed = school.class_list(10)
    lines = tuple(replace(line, given=" ".join([long] * 6)) for line in listed.lines)
    text = " ".join(read(replace(listed, lines=lines), ("kk",)))
    assert text.count(long) == 60


class Enough(Exception):
    """Whoever looked on has seen enough."""


@pytest.mark.parametrize("paper", [school.journal(60), school.alphabet_book(60)])
def test_each_page_is_told_as_it_is_laid_out_and_changes_no_byte(press, paper):
    told: list[int] = []
    assert press(paper, ("kk", "ru"), paged=told.append) == press(paper, ("kk", "ru"))
    assert told == list(range(1, len(told) + 1))
    assert len(told) > 1


def test_what_the_listener_raises_ends_the_work(press):
    def enough(page):
        if page == 2:
            raise Enough

    with pytest.raises(Enough):
        press(school.journal(60), ("kk",), paged=enough)
