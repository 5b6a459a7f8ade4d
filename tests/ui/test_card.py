"""The card: what is odd comes first, each paper is found good or not, only allowed deeds are offered."""

from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from admission.application import Status
from desktop_app.models import queries
from desktop_app.ui.scan_view import read_photo
from desktop_app.usecases.attach_file import attach_file
from desktop_app.usecases.check_document import check_document
from desktop_app.usecases.decide_application import decide_application
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.propose import propose
from tests.desk import DIRECTOR, EXECUTOR, OTHER_CHILD, a_draft
from tests.ui.conftest import type_text

REASON = "Денсаулық паспортында мөр мен күні жоқ."
ORIENTATION, TURNED_RIGHT = 0x0112, 6


def jpeg(width=60, height=40, orientation=None):
    out, exif = BytesIO(), Image.Exif()
    if orientation:
        exif[ORIENTATION] = orientation
    Image.new("RGB", (width, height), "white").save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def filed(desk):
    return file_application(desk, EXECUTOR, a_draft())


@pytest.fixture
def page(card, filed):
    card.show_application(filed)
    card.retranslate()
    return card


def found(desk, application):
    shown = queries.application(desk.replica, application)
    assert shown is not None
    return shown


def lines(part):
    texts = []
    for place in range(part.lines.count()):
        widget = part.lines.itemAt(place).widget()
        if hasattr(widget, "text"):
            texts.append(widget.text())
    return texts


def test_opening_a_card_leaves_a_trace(page, office, desk, filed):
    office.desk_lane.close()
    with desk.replica.read() as db:
        assert db.execute("select person, application from opened").fetchall() == [(EXECUTOR.id, filed)]


def test_papers_nobody_checked_stand_among_the_exceptions(qtbot, page, desk, office, filed):
    [line] = lines(page.exceptions)
    assert "3" in line
    for row in tuple(page.checklist.rows.values()):
        row.judged.emit(True, "")
    qtbot.waitUntil(lambda: len(found(desk, filed).checks) == 3)
    qtbot.waitUntil(lambda: lines(page.exceptions) == [office.words("card-nothing-odd")])


def test_a_paper_found_bad_keeps_its_note_and_its_judge(qtbot, page, desk, office, filed):
    row = page.checklist.rows["health"]
    row.bad.click()
    assert row.note.hasFocus()
    type_text(row.note, "мөр жоқ")
    QTest.keyClick(row.note, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(found(desk, filed).checks) == 1)
    [check] = found(desk, filed).checks
    assert (check.document, check.good, check.note, check.by) == ("health", False, "мөр жоқ", EXECUTOR.id)
    qtbot.waitUntil(lambda: "мөр жоқ" in lines(page.exceptions)[0])


def test_the_cursor_goes_from_paper_to_paper_and_from_the_last_to_the_decision(qtbot, page, desk, filed):
    qtbot.waitUntil(page.isActiveWindow)
    next(iter(page.checklist.rows.values())).good.setFocus()
    for code in tuple(page.checklist.rows):
        qtbot.waitUntil(lambda code=code: page.checklist.rows[code].good.hasFocus())
        QTest.keyClick(page.checklist.rows[code].good, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda code=code: any(one.document == code for one in found(desk, filed).checks))
    qtbot.waitUntil(page.panel.buttons["propose-accept"].hasFocus)
    assert page.panel.buttons["propose-accept"].visibleRegion().boundingRect().height() > 20


def test_news_never_take_a_button_from_under_the_finger_that_presses_it(qtbot, page, office, desk, filed):
    button = page.panel.buttons["propose-accept"]
    button.setFocus()
    QTest.keyPress(button, Qt.Key.Key_Space)
    check_document(desk, EXECUTOR, filed, "health", True)
    page.reload()
    QTest.keyRelease(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: found(desk, filed).status is Status.ON_SIGNATURE)


def test_a_cursor_that_works_elsewhere_by_now_is_not_led_away(qtbot, page, desk, filed):
    qtbot.waitUntil(page.isActiveWindow)
    codes = tuple(page.checklist.rows)
    for code in codes[:-1]:
        check_document(desk, EXECUTOR, filed, code, True)
    page.reload()
    page.checklist.rows[codes[-1]].good.setFocus()
    check_document(desk, EXECUTOR, filed, codes[-1], True)
    page.reload()
    page.panel.buttons["propose-refuse"].click()
    reached = page.panel.form.focusWidget()
    assert reached is not None
    qtbot.wait(50)
    assert page.panel.form.focusWidget() is reached
    assert reached.hasFocus()


def test_an_executor_may_propose_and_withdraw_and_no_more(page):
    assert set(page.panel.buttons) == {"propose-accept", "propose-refuse", "withdraw"}


def test_a_director_may_decide_what_is_on_signature(page, office, desk, filed):
    propose(desk, EXECUTOR, filed, True)
    office.sign_in(DIRECTOR)
    page.reload()
    assert set(page.panel.buttons) == {"decide-accept", "decide-refuse", "return", "withdraw"}


def test_a_refusal_without_ground_and_reason_is_refused_beside_both(qtbot, page, desk, office, filed):
    page.panel.buttons["propose-refuse"].click()
    form = page.panel.form
    form.confirm.click()
    qtbot.waitUntil(lambda: bool(form.grounds_problem.text()))
    assert form.grounds_problem.text() == office.words("problem-ground-missing")
    assert form.reason.problem.text().endswith(office.words("problem-reason-too-short", letters=20))
    assert found(desk, filed).status is Status.UNDER_REVIEW


def test_only_legal_grounds_are_offered(page, desk):
    assert set(page.panel.form._grounds) == {one.code for one in desk.rules.grounds if one.legal}


def test_a_refusal_is_proposed_with_ground_and_reason(qtbot, page, desk, filed):
    page.panel.buttons["propose-refuse"].click()
    form = page.panel.form
    form._grounds["non-compliant"].check.click()
    form.text.setFocus()
    type_text(form.text, REASON)
    form.confirm.click()
    qtbot.waitUntil(lambda: found(desk, filed).status is Status.ON_SIGNATURE)
    proposal = found(desk, filed).proposal
    assert proposal is not None
    assert (proposal.accept, proposal.grounds, proposal.reason) == (False, ("non-compliant",), REASON)
    qtbot.waitUntil(form.isHidden)


def test_the_director_finds_the_proposed_ground_and_reason_written(page, office, desk, filed):
    propose(desk, EXECUTOR, filed, False, ("non-compliant",), REASON)
    office.sign_in(DIRECTOR)
    page.reload()
    page.panel.buttons["decide-refuse"].click()
    assert (page.panel.form.grounds, page.panel.form.written) == (("non-compliant",), REASON)


def test_an_application_is_given_back_only_with_a_comment(qtbot, page, office, desk, filed):
    propose(desk, EXECUTOR, filed, True)
    office.sign_in(DIRECTOR)
    page.reload()
    page.panel.buttons["return"].click()
    page.panel.form.confirm.click()
    qtbot.waitUntil(lambda: bool(page.panel.form.reason.problem.text()))
    type_text(page.panel.form.text, "Мекенжайды тексеріңіз")
    page.panel.form.confirm.click()
    qtbot.waitUntil(lambda: found(desk, filed).status is Status.UNDER_REVIEW)
    assert found(desk, filed).history[-1].reason == "Мекенжайды тексеріңіз"


def test_a_withdrawal_needs_no_reason(qtbot, page, desk, filed):
    page.panel.buttons["withdraw"].click()
    page.panel.form.confirm.click()
    qtbot.waitUntil(lambda: found(desk, filed).status is Status.WITHDRAWN)
    qtbot.waitUntil(lambda: page.panel.buttons == {})


def test_a_scan_is_shown_and_can_be_turned_and_enlarged(qtbot, page, desk, filed):
    attach_file(desk, EXECUTOR, filed, "health", "052.jpg", jpeg(600, 400))
    page.show_application(filed)
    assert [(sheet.width(), sheet.height()) for sheet in page.scan.pages] == [(600, 400)]
    before = page.scan.shown_scale()
    QTest.keyClick(page.scan, Qt.Key.Key_Plus)
    assert page.scan.shown_scale() == pytest.approx(1.25 * before)
    QTest.keyClick(page.scan, Qt.Key.Key_R)
    assert page.scan._turned()[0].width() == 400


def test_a_photo_is_turned_as_the_camera_says():
    photo = read_photo(jpeg(60, 40, TURNED_RIGHT))
    assert photo is not None
    assert (photo.width(), photo.height()) == (40, 60)


def test_what_is_no_photo_is_told(page, office):
    page._drawn(page._scan, [])
    assert page.scan.note.text() == office.words("card-scan-unreadable")


def test_a_scan_that_is_not_here_yet_is_wanted(qtbot, page, office, desk, filed):
    attach_file(desk, EXECUTOR, filed, "health", "052.jpg", jpeg())
    with desk.replica.read() as db:
        [table] = db.execute("select name from sqlite_master where sql like '%content blob%'").fetchone()
    with desk.write() as writing:
        writing.connection.exec_driver_sql(f"delete from {table}")
    with qtbot.waitSignal(office.wanted) as wanted:
        page.show_application(filed)
    assert wanted.args == [[found(desk, filed).attachments[0].sha256]]
    assert page.scan.note.text() == office.words("card-scan-coming")


def test_a_file_of_this_computer_is_attached(qtbot, page, desk, filed, tmp_path):
    (tmp_path / "photo.jpg").write_bytes(jpeg())
    page.checklist.rows["photo"].file.click()
    page.corner.basket.bring([("photo.jpg", tmp_path / "photo.jpg")])
    qtbot.waitUntil(page.corner.basket.attach.isEnabled)
    page.corner.basket.attach.click()
    qtbot.waitUntil(lambda: len(found(desk, filed).attachments) == 1)
    qtbot.waitUntil(lambda: [file.document for file in page.attachments.files] == ["photo"])


def test_a_receipt_is_issued_seen_and_printed_again(qtbot, page, desk, filed):
    with qtbot.waitSignal(page.show_paper) as first:
        page.papers.issue.emit("receipt")
    with qtbot.waitSignal(page.show_paper) as again:
        page.papers.reprint.emit(first.args[0])
    issued = queries.papers(desk.replica, filed)
    assert {paper.id for paper in issued} == {first.args[0], again.args[0]}


def test_a_refused_application_offers_its_refusal(qtbot, page, office, desk, filed):
    propose(desk, EXECUTOR, filed, False, ("non-compliant",), REASON)
    decide_application(desk, DIRECTOR, filed, False, ("non-compliant",), REASON)
    page.reload()
    with qtbot.waitSignal(page.show_paper):
        page.papers.issue.emit("refusal")
    assert [paper.kind for paper in queries.papers(desk.replica, filed)] == ["refusal"]


def test_a_decision_the_centre_has_not_confirmed_is_called_provisional(page, office, desk, filed):
    propose(desk, EXECUTOR, filed, True)
    decide_application(desk, DIRECTOR, filed, True)
    page.reload()
    assert office.words("card-provisional") in page.told.text()


def test_escape_leads_back(qtbot, page):
    page.setFocus()
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page.panel.buttons["propose-accept"], Qt.Key.Key_Escape)


def test_who_waits_for_a_place_learns_the_position_and_when_it_opens(qtbot, page, office, desk):
    outside = file_application(desk, EXECUTOR, a_draft(child=OTHER_CHILD, by_territory=False))
    propose(desk, EXECUTOR, outside, True)
    decide_application(desk, DIRECTOR, outside, True)
    assert found(desk, outside).status is Status.WAITLISTED
    page.show_application(outside)
    [told] = [line for line in lines(page.exceptions) if "Кезекте: 1-орын" in line]
    assert "3" in told
