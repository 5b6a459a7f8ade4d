"""A courier's stick at the desk: the bundle is written into a folder, and answers are looked for there."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from admission.courier import LARGEST, CourierTrouble, bundle_name, may_be_answer, trouble_of
from admission.deadline import KAZAKHSTAN_TIME
from desktop_app.models import queries
from desktop_app.sync.courier import MOST_FILES, Told, make_bundle, take_answer
from desktop_app.sync.trouble import ServerTrouble

if TYPE_CHECKING:
    from desktop_app.models.writing import Writing
    from desktop_app.sync.session import Line

Stop = Callable[[], bool]
STOPPED = "courier-stopped"
PIECE = 1024 * 1024


def never() -> bool:
    """Nobody stops it."""
    return False


class Saved(msgspec.Struct, frozen=True, kw_only=True):
    """What was written for a courier: the file's name and bytes, acts and files in it, files that did not fit."""

    file: str
    bytes: int
    acts: int
    files: int
    left: int


class TakenIn(msgspec.Struct, frozen=True, kw_only=True):
    """One answer of the stick: what it told, or why it was not applied."""

    file: str
    told: Told | None = None
    trouble: CourierTrouble | ServerTrouble | None = None


def save_for_courier(line: Line, folder: Path, most_files: int = MOST_FILES, stop: Stop = never) -> Saved:
    """Write everything that waits into one sealed file of the folder. CourierTrouble: there is no such file.

    `stop` is asked again and again; `courier-stopped`: it said yes, and nothing half-written lies there.
    """
    bundle = make_bundle(line, most_files)
    _go_on(stop)
    try:
        name = _free_name(line, folder)
    except OSError as error:
        raise trouble_of(error) from error
    put(folder, name, bundle.sealed, stop)
    return Saved(file=name, bytes=len(bundle.sealed), acts=bundle.acts, files=bundle.files, left=bundle.left)


def take_in_answers(line: Line, folder: Path, stop: Stop = never) -> list[TakenIn]:
    """Apply the answers of the folder that are this desk's, in the order of their names.

    CourierTrouble where the folder cannot be read or holds none; what is wrong with a file stops no other.
    `stop` is asked before each: one is applied whole or not at all, and stays on the stick either way.
    """
    school, desk = queries.meta(line.replica, "school"), queries.meta(line.replica, "desk")
    try:
        names = [one.name for one in folder.iterdir() if may_be_answer(one.name, school, desk)]
    except OSError as error:
        raise trouble_of(error) from error
    if not names:
        raise CourierTrouble("courier-no-answer")
    return list(_until_stopped(line, folder, sorted(names, key=_in_order), stop))


def _until_stopped(line: Line, folder: Path, names: Sequence[str], stop: Stop) -> Iterator[TakenIn]:
    for name in names:
        if stop():
            yield TakenIn(file=name, trouble=CourierTrouble(STOPPED))
            return
        yield _taken_in(line, folder, name)


def _go_on(stop: Stop) -> None:
    if stop():
        raise CourierTrouble(STOPPED)


def _taken_in(line: Line, folder: Path, name: str) -> TakenIn:
    try:
        return TakenIn(file=name, told=take_answer(line, _read(folder / name)))
    except (CourierTrouble, ServerTrouble) as trouble:
        return TakenIn(file=name, trouble=trouble)


def _in_order(name: str) -> tuple[int, str]:
    """Shorter names first: number 9 comes before number 10."""
    return len(name), name


def _free_name(line: Line, folder: Path) -> str:
    """A name no earlier file on the stick has; its number is kept, so that it is not given twice either."""
    names: list[str] = []

    def choose(writing: Writing) -> None:
        day = line.now().astimezone(KAZAKHSTAN_TIME).date()
        while not names or (folder / names[-1]).exists():
            number = writing.next_number("courier")
            names.append(bundle_name(writing.meta("school"), writing.meta("desk"), day, number))

    line.write(choose)
    return names[-1]


def _read(path: Path) -> bytes:
    """At most a byte more than is allowed, so that too much is noticed and not kept in memory."""
    try:
        with path.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        raise trouble_of(error) from error


def put(folder: Path, name: str, data: bytes, stop: Stop = never) -> None:
    """Write beside and rename, durably: a stick pulled out too early holds the whole file or none. CourierTrouble."""
    fresh = folder / f".{name}.new"
    try:
        with fresh.open("wb") as opened:
            for start in range(0, len(data), PIECE):
                _go_on(stop)
                opened.write(data[start : start + PIECE])
                opened.flush()
                os.fsync(opened.fileno())  # piece by piece: a slow stick is asked often, not once at the end
        _go_on(stop)
        os.replace(fresh, folder / name)
    except (OSError, CourierTrouble) as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise (error if isinstance(error, CourierTrouble) else trouble_of(error)) from error
