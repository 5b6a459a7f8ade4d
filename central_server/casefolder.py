"""A folder for a court, written by the centre: it has every desk's acts, and signs for each and for the whole list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from admission.application import Application
from admission.deadline import KAZAKHSTAN_TIME
from admission.order import EnrolmentOrder, concerning, with_changes
from admission.receipts import Answered, receipt_statement
from admission.wire import chain
from central_server.keys import CentreKeys
from central_server.law import Law
from central_server.models import cases
from central_server.models.acts import ActRecord
from central_server.models.blobs import blob_size, read_blob
from central_server.models.ledger import Ledger, Transaction
from verification.folder_case import Around, Case, KnownAct, KnownChain, write_case
from verification.folder_index import Made
from verification.folder_pack import new_folder

if TYPE_CHECKING:
    from verification.folder_pages import Tongue

Acts = Sequence[tuple[ActRecord, str]]


class CaseUnknown(LookupError):
    """No application or order has this number or id."""


class CaseNotClear(LookupError):
    """Several have this number: the school must be named, or the id."""


@dataclass(frozen=True)
class Registry:
    """The centre that writes: its ledger, its law, its keys, its words by language."""

    ledger: Ledger
    law: Law
    keys: CentreKeys
    tongues: Mapping[str, Tongue]


@dataclass(frozen=True)
class CaseFolder:
    """What was written: where, how many files, how much of it is told to be missing."""

    path: Path
    files: int
    gaps: int


def write_case_folder(
    registry: Registry, wanted: str, into: Path, now: datetime, school: str = ""
) -> CaseFolder:
    """Write a new folder into `into`; `wanted` is a number or an id.

    CaseUnknown, CaseNotClear; FileExistsError where the folder is there already, OSError from the medium: then
    nothing is left of it.
    """
    with registry.ledger.read() as tx:
        found = _found(cases.named(tx, wanted, school), wanted)
        case = _case(registry, tx, found)
    number = re.sub(r"[^\w-]+", "-", found.number)
    around = Around(
        trust={},
        centre_key=registry.keys.public.verify_key,
        tongues=registry.tongues,
        made=Made("centre", registry.ledger.epoch, now, found.number),
        sign=registry.keys.sign,
    )
    folder = into / f"court-{number}-{now.astimezone(KAZAKHSTAN_TIME):%Y-%m-%d}"
    with new_folder(folder) as packing:
        write_case(packing, case, around)
    return CaseFolder(folder, len(packing.paths), len(packing.gaps))


def _found(rows: Sequence[Application | EnrolmentOrder], wanted: str) -> Application | EnrolmentOrder:
    if not rows:
        raise CaseUnknown(wanted)
    if len(rows) > 1:
        raise CaseNotClear(wanted)
    return rows[0]


def _case(registry: Registry, tx: Transaction, found: Application | EnrolmentOrder) -> Case:
    applications, orders = _together(tx, found)
    known = cases.known_school(tx, found.school)
    ids = frozenset([one.id for one in applications] + [one.id for one in orders])
    acts = cases.acts_about(tx, found.school, ids)
    return Case(
        school=known.school,
        applications=applications,
        orders=orders,
        officers={one.id: one for one in known.officers},
        desks={one.id: one.name for one in known.desks},
        rules=registry.law.profiles,
        chains=list(_chains(registry, acts)),
        loose=[_known(record) for record, before in acts if not _follows(record, before)],
        papers=(),
        file=partial(_file, registry.ledger),
    )


def _together(
    tx: Transaction, found: Application | EnrolmentOrder
) -> tuple[list[Application], list[EnrolmentOrder]]:
    """An order with those that changed it and its applications, or an application with every order that lists it."""
    kept = [one for one in cases.rows_of(tx, found.school, "order") if isinstance(one, EnrolmentOrder)]
    if isinstance(found, Application):
        return [found], concerning(kept, found.id)
    orders = with_changes(kept, found)
    listed = dict.fromkeys(one for order in orders for one in order.applications)
    rows = {one.id: one for one in cases.rows_of(tx, found.school, "application", listed)}
    return [row for one in listed if isinstance(row := rows.get(one), Application)], orders


def _follows(record: ActRecord, before: str) -> bool:
    """Acts that were set aside may stand outside the chain."""
    return record.hash == chain(before, record.body)


def _chains(registry: Registry, acts: Acts) -> Iterator[KnownChain]:
    """Each act by itself: the centre signs again what it told the desk of it then, and nobody else's act is needed."""
    for record, before in acts:
        if _follows(record, before):
            statement = receipt_statement(
                Answered(
                    epoch=registry.ledger.epoch,
                    desk=record.desk,
                    at=record.at_centre,
                    head=record.hash,
                    results=[record.result],
                )
            )
            yield KnownChain(record.desk, before, [_known(record)], statement, registry.keys.sign(statement))


def _known(record: ActRecord) -> KnownAct:
    return KnownAct(record.id or "", record.desk, record.n, record.body, "act-not-confirmed")


def _file(ledger: Ledger, sha256: str) -> bytes | None:
    size = blob_size(ledger, sha256)
    return None if size is None else read_blob(ledger, sha256, 0, size)
