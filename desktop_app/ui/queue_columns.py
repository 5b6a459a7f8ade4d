"""The columns of the queue: number, child, time left, how it came in, where it stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from admission.application import Status
from desktop_app.models.lines import ApplicationLine
from desktop_app.ui.table import Column
from desktop_app.ui.theme import tone_of
from desktop_app.ui.wording import Words

RUNNING = frozenset({Status.UNDER_REVIEW, Status.ON_SIGNATURE})


def columns(now: Callable[[], datetime]) -> tuple[Column[ApplicationLine], ...]:
    """The columns of the queue; `now` is the desk's clock, for the time left."""

    def left(line: ApplicationLine, words: Words) -> str:
        return words.left(line.due, now()) if line.status in RUNNING else words("no-deadline")

    def due(line: ApplicationLine, words: Words) -> str:
        return words.short_moment(line.due) if line.status in RUNNING else ""

    def urgency(line: ApplicationLine) -> str:
        return "danger" if line.status in RUNNING and line.due < now() else ""

    return (
        Column("column-number", lambda line, _: line.number, width=74),
        Column("column-child", lambda line, _: line.child, lambda line, _: line.applicant, stretch=True),
        Column("column-left", left, due, urgency, 182),
        Column("column-received", _received, _channel, width=138, spare=True),
        Column("column-teaching", _teaching, _territory, width=158, spare=True),
        Column("column-status", _status, _mark, lambda line: tone_of(line.status), 202),
    )


def _received(line: ApplicationLine, words: Words) -> str:
    return words.short_moment(line.received)


def _channel(line: ApplicationLine, words: Words) -> str:
    return words.channel(line.channel)


def _teaching(line: ApplicationLine, words: Words) -> str:
    return words.teaching(line.language)


def _territory(line: ApplicationLine, words: Words) -> str:
    return words.territory(line.inside)


def _status(line: ApplicationLine, words: Words) -> str:
    return words.status(line.status)


def _mark(line: ApplicationLine, words: Words) -> str:
    return words("mark-waiting") if line.waiting else ""
