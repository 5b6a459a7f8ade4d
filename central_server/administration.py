"""What an administrator does at the centre: schools, their officers and places, codes for desks, portals' tokens."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta

from msgspec.structs import replace

from admission.application import Application
from admission.exchange import EnrolAnswer, KeysMessage, KnownAct, RenewAnswer
from admission.numbers import series_of
from admission.people import PersonName
from admission.places import Stream, with_leases_passed
from admission.roles import Officer, Role
from admission.school import DeskLine, School
from admission.territory import TerritoryStreet
from admission.wire import FeedRow
from central_server.models import acts, desks, feed
from central_server.models.desks import ONLINE_SERIES, DeskState, portal_desk_id
from central_server.models.ledger import Ledger, Transaction
from central_server.models.working import Working

PORTAL_OFFICER = "portal"
PORTAL_NAME = "Портал"
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is mistaken for another when read aloud
CODE_GROUPS = 3
TOKEN_BYTES = 18  # 144 bits: it travels with every turn
CODE_VALID = timedelta(days=7)


class SchoolUnknown(KeyError):
    """The centre has no school of that id."""


class CodeWrong(ValueError):
    """The code is unknown, used up or expired."""


def add_school(
    ledger: Ledger, school: School, streams: Iterable[Stream], officers: Iterable[Officer]
) -> None:
    """Make a school, or bring its reference rows up to date; places already taken stay taken."""
    rows: tuple[FeedRow, ...] = (school, *officers, _portal_officer(school.id))
    with ledger.write() as tx:
        if feed.add_head(tx, school.id):
            feed.lock_head(tx, school.id)
            _add_portal_desk(tx, school.id)
        working = _working(tx, school.id)
        for row in rows:
            working.put(row)
        for stream in streams:
            working.put(_with_taken(stream, working.get(("stream", stream.id))))
        working.flush()


def school_row(ledger: Ledger, school: str) -> School:
    """A school as the desks know it; SchoolUnknown."""
    with ledger.read() as tx:
        kept = feed.kept_rows(tx, school, [("school", school)])
    row = kept[("school", school)].row if kept else None
    if not isinstance(row, School):
        raise SchoolUnknown(school)
    return row


def replace_territory(ledger: Ledger, school: str, territory: tuple[TerritoryStreet, ...]) -> bool:
    """The school serves exactly this from now on, and its desks learn so at their next turn; False: it did already."""
    with ledger.write() as tx:
        working = _working(tx, school)
        row = working.get(("school", school))
        assert isinstance(row, School), "a school with a head has its row"
        before = working.seq
        working.put(replace(row, territory=territory))
        working.flush()
        return working.seq != before


def enrol_code(ledger: Ledger, school: str, name: str, now: datetime) -> str:
    """A one-time code with which one computer becomes a desk of the school; valid for a week."""
    groups = ("".join(secrets.choice(CODE_LETTERS) for _ in range(4)) for _ in range(CODE_GROUPS))
    code = "-".join(groups)
    with ledger.write() as tx:
        _known(tx, school)
        desks.add_code(tx, code=_plain(code), school=school, name=name, expires_at=now + CODE_VALID)
    return code


def portal_token(ledger: Ledger, school: str) -> str:
    """A token with which a portal files applications to this school; shown once, kept only as a hash."""
    token = secrets.token_urlsafe(32)
    with ledger.write() as tx:
        _known(tx, school)
        desks.add_portal_token(tx, token, school)
    return token


def enrol(ledger: Ledger, code: str, name: str, now: datetime, new_id: Callable[[], str]) -> EnrolAnswer:
    """Trade a code for a desk with a token and a series letter nobody had; CodeWrong."""
    with ledger.write() as tx:
        school = desks.use_code(tx, _plain(code), now)
        if school is None:
            raise CodeWrong(code)
        return _new_desk(tx, school, name, new_id())


def renew_desk(
    ledger: Ledger, before: DeskState, waiting: Collection[str], new_id: Callable[[], str]
) -> RenewAnswer:
    """A new desk for a computer whose history forked, and what became of those of its acts that are here already."""
    with ledger.write() as tx:
        answer = _new_desk(tx, before.school, before.name, new_id(), renewed_from=before.id)
        here = acts.acts_by_id(tx, waiting)
    known = [
        KnownAct(id=act, outcome=one.outcome, seq=one.seq, reason=one.reason)
        for act, one in sorted(here.items())
        if one.school == before.school
    ]
    return RenewAnswer(desk=answer, known=known)


def keep_keys(ledger: Ledger, desk: str, keys: KeysMessage) -> None:
    """The desk's public keys, with which its couriers are checked and answered."""
    with ledger.write() as tx:
        desks.keep_keys(tx, desk, keys.verify_key, keys.recipient)


def _new_desk(tx: Transaction, school: str, name: str, desk: str, renewed_from: str = "") -> EnrolAnswer:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    working = _working(tx, school)
    # a desk that a backup has forgotten may have filed what another one brought back
    applications = feed.rows_of_kind(tx, school, "application")
    numbers = {series_of(row.number) for row in applications if isinstance(row, Application)}
    series = desks.next_series(tx, school, numbers)
    desks.add_desk(
        tx,
        desk=desk,
        school=school,
        name=name,
        series=series,
        token_hash=desks.secret_hash(token),
        renewed_from=renewed_from,
    )
    working.put(DeskLine(id=desk, school=school, name=name, series=series))
    if renewed_from:
        _pass_leases(tx, working, renewed_from, desk)
    working.flush()
    return EnrolAnswer(desk=desk, token=token, school=school, series=series, epoch=tx.epoch)


def revoke(ledger: Ledger, desk: str, now: datetime) -> bool:
    """A lost or stolen computer is no desk any more; False when there is none of that id (SYNC C9)."""
    with ledger.write() as tx:
        revoked = desks.revoke_desk(tx, desk, now)
        state = desks.lock_desk(tx, desk)
        if state is not None:
            _free_leases(tx, state.school)
        return revoked


def _pass_leases(tx: Transaction, working: Working, desk: str, to: str) -> None:
    """What a desk was lent, its computer keeps under its new name; nobody has it where `to` is empty (SYNC C6, C10)."""
    for stream in feed.rows_of_kind(tx, working.school, "stream"):
        if isinstance(stream, Stream):
            row = working.get(("stream", stream.id))
            assert isinstance(row, Stream), "the key names a stream"
            working.put(with_leases_passed(row, desk, to))


def _free_leases(tx: Transaction, school: str) -> None:
    """Nothing stays lent to a computer that is no desk any more."""
    working = _working(tx, school)
    for desk in sorted(desks.revoked_desks(tx, school)):
        _pass_leases(tx, working, desk, "")
    working.flush()


def _add_portal_desk(tx: Transaction, school: str) -> None:
    desks.add_desk(
        tx,
        desk=portal_desk_id(school),
        school=school,
        name=PORTAL_NAME,
        series=ONLINE_SERIES,
        token_hash=None,
    )


def _portal_officer(school: str) -> Officer:
    return Officer(
        id=PORTAL_OFFICER,
        school=school,
        login="",
        name=PersonName(PORTAL_NAME, ""),
        roles=frozenset({Role.PORTAL}),
    )


def _with_taken(stream: Stream, before: FeedRow | None) -> Stream:
    if not isinstance(before, Stream):
        return stream
    kept = {name: getattr(before, name) for name in ("inside", "outside", "apart", "leases")}
    return replace(stream, **kept)


def _working(tx: Transaction, school: str) -> Working:
    return Working(tx, school, _known(tx, school))


def _known(tx: Transaction, school: str) -> int:
    seq = feed.lock_head(tx, school)
    if seq is None:
        raise SchoolUnknown(school)
    return seq


def _plain(code: str) -> str:
    """The code as people may type it: any case, with or without dashes and spaces."""
    return "".join(letter for letter in code.upper() if letter.isalnum())
