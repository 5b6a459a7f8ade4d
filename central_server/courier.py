"""The courier at the centre: a desk's sealed bundle in, the centre's sealed answer out (SYNC C7)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
import pyrage
import zstandard
from msgspec.structs import replace

from admission.courier import (
    ANSWER,
    BUNDLE,
    FORKED,
    LARGEST,
    MEBIBYTE,
    MOST_UNPACKED,
    REVOKED,
    AnswerHead,
    BundleHead,
    CourierTrouble,
    FileMark,
    brought_files,
    enveloped,
    joined,
    parted,
    signed_words,
    taken_out,
    why_closed,
)
from admission.exchange import PROTOCOL, SyncAnswer, SyncRequest
from admission.wire import VERSION
from central_server.acceptance import Batch, HistoryBroken, park
from central_server.keys import CentreKeys, can_seal_to, holds, sealed
from central_server.models import desks, parked, recovery
from central_server.models.blobs import keep_blob
from central_server.models.desks import DeskState
from central_server.models.ledger import Ledger
from central_server.turns import MOST_ACTS, MOST_ROWS, Exchange, take_turn

LEVEL = 15
FOR_ANOTHER = "No matching keys found"  # pyrage tells its troubles apart by their words only


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a bundle: acts brought and decided now or before, the holes before those that wait, whole files."""

    desk: str
    school: str
    acts: int
    decided: int
    missing: list[tuple[int, int]]
    files: int
    rows: int
    code: str


@dataclass(frozen=True)
class _Bundle:
    head: BundleHead
    requests: Sequence[SyncRequest]
    files: Sequence[tuple[FileMark, bytes]]


def take_bundle(exchange: Exchange, data: bytes, now: datetime) -> tuple[bytes, Taken]:
    """Decide what a courier brought, and seal the answer for the desk; any order, any courier, twice is harmless.

    CourierTrouble: nothing was changed. CursorAhead, LedgerTrouble: bring it again.
    """
    desk, contents = _signed(exchange, data)
    bundle = _read(contents)
    _check(exchange.ledger, desk, bundle)
    answers, code = _turns(exchange, desk, bundle, now)
    whole = [] if desk.revoked_at else _keep_files(exchange.ledger, bundle)
    head = _head(exchange.ledger, bundle, answers, code, whole, now)
    taken = Taken(
        desk=desk.id,
        school=desk.school,
        acts=sum(len(request.acts) for request in bundle.requests),
        decided=sum(len(answer.results) for answer in answers),
        missing=head.missing,
        files=len(whole),
        rows=sum(len(answer.rows) for answer in answers),
        code=code,
    )
    return _sealed(exchange.keys, desk, head, answers), taken


def _signed(exchange: Exchange, data: bytes) -> tuple[DeskState, bytes]:
    """The desk that made the bundle, and the packed contents it signed for."""
    envelope, contents = taken_out(_unsealed(exchange.keys, data), BUNDLE)
    with exchange.ledger.read() as tx:
        desk = desks.desk_by_id(tx, envelope.desk)
    if desk is None or not can_seal_to(desk.recipient):
        raise CourierTrouble("courier-desk-unknown")
    if not holds(desk.verify_key, signed_words(BUNDLE, desk.id, contents), envelope.signature):
        raise CourierTrouble("courier-signature-wrong")
    return desk, contents


def _unsealed(keys: CentreKeys, data: bytes) -> bytes:
    if len(data) > LARGEST:
        raise CourierTrouble("courier-too-large", most=LARGEST // MEBIBYTE)
    try:
        return keys.opened(data)
    except pyrage.DecryptError as error:
        raise why_closed(data, for_another=FOR_ANOTHER in str(error)) from error


def _read(contents: bytes) -> _Bundle:
    try:
        if zstandard.frame_content_size(contents) > MOST_UNPACKED:
            raise CourierTrouble("courier-too-large", most=MOST_UNPACKED // MEBIBYTE)
        data = zstandard.ZstdDecompressor().decompress(contents, max_output_size=MOST_UNPACKED)
        head, turns, at = parted(data, BundleHead)
        requests = [msgspec.json.decode(turn, type=SyncRequest) for turn in turns]
    except (zstandard.ZstdError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CourierTrouble("courier-damaged") from error
    return _Bundle(head, requests, list(brought_files(head.files, data, at)))


def _check(ledger: Ledger, desk: DeskState, bundle: _Bundle) -> None:
    """CourierTrouble where nothing of it may be taken in."""
    head = bundle.head
    if (head.desk, head.school) != (desk.id, desk.school):
        raise CourierTrouble("courier-foreign")
    if head.schema > VERSION or any(one.p != PROTOCOL for one in bundle.requests):
        raise CourierTrouble("courier-newer")
    if any(len(one.acts) > MOST_ACTS for one in bundle.requests):
        raise CourierTrouble("courier-damaged")
    with ledger.read() as tx:
        if recovery.is_closed(tx, desk.school):
            raise CourierTrouble("courier-recovering")
    if head.epoch != ledger.epoch:
        raise CourierTrouble("courier-epoch")


def _turns(
    exchange: Exchange, desk: DeskState, bundle: _Bundle, now: datetime
) -> tuple[list[SyncAnswer], str]:
    """The turns an online desk would have had, the last of them without acts until all rows are told."""
    answers: list[SyncAnswer] = []
    code = REVOKED if desk.revoked_at else ""
    for request in bundle.requests:
        try:
            answers.append(_turn(exchange, desk, request, _cursor(bundle, answers), now))
        except HistoryBroken as broken:
            if broken.code == FORKED:
                return [], FORKED
            park(exchange.ledger, desk.id, _batch(request), now)
            without = replace(request, acts=[], head="")
            answers.append(_turn(exchange, desk, without, _cursor(bundle, answers), now))
    while not (code or (answers and answers[-1].done)):
        reads = bundle.requests[-1].reads if bundle.requests else bundle.head.schema
        holds = bundle.requests[-1].holds if bundle.requests else {}
        idle = SyncRequest(p=PROTOCOL, epoch=bundle.head.epoch, cursor=0, now=now, reads=reads, holds=holds)
        answers.append(_turn(exchange, desk, idle, _cursor(bundle, answers), now))
    return answers, code


def _turn(
    exchange: Exchange, desk: DeskState, request: SyncRequest, cursor: int, now: datetime
) -> SyncAnswer:
    epoch = exchange.ledger.epoch
    asked = replace(request, epoch=epoch, cursor=cursor, max_rows=MOST_ROWS)
    answer = take_turn(exchange, desk, asked, now)
    if answer.recover:
        raise CourierTrouble("courier-recovering")
    return answer


def _cursor(bundle: _Bundle, answers: Sequence[SyncAnswer]) -> int:
    return answers[-1].cursor if answers else bundle.head.cursor


def _batch(request: SyncRequest) -> Batch:
    return Batch(acts=[bytes(raw) for raw in request.acts], head=request.head)


def _keep_files(ledger: Ledger, bundle: _Bundle) -> list[FileMark]:
    """Those that are what their names say."""
    return [
        mark
        for mark, data in bundle.files
        if hashlib.sha256(data).hexdigest() == mark.sha256 and keep_blob(ledger, data)
    ]


def _head(
    ledger: Ledger,
    bundle: _Bundle,
    answers: Sequence[SyncAnswer],
    code: str,
    whole: list[FileMark],
    now: datetime,
) -> AnswerHead:
    head = bundle.head
    return AnswerHead(
        desk=head.desk,
        epoch=head.epoch,
        made_at=now,
        last=head.last,
        tail=head.tail,
        cursor=head.cursor,
        turns=len(answers),
        code=code,
        missing=_missing(ledger, head.desk),
        whole=whole,
        opened=[one.id for request in bundle.requests for one in request.opened] if answers else [],
    )


def _missing(ledger: Ledger, desk: str) -> list[tuple[int, int]]:
    with ledger.read() as tx:
        state = desks.desk_by_id(tx, desk)
        assert state is not None, "a desk is never deleted"
        return parked.missing(parked.parked(tx, desk), state.last_n)


def _sealed(keys: CentreKeys, desk: DeskState, head: AnswerHead, answers: Sequence[SyncAnswer]) -> bytes:
    contents = joined(head, [msgspec.json.encode(answer) for answer in answers])
    packed = zstandard.ZstdCompressor(level=LEVEL).compress(contents)
    return sealed(enveloped(ANSWER, desk.id, packed, keys.sign), desk.recipient)
