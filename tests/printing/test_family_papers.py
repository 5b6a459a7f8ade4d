"""What the papers of one application say, in Kazakh and Russian, for boys and girls."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from tests.printing import samples_family as family

LONG = " ".join(["ҚОЖАХМЕТОВА-ӘБДІҒАЛИҚЫЗЫ"] * 9)


def test_what_is_missing_is_listed_with_the_step_it_is_needed_for(read):
    kazakh, russian = read(family.MISSING)
    assert "1 № 052-2/у «Бала денсаулығының паспорты» 052-2/у шешім қабылданғанға дейін: 2026" in kazakh
    assert "2 ПМПК қорытындысы (анықтамасы) – қабылдау туралы бұйрық шыққанға дейін" in kazakh
    assert "Уведомление о непредставленных документах № А-0007 от 24 августа 2026 года" in russian
    assert "до принятия решения: 25 августа 2026 года, 09:41" in russian


def test_a_withdrawal_says_when_why_and_that_the_place_is_not_kept(read):
    kazakh, russian = read(family.WITHDRAWAL)
    assert "Резервтегі орын сақталмайды. Жаңа өтінім беру қажет." in kazakh
    assert "2026 жылғы 24 тамыз, сағат 15:05" in kazakh
    assert "Место в резерве не сохраняется. Необходимо подать новое заявление." in russian
    assert "2 № 065/у «Карта профилактических прививок» оригинал 1 4" in russian


def test_a_withdrawal_without_a_reason_and_without_papers_says_so(read):
    kazakh, russian = read(replace(family.WITHDRAWAL, reason="", returned=()))
    assert "Себебі көрсетілмеген" in kazakh
    assert "Возвращённые документы: нет" in russian


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"child_sex": "female"}, "Прошу принять мою дочь на 2026–2027 учебный год в 1 класс."),
        ({"child_sex": "male"}, "Прошу принять моего сына на"),
        ({"child_sex": ""}, "Прошу принять моего ребёнка на"),
        ({"relation": "guardian"}, "Прошу принять ребёнка, законным представителем которого я являюсь, на"),
        ({"relation": "mother"}, "■ Согласна на использование сведений"),
        ({"relation": "father"}, "■ Согласен на использование сведений"),
        ({"relation": "guardian"}, "■ Согласен(-на) на использование сведений"),
        ({"data_consent": False}, "□ Согласна на использование сведений"),
        ({"special_needs": True}, "потребностями (ООП) Да"),
        ({"by_territory": False}, "Способ приёма вне микрорайона"),
        ({"from_school": "№7 мектеп"}, "Из какой школы прибывает №7 мектеп"),
        ({"citizenship": "KZ"}, "Гражданство Республика Казахстан"),
        ({"citizenship": "UZ"}, "Гражданство UZ"),
        ({"child_iin": ""}, "ИИН нет Гражданство"),
        ({"grade": 5}, "учебный год в 5 класс."),
    ],
)
def test_the_application_says_in_russian(read, changes, sentence):
    assert sentence in read(replace(family.FORM, **changes), ("ru",))[0]


def test_the_application_says_in_kazakh(read):
    (page,) = read(family.FORM, ("kk",))
    assert "Баламды 2026–2027 оқу жылында 1-сыныпқа оқуға қабылдауыңызды сұраймын." in page
    assert "Ерекше білім беру қажеттіліктері (ЕББҚ) бар Жоқ" in page
    assert "заңмен қорғалатын құпияны құрайтын мәліметтерді пайдалануға келісемін" in page


def test_a_blank_application_is_one_page_a_language_and_offers_boxes(read):
    kazakh, russian = read(family.BLANK)
    assert "□ анасы □ әкесі □ қорғаншысы" in " ".join(kazakh.split())
    assert "□ по микрорайону □ вне микрорайона" in " ".join(russian.split())
    assert "■" not in kazakh + russian
    assert "Өтініш / Заявление" in kazakh


@pytest.mark.parametrize(
    ("sex", "sentence"),
    [
        ("male", "обучающийся будет принят на обучение"),
        ("female", "обучающаяся будет принята на обучение"),
        ("", "обучающийся(-аяся) будет принят(а) на обучение"),
    ],
)
def test_a_slip_follows_the_sex_of_the_child(read, sex, sentence):
    assert sentence in read(replace(family.SLIP, child_sex=sex))[1]


def test_a_slip_says_until_when_it_is_good(read):
    kazakh, russian = read(family.SLIP)
    assert "жарамдылық мерзімі – 2026 жылғы 6 қараша" in kazakh
    assert "действителен до 6 ноября 2026 года включительно" in russian
    assert not any("жарамдылық" in page for page in read(replace(family.SLIP, valid_until=None)))


def test_a_departure_names_the_school_the_pupil_goes_to(read):
    kazakh, russian = read(replace(family.SLIP, way="departure", reason="отбасы көшті"))
    assert "есептен шығару талоны" in kazakh
    assert "В какую школу выбывает Астана қаласы" in russian
    assert "Обучающаяся выбыла из школы" in russian
    assert "Причина отбасы көшті" in russian


def test_the_contract_names_both_sides_and_the_child(read):
    kazakh, russian = read(family.CONTRACT)
    assert "ШАРТ № А-0007" in kazakh
    assert "ДҮЙСЕНБАЕВА ШАҺИЗАДА ӘБДІҒАЛИҚЫЗЫ, ИИН 840415450261" in russian
    assert "25 августа 2026 года" in russian


def test_the_extract_shows_the_familys_place_and_nobody_elses_name(read):
    kazakh, russian = read(family.waiting(9))
    assert "9-орын (барлығы күтуде: 13)" in kazakh
    assert "9-е место (всего ожидают: 13)" in russian
    assert "8 А-0108 24 августа 2026 года, 11:09 –" in russian
    assert kazakh.count("ДҮЙСЕНБАЕВ") == 2  # above the table, and in the own row


def test_a_long_waiting_list_repeats_its_head(read):
    pages = read(family.waiting(120), ("kk",))
    assert len(pages) > 2
    assert all("Кезектегі орны Өтінім №" in page for page in pages)


@pytest.mark.parametrize(
    "paper",
    [
        replace(family.MISSING, child=LONG),
        replace(family.WITHDRAWAL, child=LONG),
        replace(family.FORM, child=LONG, applicant=LONG),
        replace(family.SLIP, child=LONG),
        replace(family.CONTRACT, child=LONG),
    ],
    ids=["missing", "withdrawal", "form", "slip", "contract"],
)
def test_very_long_names_are_wrapped_whole(read, paper):
    assert LONG in " ".join(read(paper, ("kk",)))


@pytest.mark.parametrize("month", range(1, 13))
def test_the_months_of_a_slip_are_kazakh(read, month):
    (page,) = read(replace(family.SLIP, dated=date(2026, month, 5)), ("kk",))
    assert "№ А-0031, 2026 жылғы 5 " in page
