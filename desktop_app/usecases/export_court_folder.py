"""Export a folder for a court: an application or an order with everything this desk can show and prove of it."""

from __future__ import annotations

import errno
import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from admission.application import Application
from admission.deadline import KAZAKHSTAN_TIME
from admission.problems import ActRefused, Problem
from desktop_app.models import court, files, papers, queries, revocations
from desktop_app.models.court import CourtCase
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.watching import Watcher, unwatched

if TYPE_CHECKING:
    from verification.folder_case import Around, Case, KnownAnswer, KnownPaper
    from verification.folder_pages import Tongue

LOG = logging.getLogger(__name__)
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True)
class CourtFolder:
    """What was written: where, how many files, how much of it is told to be missing."""

    path: Path
    files: int
    gaps: int


def export_court_folder(
    desk: Desk,
    trust: Path,
    tongues: Mapping[str, Tongue],
    wanted: str,
    into: Path,
    *,
    others: bool = False,
    watcher: Watcher | None = None,
) -> CourtFolder:
    """Write a new folder into `into`; `wanted` is a number or an id, `others` lets other families' acts in.

    The `watcher` hears of applications, of how many, and of `files`, of how many (`of`) that were brought with them.
    ActRefused: nothing has that number, the folder is there already, the medium is full or closed to us, or the watcher
    cancelled it; what was begun is taken away again.
    """
    from verification.folder_case import write_case
    from verification.folder_pack import new_folder

    found = court.court_case(desk.replica, wanted.strip())
    if found is None:
        raise ActRefused([Problem("court-unknown", params={"number": wanted})])
    folder = into / _name(desk, found)
    case, around = _case(desk, found, others=others), _around(desk, trust, tongues, found)
    steps = _Steps(found.applications, watcher or unwatched())
    case = replace(case, file=partial(steps.fetched, case.file))
    with _known_trouble(folder), new_folder(folder) as packing:
        write_case(packing, case, around, steps.began)
        steps.packed()
    LOG.info("folder for a court written: %d files", len(packing.paths))
    return CourtFolder(folder, len(packing.paths), len(packing.gaps))


class _Steps:
    """How far it is: in which application, and how many of the files brought with all of them were looked for."""

    def __init__(self, applications: Sequence[Application], watcher: Watcher) -> None:
        self._watcher, self._amount = watcher, len(applications)
        self._awaited = Counter(
            name
            for one in applications
            for file in one.attachments
            for name in (file.sha256, file.original)
            if name
        )
        self._all, self._files, self._place = self._awaited.total(), 0, 0

    def began(self, place: int) -> None:
        self._place = place
        self._tell()

    def fetched(self, fetch: Callable[[str], bytes | None], sha256: str) -> bytes | None:
        if self._awaited[sha256] > 0:
            self._awaited[sha256] -= 1
            self._files += 1
        self._tell()
        return fetch(sha256)

    def packed(self) -> None:
        self._place, self._files = self._amount, self._all
        self._tell()

    def _tell(self) -> None:
        self._watcher.tell(self._place, self._amount, files=self._files, of=self._all)


def _name(desk: Desk, found: CourtCase) -> str:
    number = re.sub(r"[^\w-]+", "-", found.number)
    return f"court-{number}-{desk.now().astimezone(KAZAKHSTAN_TIME):%Y-%m-%d}"


def _case(desk: Desk, found: CourtCase, *, others: bool) -> Case:
    from verification.folder_case import Case

    replica = desk.replica
    owners = [one.id for one in found.applications] + [one.id for one in found.orders]
    chains, loose = court.court_acts(replica, frozenset(owners), others=others)
    return Case(
        school=queries.school(replica),
        applications=found.applications,
        orders=found.orders,
        officers={one.id: one for one in queries.officers(replica)},
        desks={one.id: one.name for one in queries.desks(replica)},
        rules=desk.profiles,
        chains=chains,
        loose=loose,
        papers=[paper for owner in owners for paper in _papers(desk, owner)],
        file=partial(files.file_bytes, replica),
        answers=_answers(desk, found),
    )


def _answers(desk: Desk, found: CourtCase) -> dict[str, KnownAnswer]:
    """What the authority said for ever of the certificates under these orders."""
    from verification.folder_case import KnownAnswer

    lines = [revocations.revocation(desk.replica, one.id) for one in found.orders]
    settled = [
        one for one in lines if one is not None and one.standing in revocations.FOR_EVER and one.answer
    ]
    return {one.order: KnownAnswer(one.answer, one.asked) for one in settled}


def _papers(desk: Desk, owner: str) -> Iterator[KnownPaper]:
    from verification.folder_case import KnownPaper

    for line in papers.papers(desk.replica, owner):
        yield KnownPaper(owner, line.kind, partial(papers.paper_pdf, desk.replica, line.id))


def _around(desk: Desk, trust: Path, tongues: Mapping[str, Tongue], found: CourtCase) -> Around:
    from verification.folder_case import Around
    from verification.folder_index import Made
    from verification.folder_pack import unsigned
    from verification.trust import PINS, fingerprint, load_trust

    believed = load_trust(trust)
    pinned = {fingerprint(one.der): one.der for one in (*believed.roots, *believed.issuers)}
    certificates = {f"{name[:16]}.cer": der for name, der in pinned.items()}
    pins = {PINS: "".join(f"{name}\n" for name in pinned).encode()} if pinned else {}
    return Around(
        trust={**certificates, **pins},
        centre_key=queries.meta(desk.replica, "centre_key"),
        tongues=tongues,
        made=Made("desk", queries.meta(desk.replica, "desk"), desk.now(), found.number),
        sign=unsigned,
    )


@contextmanager
def _known_trouble(folder: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        raise ActRefused([Problem("court-folder-exists", params={"name": folder.name})]) from error
    except OSError as error:
        code = "court-disk-full" if error.errno in FULL else "court-folder-closed"
        raise ActRefused([Problem(code, params={"name": str(folder.parent)})]) from error
