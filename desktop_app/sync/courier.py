"""The courier at the desk: what waits here as one sealed file, and the centre's sealed answer to it (SYNC C7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
import pyrage
import zstandard

from admission.courier import (
    ANSWER,
    BUNDLE,
    FORKED,
    LARGEST,
    MEBIBYTE,
    MOST_UNPACKED,
    AnswerHead,
    BundleHead,
    CourierTrouble,
    FileMark,
    enveloped,
    joined,
    parted,
    signed_words,
    taken_out,
    why_closed,
)
from admission.exchange import PROTOCOL, ActResult, CardOpened, SyncAnswer, SyncRequest
from admission.receipts import Answered
from admission.wire import VERSION
from desktop_app.models import couriered, exchange, files, neighbours, people, queries
from desktop_app.models.couriered import Waiting
from desktop_app.models.mark import RENEW
from desktop_app.sync import keys
from desktop_app.sync.distrust import check_rows, readable
from desktop_app.sync.pace import ACTS_A_TURN
from desktop_app.sync.session import NO_CURSOR, proved

if TYPE_CHECKING:
    from desktop_app.models.replica import Replica
    from desktop_app.models.writing import Writing
    from desktop_app.sync.session import Line

LEVEL = 15
FOR_ANOTHER = "No matching keys found"  # pyrage tells its troubles apart by their words only
MOST_FILES = (
    32 * MEBIBYTE
)  # of attachments in one bundle, in bytes; the rest waits for another one or for a line

Opened = Sequence[tuple[SyncAnswer, Answered | None]]


class Bundle(msgspec.Struct, frozen=True, kw_only=True):
    """A sealed file for the centre: how many acts and files are in it, and how many files did not fit."""

    sealed: bytes
    acts: int
    files: int
    left: int


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What was new in an answer: acts applied and others, rows, files; `code` and `missing` as the centre put them."""

    confirmed: int = 0
    asking: int = 0
    rows: int = 0
    files: int = 0
    code: str = ""
    missing: list[tuple[int, int]] = []


def make_bundle(line: Line, most_files: int = MOST_FILES, after: int = 0, to: int | None = None) -> Bundle:
    """What waits here: acts after number `after` up to `to`, openings of cards, whole files up to `most_files` bytes.

    Where `to` is not given, acts stay here that rest on a neighbour's, which may come to the centre later.

    CourierTrouble where the centre's key is not known yet, or this computer must become a desk of its own first.
    """
    replica = line.replica
    if not queries.meta(replica, keys.CENTRE_RECIPIENT):
        raise CourierTrouble("courier-no-keys")
    if queries.meta(replica, RENEW):
        raise CourierTrouble("courier-renew")
    waiting = couriered.waiting(replica, after, _independent(replica) if to is None else to)
    chosen, left = _chosen(replica, most_files)
    turns = _turns(line, waiting, people.unsent_openings(replica))
    head = _head(line, waiting, len(turns), [mark for mark, _ in chosen])
    contents = zstandard.ZstdCompressor(level=LEVEL).compress(
        joined(head, [msgspec.json.encode(turn) for turn in turns], [data for _, data in chosen])
    )
    whole = enveloped(BUNDLE, waiting.desk, contents, lambda words: keys.sign(replica, words))
    return Bundle(
        sealed=keys.sealed_to_centre(replica, whole), acts=len(waiting.acts), files=len(chosen), left=left
    )


def _independent(replica: Replica) -> int:
    resting = neighbours.first_resting(replica)
    return resting - 1 if resting else exchange.LARGEST_NUMBER


def _chosen(replica: Replica, most: int) -> tuple[list[tuple[FileMark, bytes]], int]:
    """The files that fit, the first to be sent first; how many do not."""
    chosen, left = [], 0
    for sha256, size, _ in files.unsent(replica):
        data = files.file_bytes(replica, sha256) if size <= most else None
        if data is None:
            left += 1
            continue
        chosen.append((FileMark(sha256, len(data)), data))
        most -= size
    return chosen, left


def _turns(line: Line, waiting: Waiting, opened: list[CardOpened]) -> list[SyncRequest]:
    """The requests an online desk would send; one of them where no act waits, for the news."""
    held = neighbours.held(line.replica)
    return [
        SyncRequest(
            p=PROTOCOL,
            epoch=waiting.epoch,
            cursor=waiting.cursor,
            now=line.now(),
            head=waiting.heads[first] if waiting.heads else "",
            acts=[msgspec.Raw(body) for body in waiting.acts[first : first + ACTS_A_TURN]],
            opened=[] if first else opened,
            reads=VERSION,
            holds=held,
        )
        for first in range(0, max(1, len(waiting.acts)), ACTS_A_TURN)
    ]


def _head(line: Line, waiting: Waiting, turns: int, marks: list[FileMark]) -> BundleHead:
    return BundleHead(
        desk=waiting.desk,
        school=waiting.school,
        epoch=waiting.epoch,
        first=waiting.first,
        last=waiting.last,
        head=waiting.heads[0] if waiting.heads else waiting.tail,
        tail=waiting.tail,
        cursor=waiting.cursor,
        schema=VERSION,
        made_at=line.now(),
        turns=turns,
        files=marks,
    )


def take_answer(line: Line, data: bytes) -> Told:
    """Apply the centre's answer in one transaction; an older one or the same one again is harmless.

    CourierTrouble, or ServerTrouble for what cannot be read or was not signed by the centre: nothing was changed.
    """
    head, answers = _opened(line, data)
    _check(line.replica, head)
    if head.code == FORKED:
        line.write(lambda writing: writing.set_meta(RENEW, FORKED))
        return Told(code=FORKED)
    if not answers:
        return Told(code=head.code, missing=head.missing)
    _check_gapless(line.replica, answers)
    before = couriered.waiting(line.replica), {sha256 for sha256, _, _ in files.unsent(line.replica)}
    with readable(line):
        check_rows([row for answer in answers for row in answer.rows])
        told = [(answer, proved(line, answer)) for answer in answers]
        line.write(lambda writing: _take(writing, head, told))
    _agree(line, answers)
    return _told(head, answers, *before)


def _opened(line: Line, data: bytes) -> tuple[AnswerHead, list[SyncAnswer]]:
    envelope, contents = taken_out(_unsealed(line.replica, data), ANSWER)
    if not keys.centre_signed(
        line.replica, signed_words(ANSWER, envelope.desk, contents), envelope.signature
    ):
        raise CourierTrouble("courier-signature-wrong")
    try:
        if zstandard.frame_content_size(contents) > MOST_UNPACKED:
            raise CourierTrouble("courier-too-large", most=MOST_UNPACKED // MEBIBYTE)
        whole = zstandard.ZstdDecompressor().decompress(contents, max_output_size=MOST_UNPACKED)
        head, turns, _ = parted(whole, AnswerHead)
        return head, [msgspec.json.decode(turn, type=SyncAnswer) for turn in turns]
    except (zstandard.ZstdError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CourierTrouble("courier-damaged") from error


def _unsealed(replica: Replica, data: bytes) -> bytes:
    if len(data) > LARGEST:
        raise CourierTrouble("courier-too-large", most=LARGEST // MEBIBYTE)
    if not queries.meta(replica, keys.IDENTITY):
        raise CourierTrouble("courier-no-keys")
    try:
        return keys.opened(replica, data)
    except pyrage.DecryptError as error:
        raise why_closed(data, for_another=FOR_ANOTHER in str(error)) from error


def _check(replica: Replica, head: AnswerHead) -> None:
    """CourierTrouble where the answer is not to what this computer did, or presumes more than it has read."""
    if head.desk != queries.meta(replica, "desk") or exchange.hash_of(replica, head.last) != head.tail:
        raise CourierTrouble("courier-other-history")
    if head.epoch != queries.meta(replica, "epoch"):
        raise CourierTrouble("courier-epoch")
    if couriered.waiting(replica).cursor < head.cursor:
        raise CourierTrouble("courier-read-less")


def _check_gapless(replica: Replica, answers: Sequence[SyncAnswer]) -> None:
    """CourierTrouble where earlier acts would wait on: receipts with a gap prove nothing to a restored centre."""
    told = {result.n for result in _results(answers)}
    if any(n < max(told) for n in couriered.waiting(replica).numbers - told if told):
        raise CourierTrouble("courier-read-less")


def _take(writing: Writing, head: AnswerHead, told: Opened) -> None:
    """What `session` does with answers, all pages at once; an older answer does not set the clock back."""
    heard = writing.heard()
    couriered.drop_pages_aside(writing)
    for answer, answered in told:
        if answered is not None:
            writing.receipts.keep_receipt(answered, answer.receipt)
    results, last = _results([answer for answer, _ in told]), told[-1][0]
    rows = [row for answer, _ in told for row in answer.rows]
    now = last.now if heard is None else max(heard, last.now)
    arrived = writing.neighbours.forget(last.known)
    writing.absorb(results, rows, last.cursor, now)
    if arrived:
        writing.show_again()
    writing.people.note_openings_sent(head.opened)
    for mark in head.whole:
        writing.files.note_sent(mark.sha256, mark.size, now)


def _results(answers: Sequence[SyncAnswer]) -> list[ActResult]:
    return [result for answer in answers for result in answer.results]


def _agree(line: Line, answers: Sequence[SyncAnswer]) -> None:
    """Where this desk stands exactly at the answer and still differs, the feed is read from its start again."""
    last = answers[-1]
    if not (last.done and last.digest) or couriered.waiting(line.replica).cursor != last.cursor:
        return
    if exchange.digest(line.replica) != last.digest:
        line.write(lambda writing: writing.set_meta("cursor", str(NO_CURSOR)))


def _told(head: AnswerHead, answers: Sequence[SyncAnswer], before: Waiting, unsent: set[str]) -> Told:
    """What is news here, compared with how it stood before."""
    fresh = [result for result in _results(answers) if result.n in before.numbers]
    confirmed = sum(result.outcome.value == "applied" for result in fresh)
    return Told(
        confirmed=confirmed,
        asking=len(fresh) - confirmed,
        rows=len({(row.kind, row.id) for one in answers for row in one.rows if row.seq > before.cursor}),
        files=sum(mark.sha256 in unsent for mark in head.whole),
        code=head.code,
        missing=head.missing,
    )
