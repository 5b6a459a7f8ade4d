"""The enrolment order and its annex, long enough to run over pages."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.printing import samples


def test_kazakh_comes_first_then_russian_each_with_its_annex(read):
    titles = ("БҰЙРЫҚ", "Бұйрыққа қосымша", "ПРИКАЗ", "Приложение к приказу")
    pages = read(samples.order(3))
    assert [title in page for title, page in zip(titles, pages, strict=True)] == [True] * 4


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (0, "2018 жылғы 12 қазандағы № 564 бұйрығы) негізінде БҰЙЫРАМЫН:"),
        (0, "2026 жылғы 25 тамыз № 1-А Қарағанды қ."),
        (0, "балалар 2026 жылғы 1 қыркүйектен бастап 1 «Ә» сыныбына оқуға қабылдансын"),
        (0, "3. Осы бұйрықтың орындалуын бақылауды өзіме қалдырамын."),
        (2, "от 12 октября 2018 года № 564) ПРИКАЗЫВАЮ:"),
        (2, "1. Зачислить с 1 сентября 2026 года в 1 «Ә» класс детей"),
        (2, "(язык обучения – казахский; всего детей: 3)"),
        (2, "алфавитную книгу – СЕЙІТОВА Ә.Қ. 3."),
        (3, "№ 1-А от 25 августа 2026 года Список детей, зачисленных в 1 «Ә» класс"),
        (3, "3 ҚОЖАХМЕТОВА АЗАМАТ3 04.04.2020 200314500003 1 «Ә» казахский А-0003, 04.07.2026"),
    ],
)
def test_it_says(read, page, words):
    assert words in read(samples.order(3))[page]


def test_a_class_without_letter_is_grade_one(read):
    pages = read(replace(samples.order(1), letter=""))
    assert "бастап 1-сыныпқа оқуға қабылдансын" in pages[0]
    assert "года в 1 класс детей" in pages[2]


def test_sixty_children_take_two_pages_a_language_and_each_repeats_the_head(read):
    pages = read(samples.order(60))
    assert ["ЖСН Сынып" in page for page in pages] == [False, True, True, False, False, False]
    assert ["ИИН Класс" in page for page in pages] == [False, False, False, False, True, True]


def test_nobody_is_lost_between_the_pages(read):
    order = samples.order(60)
    text = " ".join(read(order))
    assert [line.child for line in order.lines if text.count(f"{line.child} {line.born:%d.%m.%Y}") != 2] == []


@pytest.mark.parametrize("children", range(40, 52))
def test_the_total_and_the_signature_stay_together_wherever_the_page_ends(read, children):
    last = read(samples.order(children), ("kk",))[-1]
    assert f"Барлығы: {children} бала Мектеп директоры" in last


def test_a_child_without_iin_has_a_dash(read):
    order = samples.order(1)
    line = replace(order.lines[0], iin="")
    assert "02.02.2020 – 1 «Ә»" in read(replace(order, lines=(line,)))[1]


def test_very_long_names_are_wrapped_whole(read):
    name = " ".join(["ҚОЖАХМЕТОВА-ӘБДІҒАЛИҚЫЗЫ"] * 7)
    order = samples.order(60)
    pages = read(replace(order, lines=tuple(replace(line, child=name) for line in order.lines)), ("kk",))
    assert sum(page.count("ҚОЖАХМЕТОВА-ӘБДІҒАЛИҚЫЗЫ") for page in pages) == 60 * 7
