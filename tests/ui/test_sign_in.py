"""The sign-in screen: by keyboard alone, in three languages, calm about mistakes."""

from __future__ import annotations

from PySide6.QtCore import Qt

from admission.problems import Problem
from tests.desk import EXECUTOR, PASSWORD
from tests.ui.conftest import type_text

ENTER = Qt.Key.Key_Return


def sign_in(qtbot, window, password: str) -> None:
    screen = window.sign_in
    type_text(screen.login.widget, EXECUTOR.login)
    qtbot.keyClick(screen.login.widget, ENTER)
    type_text(screen.password.widget, password)
    qtbot.keyClick(screen.password.widget, ENTER)


def test_name_enter_password_enter_opens_the_office(qtbot, window, office):
    with qtbot.waitSignal(window.sign_in.signed_in) as came:
        sign_in(qtbot, window, PASSWORD)
    assert came.args == [EXECUTOR]
    assert office.signed_in
    assert window.header.officer.text() == "Сәрсенова А.Н."


def test_a_wrong_password_is_said_under_the_field_and_nothing_is_lost(qtbot, window, office):
    office.sign_out()
    sign_in(qtbot, window, "жоқ")
    problem = window.sign_in.password.problem
    qtbot.waitUntil(lambda: bool(problem.text()))
    assert problem.text() == office.words("problem-sign-in-wrong")
    assert window.sign_in.login.widget.text() == EXECUTOR.login
    assert not office.signed_in


def test_after_five_wrong_passwords_the_screen_says_how_long_to_wait(qtbot, window, office):
    window.sign_in.login.widget.setText(EXECUTOR.login)
    for password in (*["жоқ"] * 5, PASSWORD):
        window.sign_in.password.widget.setText(password)
        window.sign_in.enter.click()
        qtbot.waitUntil(window.sign_in.enter.isEnabled)
    told = window.sign_in.password.problem.text()
    assert told == office.words.problem(Problem("sign-in-locked", params={"minutes": 6}))


def test_the_language_changes_while_a_name_is_half_typed(window, words):
    type_text(window.sign_in.login.widget, "айг")
    window.sign_in.languages.buttons["ru"].click()
    assert window.sign_in.enter.text() == "Войти"
    assert window.sign_in.login.widget.text() == "айг"
    assert window.sign_in.login.widget.accessibleName() == "Имя пользователя"


def test_the_school_is_named_in_the_language_of_the_moment(window, words):
    assert window.sign_in.school.text() == "«№63 жалпы білім беретін мектеп» КММ"
    words.set_language("ru")
    assert window.sign_in.school.text() == "КГУ «Общеобразовательная школа №63»"
