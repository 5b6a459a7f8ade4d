"""A morning of thirty families with one clerk: each leaves with a number and a receipt, and the centre agrees."""

from __future__ import annotations

from PySide6.QtCore import Qt

from demo.families import families
from desktop_app.models import exchange, papers, queries
from desktop_app.ui.intake_page import IntakePage
from tests.desk import EXECUTOR, PASSWORD, SCHOOL
from tests.journeys.typed import APPLICANT, PEOPLE, form_of, press, type_here, type_row

FAMILIES = 30
REASON = "Құжаттар түпнұсқамен салыстырылды"
ALT = Qt.KeyboardModifier.AltModifier


def sign_in(qtbot, clerk):
    for text in (EXECUTOR.login, PASSWORD):
        type_here(text)
        press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: clerk.opened.office.signed_in)


def type_the_first_family(clerk):
    press(Qt.Key.Key_F4)
    type_row(PEOPLE)
    type_row(APPLICANT)
    type_row("_ Сәтбаев 12 5 _")
    press(Qt.Key.Key_Space)
    for digit in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        press(digit, ALT)
    while clerk.opened.intake._cursor() != "data_correct":
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Space)


def save_and_hand_over(qtbot, clerk, page: IntakePage):
    """F9; who is like somebody else is stood by; the receipt comes to the front and is in hand."""
    window = clerk.opened.window
    page.setFocus()
    press(Qt.Key.Key_F9)
    if page.summary.problems:
        page.summary.line.setText(REASON)
        press(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: window.here == "preview", timeout=10_000)
    clerk.opened.preview.in_hand.setFocus()
    press(Qt.Key.Key_Return)
    assert window.here == "intake"


def the_queue_with_its_receipts(desk):
    """Thirty numbers without a gap, in the order of their deadlines, one receipt each."""
    queue = queries.queue(desk.replica)
    numbers = [f"А-{n:04}" for n in range(1, FAMILIES + 1)]
    assert sorted(line.number for line in queue) == numbers
    assert [line.due for line in queue] == sorted(line.due for line in queue)
    for line in queue:
        receipt, in_the_book = papers.papers(desk.replica, line.id)
        assert (receipt.kind, in_the_book.kind) == ("receipt", "journal-line")
        assert (receipt.number, receipt.copies) == (line.number, 1)
        assert (papers.paper_pdf(desk.replica, receipt.id) or b"").startswith(b"%PDF")
    return queue


def test_thirty_families_leave_with_thirty_numbers_and_the_centre_has_them_all(qtbot, clerk, centre, clock):
    page, desk = clerk.opened.intake, clerk.desk
    sign_in(qtbot, clerk)
    type_the_first_family(clerk)
    save_and_hand_over(qtbot, clerk, page)
    for family in families(FAMILIES - 1, school=SCHOOL):
        clock.forward(minutes=6)
        page.begin_family()
        page.form.fill({**page.form.fields(), **form_of(family)})
        page.live.begin()
        save_and_hand_over(qtbot, clerk, page)

    queue = the_queue_with_its_receipts(desk)
    qtbot.waitUntil(lambda: queries.outbox(desk.replica) == [], timeout=20_000)
    director = centre.join("director")
    clerk.opened.heartbeat.sync_now()  # the counter hears that there is a second desk now
    qtbot.waitUntil(lambda: exchange.digest(director.desk.replica) == exchange.digest(desk.replica))
    for line in queue:
        written = queries.application(desk.replica, line.id)
        assert queries.application(director.desk.replica, line.id) == written
        assert written is not None
        assert written.history[0].by == EXECUTOR.id
