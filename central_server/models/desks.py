"""Desks, their tokens and the codes that make new ones; tokens are kept only as SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime
from itertools import count

import msgspec
from sqlalchemy import ColumnElement, insert, select, update

from central_server.models.ledger import Transaction
from central_server.models.tables import DESK, ENROL_CODE, PORTAL_TOKEN

ONLINE_SERIES = "Э"
# Letters that are not mistaken for digits or for one another on paper; Э is the portal's.
LETTERS = "АБВГДЕЖИКЛМНПРСТУФХЦЧШЩЮЯ"


class DeskState(msgspec.Struct, frozen=True, kw_only=True):
    """A desk and how far its acts were read; `last_hash` chains the next one."""

    id: str
    school: str
    name: str
    series: str
    last_n: int
    last_hash: str
    last_heard: datetime | None
    revoked_at: datetime | None
    verify_key: str = ""
    recipient: str = ""

    @property
    def is_portal(self) -> bool:
        """Whether this is the pseudo desk of the parents' door."""
        return self.id == portal_desk_id(self.school)


def portal_desk_id(school: str) -> str:
    """The pseudo desk of a school under which online applications are filed."""
    return f"portal-{school}"


def secret_hash(secret: str) -> str:
    """How tokens and codes are kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


def series_letter(number: int) -> str:
    """The series of a school's desk number 0, 1, 2 …: А, Б, … Я, then АА, АБ, …"""
    letters = ""
    while number >= 0:
        letters = LETTERS[number % len(LETTERS)] + letters
        number = number // len(LETTERS) - 1
    return letters


def desk_of_token(tx: Transaction, token: str) -> DeskState | None:
    """Whose token this is."""
    return _desk(tx, DESK.c.token_hash == secret_hash(token))


def desk_by_id(tx: Transaction, desk: str) -> DeskState | None:
    """The desk as it stands."""
    return None if "\0" in desk else _desk(tx, DESK.c.id == desk)


def lock_desk(tx: Transaction, desk: str) -> DeskState | None:
    """The desk; nobody else reads its acts before this transaction ends."""
    return _desk(tx, DESK.c.id == desk, lock=True)


def _desk(tx: Transaction, where: ColumnElement[bool], *, lock: bool = False) -> DeskState | None:
    question = select(*(DESK.c[name] for name in DeskState.__struct_fields__)).where(where)
    found = tx.connection.execute(question.with_for_update() if lock else question).first()
    return None if found is None else DeskState(**found._mapping)


def add_desk(
    tx: Transaction,
    *,
    desk: str,
    school: str,
    name: str,
    series: str,
    token_hash: str | None,
    renewed_from: str = "",
) -> None:
    """A new desk that has sent nothing yet; the caller holds the school's head."""
    tx.connection.execute(
        insert(DESK).values(
            id=desk, school=school, name=name, series=series, token_hash=token_hash, renewed_from=renewed_from
        )
    )


def keep_keys(tx: Transaction, desk: str, verify_key: str, recipient: str) -> None:
    """The desk's public keys."""
    tx.connection.execute(
        update(DESK).where(DESK.c.id == desk).values(verify_key=verify_key, recipient=recipient)
    )


def next_series(tx: Transaction, school: str, seen: Collection[str]) -> str:
    """The first letter no desk of this school ever had and none of `seen`; the caller holds the school's head."""
    desks = tx.connection.execute(select(DESK.c.series).where(DESK.c.school == school)).scalars()
    used = {*desks, *seen}
    return next(letter for letter in map(series_letter, count()) if letter not in used)


def move_desk(tx: Transaction, desk: DeskState) -> None:
    """Keep how far this desk has come."""
    tx.connection.execute(
        update(DESK)
        .where(DESK.c.id == desk.id)
        .values(last_n=desk.last_n, last_hash=desk.last_hash, last_heard=desk.last_heard)
    )


def revoke_desk(tx: Transaction, desk: str, now: datetime) -> bool:
    """The desk, and every desk its token was renewed into, is told to stop at its next contact.

    False when there is no such desk.
    """
    family = select(DESK.c.id).where(DESK.c.id == desk).cte(recursive=True)
    family = family.union(select(DESK.c.id).where(DESK.c.renewed_from == family.c.id))
    desks = list(tx.connection.execute(select(family.c.id)).scalars())
    changed = tx.connection.execute(
        update(DESK).where(DESK.c.id.in_(desks), DESK.c.revoked_at.is_(None)).values(revoked_at=now)
    )
    return changed.rowcount > 0


def revoked_desks(tx: Transaction, school: str) -> set[str]:
    """Desks of the school that are none any more; read without a lock, which only their own acts may wait for."""
    question = select(DESK.c.id).where(DESK.c.school == school, DESK.c.revoked_at.is_not(None))
    return set(tx.connection.execute(question).scalars())


def add_code(tx: Transaction, *, code: str, school: str, name: str, expires_at: datetime) -> None:
    """A one-time code for one new desk."""
    tx.connection.execute(
        insert(ENROL_CODE).values(
            code_hash=secret_hash(code), school=school, name=name, expires_at=expires_at
        )
    )


def use_code(tx: Transaction, code: str, now: datetime) -> str | None:
    """The school of a code nobody has used, marked as used; None for a used, expired or unknown one."""
    used = tx.connection.execute(
        update(ENROL_CODE)
        .where(
            ENROL_CODE.c.code_hash == secret_hash(code),
            ENROL_CODE.c.used_at.is_(None),
            ENROL_CODE.c.expires_at > now,
        )
        .values(used_at=now)
        .returning(ENROL_CODE.c.school)
    )
    return used.scalar()


def add_portal_token(tx: Transaction, token: str, school: str) -> None:
    """A token with which a portal may file applications to one school."""
    tx.connection.execute(insert(PORTAL_TOKEN).values(token_hash=secret_hash(token), school=school))


def school_of_portal(tx: Transaction, token: str) -> str | None:
    """The school a portal's token is bound to."""
    question = select(PORTAL_TOKEN.c.school).where(
        PORTAL_TOKEN.c.token_hash == secret_hash(token), PORTAL_TOKEN.c.revoked_at.is_(None)
    )
    return tx.connection.execute(question).scalar()
