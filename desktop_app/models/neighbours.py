"""Neighbours: what this desk knows of others on the local network, what it tells them, what it carries for them."""

from __future__ import annotations

from datetime import datetime

import msgspec

from desktop_app.models.replica import Replica

NEIGHBOUR = """select desk, verify_key, recipient, address, met, trouble, answer,
    (select count(*) from neighbour_act a where a.desk = neighbour.desk) from neighbour"""
# `since` 0: the other desk reads its feed anew, or in another time line, and takes only what waits
FIRST = "select min(n) from act where n > :has and (state = 'waiting' or (:since > 0 and seq > :since))"
RESTS = """select min(a.n) from act a join neighbour_act b on b.application = a.application and a.n > b."after"
    where exists (select 1 from neighbour_act) and a.state = 'waiting' and a.application <> '' and"""
# no bundle of these was taken: the centre has refused it, or their desk has made none of them
UNTOLD = """not exists (select 1 from neighbour_bundle c where c.desk = b.desk and b.n <= c.last
    and c.state in ('waiting', 'taken'))"""


class Neighbour(msgspec.Struct, frozen=True, kw_only=True):
    """Another desk: its public keys, where it was last, and when; `holds` counts acts of it that the centre may lack.

    `trouble` is a code, empty while all is well; `answer` a sealed answer of the centre that is to be handed to it.
    """

    desk: str
    verify_key: str
    recipient: str
    address: str
    met: datetime | None
    trouble: str
    answer: bytes | None
    holds: int


class Stand(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How far a desk has come with another one's acts: the centre's rows at `cursor`, and acts to number `has`.

    `hash` is the chain hash of that act, empty where only the centre has spoken of it.
    """

    epoch: str = ""
    cursor: int = 0
    has: int = 0
    hash: str = ""

    def reaches(self, other: Stand) -> bool:
        """Whether whoever stands here misses nothing that was left out for one who stands there."""
        return (self.epoch, True, True) == (
            other.epoch,
            self.cursor >= other.cursor,
            self.has >= other.has,
        )


class Speech(msgspec.Struct, frozen=True, kw_only=True):
    """Acts of ours without a hole, from `first` on; `before` is the chain hash before it.

    `forked`: the other desk has another history of this one.
    """

    first: int = 0
    before: str = ""
    acts: tuple[bytes, ...] = ()
    more: bool = False
    forked: bool = False


class HeldBundle(msgspec.Struct, frozen=True, kw_only=True):
    """What a neighbour has sealed for the centre: its acts up to `last`, which came after our own act `after`."""

    desk: str
    last: int
    sealed: bytes
    after: int = 0


def neighbours(replica: Replica) -> list[Neighbour]:
    """Every desk this one is paired with."""
    with replica.read() as db:
        return [_neighbour(row) for row in db.execute(f"{NEIGHBOUR} order by desk")]


def neighbour(replica: Replica, desk: str) -> Neighbour | None:
    """One of them."""
    with replica.read() as db:
        found = db.execute(f"{NEIGHBOUR} where desk = ?", (desk,)).fetchone()
    return None if found is None else _neighbour(found)


def stand(replica: Replica, desk: str) -> Stand:
    """How far this computer has come with a neighbour's acts."""
    with replica.read() as db:
        told = dict(db.execute("select name, value from meta where name in ('epoch', 'cursor')").fetchall())
        has = db.execute("select has, hash from neighbour where desk = ?", (desk,)).fetchone() or (0, "")
    cursor = int(told.get("cursor", "0"))
    return Stand(epoch=told.get("epoch", ""), cursor=cursor, has=has[0], hash=has[1])


def speech(replica: Replica, theirs: Stand, most: int) -> Speech:
    """The next acts of ours for one who stands there, at most so many."""
    with replica.read() as db:
        (epoch,) = db.execute("select value from meta where name = 'epoch'").fetchone() or ("",)
        since = theirs.cursor if theirs.epoch == epoch else 0
        had = db.execute("select hash from act where n = ?", (theirs.has,)).fetchone()
        if theirs.hash and (had is None or had[0] != theirs.hash):
            return Speech(forked=True)
        (first,) = db.execute(FIRST, {"has": theirs.has, "since": since}).fetchone()
        if first is None:
            return Speech()
        before = db.execute("select hash from act where n = ?", (first - 1,)).fetchone()
        acts = db.execute("select body from act where n >= ? order by n limit ?", (first, most + 1))
        bodies = [body for (body,) in acts]
    chosen = tuple(bodies[:most])
    return Speech(first=first, before=before[0] if before else "", acts=chosen, more=len(bodies) > most)


def held(replica: Replica) -> dict[str, int]:
    """The newest act that is held of each neighbour, as the centre may know it by now."""
    with replica.read() as db:
        return dict(
            db.execute("select desk, max(n) from neighbour_act group by desk order by desk").fetchall()
        )


def attachings(replica: Replica, desk: str) -> list[bytes]:
    """The acts held of a neighbour by which a scan joined an application."""
    with replica.read() as db:
        found = db.execute(
            """select body from neighbour_act where desk = ? and instr(body, cast('"kind":"attached"' as blob))
            order by n""",
            (desk,),
        )
        return [body for (body,) in found]


def next_bundle(replica: Replica) -> HeldBundle | None:
    """What is to be handed to the centre next, in the order it came; None where everything was."""
    question = """select desk, last, "after", sealed from neighbour_bundle where state = 'waiting'
        order by "after", place limit 1"""
    with replica.read() as db:
        found = db.execute(question).fetchone()
    return found and HeldBundle(desk=found[0], last=found[1], after=found[2], sealed=found[3])


def first_waiting(replica: Replica) -> int:
    """The first act of ours that waits; 0 where none does."""
    with replica.read() as db:
        (n,) = db.execute("select min(n) from act where state = 'waiting'").fetchone()
    return n or 0


def first_leaning(replica: Replica) -> int:
    """The first of our acts that would come to the centre before what it rests on; 0 where none would."""
    with replica.read() as db:
        (n,) = db.execute(f"{RESTS} {UNTOLD}").fetchone()
    return n or 0


def first_resting(replica: Replica, but: str = "") -> int:
    """The first of our waiting acts that rests on what we hold of a neighbour, of this one apart; 0 where none does."""
    with replica.read() as db:
        (n,) = db.execute(f"{RESTS} b.desk <> ?", (but,)).fetchone()
    return n or 0


def _neighbour(row: tuple[str, str, str, str, str | None, str, bytes | None, int]) -> Neighbour:
    desk, verify_key, recipient, address, met, trouble, answer, holds = row
    return Neighbour(
        desk=desk,
        verify_key=verify_key,
        recipient=recipient,
        address=address,
        met=datetime.fromisoformat(met) if met else None,
        trouble=trouble,
        answer=answer,
        holds=holds,
    )
