"""The lists of the queue: each filter as a question of statuses and a stretch of time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from admission.application import Status
from admission.deadline import KAZAKHSTAN_TIME
from desktop_app.models.sieve import Question, Sieve
from desktop_app.usecases.desk import Desk

STRETCHES = ("late", "today", "tomorrow", "later")
FILTERS = ("review", *STRETCHES, "on-signature", "all")
EVERY_STATUS = tuple(status.value for status in Status)
REVIEW = ("under_review",)
BEFORE_REVIEW = ("sent_for_registration", "registered")


class Stretch(NamedTuple):
    """Due from `since` and before `until`."""

    since: datetime | None = None
    until: datetime | None = None


def question(desk: Desk, name: str, sieve: Sieve, among: frozenset[str] | None) -> Question:
    """The list called `name` (one of FILTERS) at this moment, through the sieve."""
    # One status is read along its index; the two stages of seed 002 cost a sort, in a school's hundreds.
    review = REVIEW + BEFORE_REVIEW if desk.rules.two_stages else REVIEW
    statuses = {"on-signature": ("on_signature",), "all": EVERY_STATUS}.get(name, review)
    stretch = stretches(desk.now()).get(name, Stretch())
    return Question(statuses=statuses, sieve=sieve, since=stretch.since, until=stretch.until, among=among)


def stretches(now: datetime) -> dict[str, Stretch]:
    """Late, today, tomorrow and later, without a gap; a day ends at midnight in Kazakhstan."""
    local = now.astimezone(KAZAKHSTAN_TIME)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    after = midnight + timedelta(days=1)
    return {
        "late": Stretch(None, now),
        "today": Stretch(now, midnight),
        "tomorrow": Stretch(midnight, after),
        "later": Stretch(after, None),
    }
