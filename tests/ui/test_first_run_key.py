"""The key of the first run: how good a passphrase is, the recovery sheet, and the door that asks for either."""

from __future__ import annotations

import pytest

from desktop_app.models.replica_key import WrongPassphrase, key_from_sheet, sheet_of
from desktop_app.ui.first_run_words import strength
from desktop_app.ui.unlock import Unlock
from desktop_app.ui.wording import Words
from tests.desk import KEY, rules
from tests.ui.test_first_run import PASSPHRASE


@pytest.mark.parametrize(
    ("passphrase", "how"),
    [("", "weak"), ("aaaaaaaaaaaaaaaa", "weak"), ("12345678901234", "weak"), ("қабылдау2026", "weak"),
     ("бұлақ арба", "weak"), ("бұлақ арба терезе", "fair"), (PASSPHRASE, "strong")],
)  # fmt: skip
def test_a_passphrase_is_as_good_as_it_is_hard_to_guess(passphrase, how):
    assert strength(passphrase) == how


def test_a_sheet_with_a_slip_of_the_pen_is_no_key():
    sheet = sheet_of(KEY)
    assert key_from_sheet(sheet.lower().replace("-", " ")) == KEY
    wrong = ("1" if sheet[0] != "1" else "2") + sheet[1:]
    assert [key_from_sheet(one) for one in (wrong, sheet[:-5], "қазақша", "")] == [None] * 4


def test_the_passphrase_or_the_sheet_opens_the_office(qtbot, tmp_path, catalogues):
    opened: list[str] = []

    def open_with(text):
        if text != PASSPHRASE:
            raise WrongPassphrase
        opened.append(text)

    words = Words(catalogues, rules())
    dialog = Unlock(words, open_with)
    qtbot.addWidget(dialog)
    dialog.line.setText("жоқ")
    dialog.ask()
    assert dialog.secret.problem.text() == words("unlock-wrong")
    dialog.line.setText(PASSPHRASE)
    dialog.ask()
    assert opened == [PASSPHRASE]
    assert dialog.result() == Unlock.DialogCode.Accepted
