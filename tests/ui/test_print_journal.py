"""The registration book prints the school's own papers: the journal, a blank application, a family's waiting list."""

from __future__ import annotations

import queue

import pytest

from desktop_app.models.papers import paper_line, papers
from desktop_app.ui.journal_page import JournalPage
from desktop_app.ui.work_bar import WorkDialog
from desktop_app.usecases.file_application import file_application
from tests.desk import EXECUTOR, a_draft, feed, seen
from tests.usecases.rows import waitlisted


@pytest.fixture
def page(qtbot, office, desk):
    filed = file_application(desk, EXECUTOR, a_draft())
    with desk.write() as writing:
        writing.absorb([], feed(waitlisted(seen(desk, filed), 1), start=100), 101, desk.now())
    made = JournalPage(office)
    made.setMinimumSize(800, 500)
    qtbot.addWidget(made)
    made.reload()
    made.show()
    return made


def offered(page, number):
    """What the menu offers while the cursor stands in this entry."""
    rows = range(page.model.rowCount())
    page.table.selectRow(
        next(row for row in rows if page.model.line(page.model.index(row, 0)).number == number)
    )
    page.prints.offer()
    return page.prints.menu.actions()


@pytest.mark.parametrize(("place", "kind"), [(0, "journal"), (1, "application"), (2, "waiting-list")])
def test_a_paper_of_the_school_is_issued_and_shown(qtbot, page, desk, place, kind):
    with qtbot.waitSignal(page.show_paper) as shown:
        offered(page, "А-0101")[place].trigger()
    line = paper_line(desk.replica, shown.args[0])
    assert line is not None
    assert line.kind == kind


def test_an_application_that_does_not_wait_has_no_extract(page):
    assert [action.text() for action in offered(page, "А-0001")] == [
        "Тіркеу журналы, осы сәттегі күйі",
        "Бос өтініш (қолмен толтыруға)",
    ]


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_a_long_journal_tells_its_pages_and_whoever_stops_it_gets_no_paper(qtbot, page, desk, office, words):
    goes_on: queue.Queue[None] = queue.Queue()

    def slow(_paper, paged):
        for number in range(1, 99):
            paged(number)
            goes_on.get()
        return b"%PDF"

    office.press = slow
    page.prints.print_journal()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.window().findChildren(WorkDialog)))
    [dialog] = page.window().findChildren(WorkDialog)
    goes_on.put(None)
    qtbot.waitUntil(lambda: dialog.work.far.text() == words("paper-far", n=2))
    dialog.work.stop.click()
    with qtbot.waitSignal(office.notice) as told:
        goes_on.put(None)
    assert told.args == [words("problem-work-cancelled")]
    assert dialog.isHidden()
    assert papers(desk.replica, "") == []


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_menu_is_drawn(page, office, shoot, language):
    office.words.set_language(language)
    page.retranslate()
    picture = shoot(page, f"print-journal-{language}")
    offered(page, "А-0101")
    assert page.prints.menu.grab().save(str(picture.with_name(f"print-journal-menu-{language}.png")))
