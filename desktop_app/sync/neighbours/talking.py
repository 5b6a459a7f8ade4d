"""Two desks tell each other what they have done; only their own acts, each to whom it has not reached yet."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from desktop_app.models import neighbours, queries
from desktop_app.models.mark import RENEW, WIPED
from desktop_app.models.neighbours import Neighbour, Speech, Stand
from desktop_app.sync.courier import make_bundle
from desktop_app.sync.neighbours import scans
from desktop_app.sync.neighbours.messages import (
    ANSWERS,
    ASKS,
    FORKED,
    MOST_ANSWER,
    REPLAYED,
    NeighbourTrouble,
    Opened,
    Parcel,
    unwrapped,
    wrapped,
)
from desktop_app.sync.neighbours.taking import note_met, take

if TYPE_CHECKING:
    from desktop_app.models.writing import Writing
    from desktop_app.sync.session import Line

ACTS_A_PARCEL = 250
MOST_ROUNDS = 40
LARGEST_NUMBER = 2**53

Call = Callable[[str, bytes], bytes]  # an address and a message; the answer to it


def talk(line: Line, desk: str, call: Call, port: int = 0) -> bool:
    """Tell a neighbour everything it lacks and hear what it did; whether anything new was heard.

    `port`: where this desk listens. ServerUnreachable, or NeighbourTrouble: what was taken before it is kept.
    """
    since, news, again = None, False, True
    wants: list[str] = []
    for _ in range(MOST_ROUNDS):
        friend = _friend(line, desk)
        asked = _wrapped(line, ASKS, friend, replace(_parcel(line, friend, since, port), wants=wants))
        said = unwrapped(line.replica, ANSWERS, call(friend.address, asked), _only(friend))
        if said.parcel.replies != _name_of(asked):
            raise NeighbourTrouble("neighbour-damaged")
        if said.parcel.code == REPLAYED and again:
            _skip(line, said)
            again = False
            continue
        news = take(line, said) or news
        since = said.parcel.stand
        _note_given(line, friend)
        wants, asked_for = scans.wanted(line, desk), wants
        if not said.parcel.more and wants == asked_for and _nothing_for(line, since):
            break
    return news


def answer(line: Line, data: bytes, host: str = "", port: int = 0) -> tuple[bytes, bool]:
    """What to say to a neighbour's message from `host`, and whether anything new was in it; NeighbourTrouble."""
    said = unwrapped(line.replica, ASKS, data, lambda desk: neighbours.neighbour(line.replica, desk))
    friend = _friend(line, said.desk)
    news, code, heard = False, "", 0
    if not _fresh(line, said):
        code, heard = REPLAYED, _heard(line, said.desk)
    else:
        news, code = _taken_or_why_not(line, said)
        _note_address(line, said, host)
    parcel = _parcel(line, friend, None if code else said.parcel.stand, port)
    parcel = replace(parcel, replies=_name_of(data), code=code, heard=heard)
    return _wrapped(line, ANSWERS, friend, parcel, [] if code else said.parcel.wants), news


def _friend(line: Line, desk: str) -> Neighbour:
    if queries.meta(line.replica, RENEW) or queries.meta(line.replica, WIPED):
        raise NeighbourTrouble("neighbour-renewing")
    found = neighbours.neighbour(line.replica, desk)
    if found is None:
        raise NeighbourTrouble("neighbour-unknown")
    return found


def _only(friend: Neighbour) -> Callable[[str], Neighbour | None]:
    return lambda desk: friend if desk == friend.desk else None


def _nothing_for(line: Line, theirs: Stand) -> bool:
    speech = _speech(line, theirs)
    return not speech.acts and not speech.forked


def _note_given(line: Line, friend: Neighbour) -> None:
    given = friend.answer
    if given is not None:
        line.write(lambda writing: writing.neighbours.note_answer_given(friend.desk, given))


def _speech(line: Line, theirs: Stand) -> Speech:
    return neighbours.speech(line.replica, theirs, ACTS_A_PARCEL)


def _parcel(line: Line, friend: Neighbour, theirs: Stand | None, port: int) -> Parcel:
    """How far we have come, and acts for one who stands there, where it is known where."""
    numbers: list[int] = []
    line.write(lambda writing: numbers.append(writing.neighbours.next_message(friend.desk)))
    stand = neighbours.stand(line.replica, friend.desk)
    speech = _speech(line, theirs) if theirs else Speech()
    if speech.forked:
        note_met(line, friend.desk, FORKED)
    return Parcel(
        to=friend.desk,
        number=numbers[0],
        stand=stand,
        since=theirs,
        first=speech.first,
        before=speech.before,
        acts=[msgspec.Raw(body) for body in speech.acts],
        more=speech.more,
        port=port,
        code=FORKED if speech.forked else "",
    )


def _wrapped(line: Line, kind: str, friend: Neighbour, parcel: Parcel, wanted: Sequence[str] = ()) -> bytes:
    """With what else goes along: the acts sealed for the centre; in reply files, else its answer to the neighbour."""
    bundle, bundled = _bundle(line, parcel)
    brought = _brought(friend) if kind == ASKS else b""
    files = scans.brought(line, wanted)
    marks = [mark for mark, _ in files]
    parcel = replace(parcel, bundle=len(bundle), bundled=bundled, answer=len(brought), files=marks)
    return wrapped(line.replica, kind, friend, parcel, [bundle, brought, *(data for _, data in files)])


def _brought(friend: Neighbour) -> bytes:
    fits = friend.answer is not None and len(friend.answer) <= MOST_ANSWER
    return friend.answer or b"" if fits else b""


def _bundle(line: Line, parcel: Parcel) -> tuple[bytes, int]:
    """Those of its acts that wait, sealed for the centre, and the number of the last of them."""
    if not parcel.acts:
        return b"", 0
    before = parcel.first - 1
    resting = neighbours.first_resting(line.replica, but=parcel.to)  # what a third desk did may come later
    last = min(before + len(parcel.acts), resting - 1 if resting else LARGEST_NUMBER)
    made = make_bundle(line, most_files=0, after=before, to=last) if last > before else None
    return (made.sealed, last) if made and made.acts else (b"", 0)


def _fresh(line: Line, said: Opened) -> bool:
    """Whether this message was not heard before; it is then."""
    number, fresh = said.parcel.number, []

    def note(writing: Writing) -> None:
        fresh.append(writing.neighbours.heard(said.desk) < number <= LARGEST_NUMBER)
        if fresh[0]:
            writing.neighbours.note_heard(said.desk, number)

    line.write(note)
    return fresh[0]


def _heard(line: Line, desk: str) -> int:
    found: list[int] = []
    line.write(lambda writing: found.append(writing.neighbours.heard(desk)))
    return found[0]


def _skip(line: Line, said: Opened) -> None:
    heard = min(said.parcel.heard, LARGEST_NUMBER)
    line.write(lambda writing: writing.neighbours.skip_to(said.desk, heard))


def _note_address(line: Line, said: Opened, host: str) -> None:
    if host and 0 < said.parcel.port < 65536:
        address = f"{host}:{said.parcel.port}"
        line.write(lambda writing: writing.neighbours.move(said.desk, address))


def _taken_or_why_not(line: Line, said: Opened) -> tuple[bool, str]:
    try:
        return take(line, said), ""
    except NeighbourTrouble as trouble:
        return False, trouble.code


def _name_of(message: bytes) -> str:
    return hashlib.sha256(message).hexdigest()
