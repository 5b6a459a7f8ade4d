"""Needs attention: what, whom, who, when, why, what one can do; corrections that met; keys; nothing ever vanishes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from admission.acts import Amended, Change
from admission.application import Status
from admission.context import Outcome
from admission.problems import Problem
from desktop_app.models import attention, outgoing
from desktop_app.ui import theme
from desktop_app.ui.attention_page import AttentionPage
from desktop_app.ui.attention_words import advice
from desktop_app.ui.card_exceptions import notices
from desktop_app.usecases.settle_attention import settle
from tests.admission.emitted import ROOT, said_in
from tests.desk import DIRECTOR, EXECUTOR, seen
from tests.ui.troubles import BORN, PHONE, STREET, Troubles, five_troubles, met_corrections

LANGUAGES = ("kk", "ru", "en")
ORDER = ("refused", "met", "aside", "renumbered", "held")
KINDS = ("decided", "amended", "filed", "filed", "filed")


@pytest.fixture
def troubles(desk, clock) -> Troubles:
    return five_troubles(desk, clock)


@pytest.fixture
def page(qtbot, office, troubles) -> AttentionPage:
    return opened(qtbot, office)


def opened(qtbot, office) -> AttentionPage:
    made = AttentionPage(office)
    made.setMinimumSize(1000, 640)
    qtbot.addWidget(made)
    office.changed.connect(made.reload)
    office.spoken.connect(made.retranslate)
    made.show()
    return made


def chosen(page, troubles, name):
    """The panel of this item."""
    place = next(n for n, one in enumerate(page.model.lines()) if one.application == troubles.ids[name])
    page.table.selectRow(place)
    return page.panel


def fact(panel, name) -> str:
    text = panel.facts[name].text
    return text.text() if not panel.facts[name].isHidden() else ""


def compare_texts(panel) -> list[str]:
    QCoreApplication.processEvents()  # what was just laid out is shown with the next round
    return [label.text() for label in panel.compare.findChildren(QLabel) if label.isVisible()]


def test_the_newest_answer_stands_first_and_is_open(page, troubles):
    assert [item.application for item in page.model.lines()] == [troubles.ids[name] for name in ORDER]
    assert [item.kind for item in page.model.lines()] == list(KINDS)
    assert page.panel.item.application == troubles.ids["refused"]


def test_a_refused_decision_says_what_was_decided_what_stands_and_who_did_it(page, troubles, words):
    panel = chosen(page, troubles, "refused")
    assert panel.about.text() == "Директордың шешімі · А-0005 · Дүйсенбаев Әлихан Ерболұлы"
    assert fact(panel, "deed") == "Шешім: қабылдау\nСебебі: Құжаттары толық"
    assert fact(panel, "who") == f"Ғабдуллин Е.Қ., {words.moment(panel.item.done)}"
    assert panel.item.done < panel.item.at
    assert fact(panel, "answered") == words.moment(panel.item.at)
    status, step, why = fact(panel, "stands").split("\n")
    assert status == "Кері қайтарып алынды"
    assert step.startswith("Өтінімді кері қайтарып алу: portal, ")
    assert why == "Басқа қалаға көшеміз"
    assert panel.advice.text() == words("advice-withdrawn")


def test_a_filing_that_was_set_aside_is_in_no_list_but_all_of_it_is_here(page, troubles, desk, words):
    panel = chosen(page, troubles, "aside")
    assert panel.about.text() == "Өтінімді тіркеу · А-0003 · Сулейменов Тимур Русланович"
    assert "Сулейменова Айгерим Маратовна, +7 701 555 00 02" in fact(panel, "deed")
    assert "орыс тілі" in fact(panel, "deed")
    assert panel.open.isHidden()
    assert fact(panel, "stands") == ""
    assert fact(panel, "advice") == words("advice-act-unreadable")


def test_a_new_number_names_both_and_asks_to_print_the_receipt_again(page, troubles, words):
    panel = chosen(page, troubles, "renumbered")
    assert "Б-0007" in fact(panel, "why")
    assert "А-0002" in fact(panel, "why")
    assert fact(panel, "advice") == words("advice-renumbered")


def test_three_corrected_fields_stand_side_by_side_with_three_values_each(page, troubles, words):
    panel = chosen(page, troubles, "met")
    texts = compare_texts(panel)
    assert [words.field(one) for one in (PHONE, STREET, BORN)] == [
        text for text in texts if text in {words.field(one) for one in (PHONE, STREET, BORN)}
    ]
    for value in ("+7 701 555 00 01", "+7 777 000 00 01", "28.01.2020", "29.01.2020", "Сәтбаев", "Тұран"):
        assert value in texts
    assert any("+7 777 000 00 02 (Ғабдуллин Е.Қ., " in text for text in texts)
    assert any("28.02.2020" in text for text in texts)
    assert texts.count(words("compare-no-dispute")) == 1
    assert fact(panel, "deed") == ""
    assert words.field(PHONE) in fact(panel, "why")


def test_theirs_is_put_back_over_what_stands_now_and_both_stay_in_the_history(
    qtbot, page, troubles, desk, office, words
):
    panel = chosen(page, troubles, "met")
    keep, put = panel.compare.buttons[:2]
    assert (keep.text(), put.text()) == (words("compare-keep-mine"), words("compare-put-theirs"))
    with qtbot.waitSignal(office.changed):
        put.click()
    row = seen(desk, troubles.ids["met"])
    assert row.draft.applicant.phone == "+77770000002"
    assert row.history[-1].old == ((PHONE, "+77770000001"),)
    assert row.history[-1].reason == words("compare-reason")
    qtbot.waitUntil(lambda: words("compare-done") in compare_texts(panel))
    assert len(panel.compare.buttons) == 2


def test_keeping_what_stands_writes_nothing_and_leads_to_the_next_field(page, troubles, desk, words):
    panel = chosen(page, troubles, "met")
    for _ in range(2):
        panel.compare.buttons[0].click()
    assert outgoing.outbox(desk.replica) == []
    assert panel.compare.buttons == []
    assert compare_texts(panel).count(words("compare-done")) == 2
    assert panel.window().focusWidget() is panel.settle


def test_a_correction_nobody_may_make_any_more_offers_no_choice_and_says_why(
    qtbot, office, desk, clock, words
):
    made = Troubles(desk, clock)
    met_corrections(made, Status.ON_SIGNATURE)
    panel = opened(qtbot, office).panel
    assert panel.compare.buttons == []
    assert panel.compare.note.text() == words("compare-status", status=words.status("on_signature"))


def test_to_another_reader_the_values_are_not_called_mine(page, troubles, office, words):
    office.sign_in(DIRECTOR)
    page.reload()
    texts = [button.text() for button in chosen(page, troubles, "met").compare.buttons]
    assert texts == [words("compare-keep-mine-of"), words("compare-put-theirs-of")] * 2


def test_a_field_that_changed_meanwhile_is_looked_at_again(qtbot, page, troubles, desk, office, words):
    panel = chosen(page, troubles, "met")
    before = troubles.row("met")
    with desk.write() as writing:
        change = Change(PHONE, "+77770000001", "+77770000003")
        body = Amended(application=before.id, changes=(change,), reason="Тағы")
        writing.record(body, person=DIRECTOR.id, at=desk.now(), rules=before.rules)
    with qtbot.waitSignal(office.notice) as said:
        panel.compare.buttons[1].click()
    assert said.args == [words("problem-changed-meanwhile", field=words.field(PHONE))]
    assert seen(desk, before.id).draft.applicant.phone == "+77770000003"


def test_settling_keeps_the_item_with_who_and_when_and_the_next_one_is_chosen(
    qtbot, page, troubles, office, clock, words
):
    clock.forward(minutes=20)
    with qtbot.waitSignal(office.changed):
        page.panel.settle.click()
    assert page.panel.item.application == troubles.ids["met"]
    assert page.model.lines()[-1].application == troubles.ids["refused"]
    panel = chosen(page, troubles, "refused")
    assert fact(panel, "settled") == f"Сәрсенова А.Н., {words.moment(clock.now)}"
    assert fact(panel, "advice") == ""
    assert panel.settle.isHidden()
    assert fact(panel, "deed").startswith("Шешім: қабылдау")


def test_who_settled_first_stays_settled(desk, troubles, clock):
    item = attention.attention(desk.replica)[0]
    settle(desk, EXECUTOR, item.id)
    first = clock.now
    clock.forward(hours=1)
    settle(desk, DIRECTOR, item.id)
    again = attention.attention(desk.replica)[-1]
    assert (again.id, again.settled_by) == (item.id, "Сәрсенова А.Н.")
    assert again.settled_at == first.replace(microsecond=0)


def test_an_item_settled_before_anybody_kept_who_still_shows_when(desk, troubles, page, words):
    item = attention.attention(desk.replica)[0]
    with desk.write() as writing:
        writing.connection.exec_driver_sql(
            "update attention set seen = '2026-08-25T05:00:00+00:00' where id = ?", (item.id,)
        )
    page.reload()
    assert fact(chosen(page, troubles, "refused"), "settled") == "25.08.2026 10:00"


def test_mine_are_only_the_acts_of_the_one_who_reads(page, troubles, office, words):
    assert [page.filters[name].text() for name in ("all", "mine")] == ["Барлығы  5", "Менікі  4"]
    page.filters["mine"].click()
    assert troubles.ids["refused"] not in [item.application for item in page.model.lines()]
    office.sign_in(DIRECTOR)
    page.reload()
    assert [item.application for item in page.model.lines()] == [troubles.ids["refused"]]


def test_the_arrows_enter_and_delete_do_the_work(qtbot, page, troubles, office):
    page.arrive()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page.panel.item.application == troubles.ids["met"]
    with qtbot.waitSignal(page.open_application) as told:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert told.args == [troubles.ids["met"]]
    with qtbot.waitActive(page), qtbot.waitSignal(office.changed):
        page.activateWindow()
        qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.panel.item.application == troubles.ids["aside"]
    assert page.model.lines()[-1].application == troubles.ids["met"]


@pytest.mark.parametrize("name", ORDER)
def test_the_copy_for_the_administrator_names_ids_and_codes_and_nobody(qtbot, page, troubles, office, name):
    panel = chosen(page, troubles, name)
    with qtbot.waitSignal(office.notice):
        panel.copy.click()
    text = QGuiApplication.clipboard().text()
    item = panel.item
    lines = text.split("\n")
    assert f"act: {item.act}" in lines
    assert f"n: {item.n}" in lines
    assert f"desk: {item.desk}" in lines
    assert f"reason: {item.reason.code}" in lines
    personal = (*item.child.split(), "+77", "Бекмағамбетова", "Құжаттары", "Тұран", "2020-01")
    assert [word for word in personal if word in text] == []


def test_a_reason_of_a_newer_server_is_told_by_its_code(qtbot, office, desk, clock, words):
    made = Troubles(desk, clock)
    made.file("new", 0)
    made.answer(Outcome.QUARANTINED, Problem("a-new-reason", params={"x": 1}))
    panel = opened(qtbot, office).panel
    assert fact(panel, "why") == words("problem-unknown", code="a-new-reason")
    assert fact(panel, "advice") == words("advice-quarantined")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_the_centre_gives_for_an_act_has_words_and_advice(
    office, words, desk, troubles, language
):
    words.set_language(language)
    source = (ROOT / "central_server/court.py").read_text(encoding="utf-8")
    codes = {one.code for one in said_in(source, "court.py")}
    assert {"act-unreadable", "act-of-another-school", "desk-revoked", "duplicate-hold"} <= codes
    assert [code for code in codes if not words.has(f"problem-{code}")] == []
    assert all(advice(office, item) for item in attention.attention(desk.replica))


def test_the_card_points_to_what_waits_for_somebody(office, desk, troubles, words):
    told = words("card-asking", act=words.act("amended"), outcome=words("outcome-applied-changed"))
    assert told in [one.text for one in notices(office, seen(desk, troubles.ids["met"]))]
    [item] = attention.attention(desk.replica, application=troubles.ids["met"])
    settle(desk, EXECUTOR, item.id)
    assert told not in [one.text for one in notices(office, seen(desk, troubles.ids["met"]))]


def test_every_choice_names_its_field_and_value_for_those_who_listen(page, troubles, words):
    panel = chosen(page, troubles, "met")
    names = [button.accessibleName() for button in panel.compare.buttons]
    assert len(set(names)) == len(names) == 4
    assert f"{words.field(PHONE)}: {words('compare-put-theirs')} (+7 777 000 00 02)" in names
    assert panel.accessibleName().startswith(words("outcome-applied-changed"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ORDER)
def test_an_item_can_be_looked_at(qtbot, window, troubles, words, shoot, name, language):
    words.set_language(language)
    window.sign_in.signed_in.emit(EXECUTOR)
    window.go("attention")
    chosen(window.attention, troubles, name)
    assert shoot(window, f"attention-{name}-{language}").exists()


@pytest.mark.parametrize("name", ["met", "held"])
def test_an_item_can_be_looked_at_in_the_smallest_window(window, troubles, words, shoot, name):
    window.sign_in.signed_in.emit(EXECUTOR)
    window.go("attention")
    chosen(window.attention, troubles, name)
    assert shoot(window, f"attention-{name}-small", window.minimumSize()).exists()


@pytest.mark.parametrize("name", ["refused", "met"])
def test_an_item_can_be_looked_at_in_the_dark(qapp, window, troubles, shoot, name):
    theme.apply(qapp, dark=True)
    try:
        window.sign_in.signed_in.emit(EXECUTOR)
        window.go("attention")
        chosen(window.attention, troubles, name)
        assert shoot(window, f"attention-{name}-dark").exists()
    finally:
        theme.apply(qapp)
