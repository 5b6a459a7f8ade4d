"""The receipt says what was handed over, what is missing, and until when it is considered."""

from __future__ import annotations

from datetime import UTC

import pytest
from msgspec.structs import replace

from tests.printing import samples

RECEIPT = samples.RECEIPT


def test_both_languages_stand_on_one_sheet_with_everything_a_family_may_bring(read):
    complete = (samples.PHOTO, samples.VACCINATIONS, samples.HEALTH_PASSPORT, samples.PMPK)
    (page,) = read(replace(RECEIPT, documents=complete, missing=()))
    kazakh = page.index("Құжаттардың қабылданғаны туралы қолхат № А-0007")
    assert kazakh < page.index("Расписка о приёме документов № А-0007")


def test_more_documents_than_fit_give_each_language_its_own_page(read):
    kazakh, russian = read(replace(RECEIPT, documents=RECEIPT.documents * 3))
    assert "Қолхат алдым" in kazakh
    assert "Расписку получил(а)" in russian


@pytest.mark.parametrize(
    "words",
    [
        "Тіркелген күні мен уақыты 2026 жылғы 24 тамыз, сағат 09:41",
        "Дата и время регистрации 24 августа 2026 года, 09:41",
        "соңғы күні мен уақыты – 2026 жылғы 25 тамыз, сағат 09:41",
        "Срок рассмотрения до 25 августа 2026 года, 09:41",
        "Бала ДҮЙСЕНБАЕВ АЗАМАТ ЕРБОЛОВИЧ ЖСН 200314500126 Туған күні 2020 жылғы 14 наурыз",
        "Язык обучения казахский Способ приёма по микрорайону",
        "Ұсынылмаған құжаттар № 052-2/у «Бала денсаулығының паспорты»",
        "3×4 түпнұсқа 2 1",
        "заключение (справка) ПМПК – копия 1 2 действует до 31.05.2027",
    ],
)
def test_it_says(read, words):
    assert words in read(RECEIPT)[0]


def test_times_are_those_of_kazakhstan_wherever_they_come_from(press):
    elsewhere = replace(RECEIPT, received=RECEIPT.received.astimezone(UTC), due=RECEIPT.due.astimezone(UTC))
    assert press(elsewhere) == press(RECEIPT)


def test_a_child_outside_the_territory_is_said_to_be(read):
    (page,) = read(replace(RECEIPT, by_territory=False))
    assert "шағын ауданнан тыс" in page
    assert "вне микрорайона" in page


def test_a_child_without_iin_has_the_word_for_none(read):
    assert "ЖСН жоқ" in read(replace(RECEIPT, child_iin=""))[0]


def test_nothing_handed_over_and_nothing_missing_are_both_said(read):
    (page,) = read(replace(RECEIPT, documents=(), missing=()))
    assert "Ұсынылған құжаттар жоқ Ұсынылмаған құжаттар жоқ" in page
    assert "Представленные документы нет Непредставленные документы нет" in page


def test_a_note_that_is_no_date_is_printed_as_written(read):
    noted = replace(samples.PHOTO, note="бір данасы жыртық")
    assert "бір данасы жыртық" in read(replace(RECEIPT, documents=(noted,)))[0]


def test_a_very_long_name_is_wrapped_whole(read):
    name = " ".join(["ҚОЖАХМЕТОВА-ӘБДІҒАЛИҚЫЗЫ"] * 9)
    assert name in " ".join(read(replace(RECEIPT, child=name)))
