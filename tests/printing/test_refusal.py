"""The refusal gives its grounds, its reason and the ways on; unconfirmed it is only a notice."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.printing import samples

REFUSAL = samples.REFUSAL
WAITS = (
    "Шешім қабылдаудың орталық жүйесі оны растаған кезде күшіне енеді.",
    "Решение вступает в силу, когда его подтвердит центральная система приёма.",
)


def test_a_confirmed_refusal_is_titled_numbered_and_dated(read):
    kazakh, russian = read(REFUSAL)
    assert "дәлелді бас тарту № А-0007, 2026 жылғы 25 тамыз" in kazakh
    assert "Мотивированный отказ в оказании государственной услуги № А-0007 от 25 августа 2026" in russian
    assert not any(sentence in page for page in (kazakh, russian) for sentence in WAITS)


def test_an_unconfirmed_one_is_an_unnumbered_notice_that_says_so_in_both_languages(read):
    kazakh, russian = read(replace(REFUSAL, confirmed=False))
    assert "бас тарту туралы алдын ала хабарлама 2026 жылғы 25 тамыз" in kazakh
    assert "Предварительное уведомление об отказе в оказании государственной услуги 25 августа" in russian
    assert all(sentence in page for page in (kazakh, russian) for sentence in WAITS)
    assert "Мотивированный отказ" not in russian


def test_grounds_reason_and_what_may_be_done_stand_in_both_languages(read):
    kazakh, russian = read(REFUSAL)
    assert "2) сынып-жинақтардың толып кетуі Нақты себебі: 052-2/у нысанындағы" in kazakh
    assert "қайта өтініш беруге құқығыңыз бар" in kazakh
    assert "1) несоответствие представленных документов" in russian
    assert "в школу или в управление образования" in russian


@pytest.mark.parametrize(
    ("sex", "word"), [("male", "не зачислен."), ("female", "не зачислена."), ("", "не зачислен(а).")]
)
def test_russian_follows_the_sex_of_the_child(read, sex, word):
    assert f"в 1 класс {word}" in read(replace(REFUSAL, child_sex=sex))[1]


def test_a_long_reason_runs_over_pages_and_keeps_its_paragraphs(read):
    pages = read(replace(REFUSAL, reason="себебі өте ұзақ " * 500 + "\n\nсоңғы сөз"), ("kk",))
    assert len(pages) > 2
    assert "соңғы сөз" in " ".join(pages)


@pytest.mark.parametrize("length", range(150, 250, 10))
def test_the_signature_never_stands_on_a_page_without_a_sentence(read, length):
    last = read(replace(REFUSAL, reason="себебі өте ұзақ " * length), ("kk",))[-1]
    assert last.index("Шағымдану тәртібі") < last.index("Мектеп директоры")


PAGES = {"kk": "1-сыныптарда бос орын жоқ.", "ru": "Свободных мест в 1-х классах нет."}


def test_a_reason_known_in_both_languages_stands_on_its_own_page_only(read):
    told_apart = replace(REFUSAL, reason="\n".join(PAGES.values()), reasons=PAGES)
    kazakh, russian = read(told_apart)
    assert (PAGES["kk"] in kazakh, PAGES["ru"] in kazakh) == (True, False)
    assert (PAGES["kk"] in russian, PAGES["ru"] in russian) == (False, True)
    [alone] = read(told_apart, ("ru",))
    assert (PAGES["kk"] in alone, PAGES["ru"] in alone) == (False, True)


def test_one_frozen_before_that_prints_all_of_it_on_each_page_to_the_same_bytes(press, read):
    frozen = replace(REFUSAL, reason="\n".join(PAGES.values()))
    assert all(text in page for page in read(frozen) for text in PAGES.values())
    both = dict.fromkeys(PAGES, frozen.reason)
    assert press(frozen, ("kk", "ru")) == press(replace(frozen, reasons=both), ("kk", "ru"))
