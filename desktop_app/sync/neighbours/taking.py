"""What a neighbour has told: looked through, then held in one transaction and shown, waiting, on top of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admission.acts import Act
from admission.courier import CourierTrouble
from admission.wire import ActUnreadable, chain, load_act
from desktop_app.models.neighbours import HeldBundle, Stand
from desktop_app.sync.courier import take_answer
from desktop_app.sync.neighbours import scans
from desktop_app.sync.neighbours.messages import FORKED, NeighbourTrouble, Opened
from desktop_app.sync.trouble import ServerTrouble

if TYPE_CHECKING:
    from desktop_app.models.writing import Writing
    from desktop_app.sync.session import Line


def take(line: Line, said: Opened) -> bool:
    """Hold what is new of a parcel, in one transaction; NeighbourTrouble: nothing of it, and the trouble is noted."""
    new: list[int] = []
    try:
        if said.parcel.code:
            raise NeighbourTrouble(said.parcel.code)
        line.write(lambda writing: new.append(_hold(writing, said)))
    except NeighbourTrouble as trouble:
        note_met(line, said.desk, trouble.code)
        raise
    note_met(line, said.desk)
    brought = bool(said.answer) and _take_answer(line, said.answer)
    kept = scans.keep(line, said.desk, said.files)
    return new[0] > 0 or brought or kept > 0


def note_met(line: Line, desk: str, trouble: str = "") -> None:
    """The neighbour was spoken with, well or with this trouble."""
    line.write(lambda writing: writing.neighbours.note_met(desk, line.now(), trouble))


def _take_answer(line: Line, sealed: bytes) -> bool:
    """The centre's answer to what a neighbour handed over for this desk; one that cannot be used is let go."""
    try:
        take_answer(line, sealed)
    except (CourierTrouble, ServerTrouble):
        return False
    return True


def _hold(writing: Writing, said: Opened) -> int:
    """How many acts were new."""
    parcel, (has, known) = said.parcel, writing.neighbours.has(said.desk)
    here = Stand(epoch=writing.meta("epoch"), cursor=writing.cursor(), has=has)
    if not parcel.acts or parcel.since is None or not here.reaches(parcel.since):
        return 0  # chosen for an earlier state of this computer: it will be asked for again
    acts, hashes = _read(writing, said)
    at_has = has - parcel.first  # the place of the act we have already
    before = parcel.before if at_has == -1 else hashes[at_has] if 0 <= at_has < len(hashes) else known
    if known and before != known:
        raise NeighbourTrouble(FORKED)
    fresh = acts[max(0, at_has + 1) :]
    if fresh:
        bundle = HeldBundle(desk=said.desk, last=min(parcel.bundled, acts[-1][0].n), sealed=said.bundle)
        writing.overhear(fresh, hashes[-1], bundle)
    return len(fresh)


def _read(writing: Writing, said: Opened) -> tuple[list[tuple[Act, bytes]], list[str]]:
    """The acts with their bytes, and the chain hash after each; NeighbourTrouble where one is not what it must be."""
    acts, hashes, before = [], [], said.parcel.before
    for n, raw in enumerate(said.parcel.acts, said.parcel.first):
        body = bytes(raw)
        try:
            act = load_act(body)
        except ActUnreadable as error:
            raise NeighbourTrouble("neighbour-newer") from error
        if (act.desk, act.n, act.school) != (said.desk, n, writing.meta("school")):
            raise NeighbourTrouble("neighbour-damaged")
        if not writing.knows(act.rules):
            raise NeighbourTrouble("neighbour-newer")
        before = chain(before, body)
        acts.append((act, body))
        hashes.append(before)
    return acts, hashes
