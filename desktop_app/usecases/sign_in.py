"""Sign in: an officer's name and password, checked at this desk alone, with or without a line."""

from __future__ import annotations

from datetime import datetime, timedelta

from admission.problems import ActRefused, Problem
from admission.roles import Officer
from desktop_app.models import people, queries
from desktop_app.usecases.desk import Desk

TRIES = 5
LOCKED_FOR = timedelta(minutes=5)


def sign_in(desk: Desk, login: str, password: str) -> Officer:
    """The officer who signed in; ActRefused `sign-in-wrong`, or `sign-in-locked` after five wrong tries."""
    name = login.strip().casefold()
    count, until = people.failures(desk.replica, name)
    _refuse_locked(count, until, desk.now())
    officer = _officer(desk, name)
    if officer is None or not _right(officer.password_hash, password):
        _note_failure(desk, name, count + 1)
        raise ActRefused((Problem("sign-in-wrong", "password"),))
    if count:
        with desk.write() as writing:
            writing.people.forget_failures(name)
    return officer


def _refuse_locked(count: int, until: datetime | None, now: datetime) -> None:
    if until is not None and count >= TRIES and now < until:
        minutes = int((until - now) / timedelta(minutes=1)) + 1
        raise ActRefused((Problem("sign-in-locked", "password", {"minutes": minutes}),))


def _officer(desk: Desk, name: str) -> Officer | None:
    known = {one.login.casefold(): one for one in queries.officers(desk.replica) if one.active}
    return known.get(name)


def _right(password_hash: str, password: str) -> bool:
    from argon2 import PasswordHasher  # not needed for the first window
    from argon2.exceptions import InvalidHashError, VerifyMismatchError

    try:
        return PasswordHasher().verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _note_failure(desk: Desk, name: str, count: int) -> None:
    with desk.write() as writing:
        writing.people.note_failure(name, count, desk.now() + LOCKED_FOR)
