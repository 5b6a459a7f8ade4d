"""The office: use cases run, news is told, refusals and troubles become sentences, bugs stay bugs."""

from __future__ import annotations

import pytest

from admission.problems import ActRefused, Problem
from desktop_app.models.connection import DiskTrouble
from desktop_app.signing.signer import (
    WRONG_KEYS,
    Cancelled,
    NotRunning,
    SigningTrouble,
    WrongKey,
    WrongPassword,
)


def never(*_: object) -> None:
    raise AssertionError("this answer was not asked for")


def boom() -> None:
    raise LookupError("gone")


def test_the_office_tells_when_the_replica_changed(qtbot, office):
    with qtbot.waitSignal(office.changed):
        office.do(lambda: 7)


def test_what_is_done_quietly_is_not_told(qtbot, office):
    heard: list[int] = []
    office.changed.connect(lambda: heard.append(0))
    answers: list[int] = []
    office.do(lambda: 7, answers.append, quietly=True)
    qtbot.waitUntil(lambda: answers == [7])
    assert heard == []


def test_a_refusal_goes_to_who_asked_for_it(qtbot, office):
    refusals: list[ActRefused] = []
    office.do(refuse, never, refusals.append)
    qtbot.waitUntil(lambda: bool(refusals))
    assert refusals[0].problems[0].code == "reason-missing"


def test_a_refusal_nobody_asked_for_becomes_a_notice(qtbot, office):
    with qtbot.waitSignal(office.notice) as told:
        office.do(refuse)
    assert told.args == [office.words("problem-reason-missing")]


def test_trouble_with_the_disk_becomes_a_notice(qtbot, office):
    with qtbot.waitSignal(office.notice) as told:
        office.do(full_disk)
    assert told.args == [office.words("trouble-disk-trouble")]


@pytest.mark.parametrize(
    ("trouble", "key"),
    [
        (Cancelled("slot 1"), "trouble-signing-cancelled"),
        (NotRunning("no answer"), "trouble-ncalayer-not-running"),
        (WrongKey("gost-key-needs-ncalayer"), "trouble-gost-key-needs-ncalayer"),
        (WrongKey("a-code-of-tomorrow"), "trouble-signing-failed"),
    ],
)
def test_trouble_with_the_key_becomes_a_notice(qtbot, office, trouble, key):
    def sign() -> None:
        raise trouble

    with qtbot.waitSignal(office.notice) as told:
        office.do(sign)
    assert told.args == [office.words(key)]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_trouble_with_the_key_has_words(words, language):
    words.set_language(language)
    kinds = (SigningTrouble, Cancelled, WrongPassword, NotRunning)
    assert all(words.has(f"trouble-{code}") for code in (*(kind.code for kind in kinds), *WRONG_KEYS))


def test_a_bug_is_raised_again(qtbot, office):
    with qtbot.captureExceptions() as bugs:
        office.do(boom)
        qtbot.waitUntil(lambda: bool(bugs))
    assert bugs[0][0] is LookupError


def refuse() -> None:
    raise ActRefused((Problem("reason-missing", "reason"),))


def full_disk() -> None:
    raise DiskTrouble("disk I/O error")


@pytest.mark.parametrize("words_of", ["kk", "ru", "en"])
def test_the_words_change_while_everything_runs(qtbot, words, words_of):
    before = words.language
    if before != words_of:
        with qtbot.waitSignal(words.changed):
            words.set_language(words_of)
    assert words("nav-queue") == {"kk": "Кезек", "ru": "Очередь", "en": "Queue"}[words_of]
