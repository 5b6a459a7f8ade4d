"""A power cut in the fifth field: the program dies while its clerk types; it wakes with her words and her cursor."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import pytest

from desktop_app.building import tools_of
from desktop_app.models import queries
from desktop_app.settings import Settings
from desktop_app.ui.intake_page import IntakePage
from desktop_app.ui.lane import Lane
from desktop_app.ui.office import Office
from desktop_app.ui.wording import Words
from tests.desk import EXECUTOR, ROOT, make_desk
from tests.journeys.typing_clerk import FIFTH_FIELD, FOUR_FIELDS
from tests.journeys.waking import awake

FIELDS = ("child.iin", "child.name.surname", "child.name.given", "child.name.patronymic")
A_MOMENT = 0.8  # seconds: what a power cut may cost is less than a second of typing


@pytest.fixture
def cut_off(tmp_path):
    """The folder of a computer whose power was cut while its clerk typed."""
    make_desk(tmp_path).replica.close()
    command = [sys.executable, "-m", "tests.journeys.typing_clerk", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as clerk:
        assert clerk.stdout is not None
        assert clerk.stdout.readline() == "fifth field\n"
        time.sleep(A_MOMENT)
        clerk.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    assert clerk.returncode != 0
    return tmp_path


def test_the_form_comes_back_with_the_cursor_in_the_fifth_field(qtbot, cut_off, catalogues):
    desk = awake(cut_off)
    settings, lane = Settings(data=cut_off), Lane("desk-lane")
    office = Office(desk, lane, Words(catalogues, desk.rules), tools_of(settings, desk))
    page = IntakePage(office)
    page.setMinimumSize(400, 300)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    office.sign_in(EXECUTOR)

    entries = page.form.entries
    assert tuple(entries[field].text for field in FIELDS) == FOUR_FIELDS
    assert entries["child.born"].text.startswith(FIFTH_FIELD)
    assert entries["child.born"].widget.hasFocus()
    assert page.kept.text() == office.words("intake-recovered", at=office.words.moment(desk.now()))
    assert queries.queue(desk.replica) == []
    lane.close()
    desk.replica.close()
