"""The way into practice: from the sign-in of a real office and from the first run, always as a program of its own."""

from __future__ import annotations


def test_the_sign_in_offers_practice_only_where_it_is_told_to(window):
    assert window.sign_in.practise.isHidden()
    window.sign_in.offer_practice(lambda: None)
    assert not window.sign_in.practise.isHidden()


def test_the_button_begins_practice_and_says_that_it_is_coming(qtbot, window, words):
    begun: list[bool] = []
    window.sign_in.offer_practice(lambda: begun.append(True))
    window.show()
    window.sign_in.practise.click()
    assert begun == [True]
    assert window.sign_in.note.text == words("practice-is-coming")
    words.set_language("ru")
    assert window.sign_in.practise.text() == "Учебный режим"
