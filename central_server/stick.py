"""A courier's stick at the centre: every bundle in a folder is taken in, its answer written beside it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from admission.courier import LARGEST, CourierTrouble, answer_name, may_be_bundle, trouble_of
from central_server.acceptance import CursorAhead
from central_server.courier import Taken, take_bundle
from central_server.turns import Exchange
from wording import LANGUAGES, Texts


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """One file of the stick, or the stick itself where it cannot be used.

    What came of it and what its answer is called, or why it was not taken in.
    """

    file: str
    answer: str = ""
    taken: Taken | None = None
    trouble: CourierTrouble | None = None


def take_in_folder(exchange: Exchange, folder: Path, now: Callable[[], datetime]) -> Iterator[Carried]:
    """Take in the bundles of a folder by name; one that cannot be used does not stop the others."""
    try:
        names = sorted(path.name for path in folder.iterdir() if may_be_bundle(path.name))
    except OSError as error:
        yield Carried(file=folder.name, trouble=trouble_of(error))
        return
    if not names:
        yield Carried(file=folder.name, trouble=CourierTrouble("courier-no-bundle"))
    for name in names:
        yield _carried(exchange, folder, name, now())


def told_carried(carried: Carried, catalogues: Path) -> dict[str, object]:
    """What came of a file, for a person at a shell: in each language why it was not taken in."""
    if carried.trouble is None:
        return {"file": carried.file, "answer": carried.answer, **msgspec.to_builtins(carried.taken)}
    key, params = f"problem-{carried.trouble.code}", carried.trouble.params
    words = {language: Texts(language, catalogues)(key, **params) for language in LANGUAGES}
    return {"file": carried.file, "refused": carried.trouble.code, "text": words}


def _carried(exchange: Exchange, folder: Path, name: str, now: datetime) -> Carried:
    try:
        answer, taken = take_bundle(exchange, _read(folder / name), now)
        put(folder, answer_name(name), answer)
    except CourierTrouble as trouble:
        return Carried(file=name, trouble=trouble)
    except CursorAhead:
        return Carried(file=name, trouble=CourierTrouble("courier-recovering"))
    return Carried(file=name, answer=answer_name(name), taken=taken)


def _read(path: Path) -> bytes:
    """At most a byte more than is allowed, so that too much is noticed and not kept in memory."""
    try:
        with path.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        raise trouble_of(error) from error


def put(folder: Path, name: str, data: bytes) -> None:
    """Write beside and rename, durably: a stick pulled out too early holds the whole file or none. CourierTrouble."""
    fresh = folder / f".{name}.new"
    try:
        with fresh.open("wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        os.replace(fresh, folder / name)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise trouble_of(error) from error
