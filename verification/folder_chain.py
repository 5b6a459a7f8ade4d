"""The chain of a desk's acts in a folder: from the bytes of each act to the head the centre has signed for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from admission.acts import Act, Amended, Filed
from admission.application import ApplicationDraft
from admission.corrections import corrected
from admission.wire import ActUnreadable, chain, load_act, says_before
from verification.folder_index import ListedChain
from verification.receipt import Told, ToldOutcome

CHAIN_REASONS: Final = ("chain-act-broken", "chain-broken", "chain-receipt-wrong", "chain-act-changed")
_HASH: Final = re.compile(r"([0-9a-f]{64})?")
_NAMED: Final = re.compile(rb'"([0-9a-f]{64})"')


class BoundAct(msgspec.Struct, frozen=True):
    """An act by its file: `reason` None where the chain leads to a receipt; then its number, and what became of it."""

    path: str
    reason: str | None = None
    n: int = 0
    received: datetime | None = None
    outcome: ToldOutcome | None = None
    named: frozenset[str] = frozenset()
    act: Act | None = None


def bound_acts(
    folder: Path, listed: ListedChain, told: Mapping[str, Told | None], bad: set[str]
) -> Iterator[BoundAct]:
    """Every act of one chain; `told` is what each genuine receipt says, `bad` are files known to be changed."""
    if not bad.isdisjoint(listed.acts):
        yield from (BoundAct(path, "chain-act-changed") for path in listed.acts if path not in bad)
        return
    receipt = told.get(listed.receipt)
    if receipt is None or receipt.desk != listed.desk:
        yield from (BoundAct(path, "chain-receipt-wrong") for path in listed.acts)
        return
    raws = [(folder / path).read_bytes() for path in listed.acts]
    acts = [_read(raw) for raw in raws]
    reason = _wrong(listed, acts, raws, receipt.head)
    for path, raw, act in zip(listed.acts, raws, acts, strict=True):
        yield BoundAct(path, reason) if reason or act is None else _bound(path, raw, act, receipt)


def _read(raw: bytes) -> Act | None:
    try:
        return load_act(raw)
    except ActUnreadable:
        return None


def _wrong(listed: ListedChain, acts: Sequence[Act | None], raws: Sequence[bytes], head: str) -> str | None:
    """The chain is computed anew from the bytes; the numbers must go on without a hole."""
    known = [act for act in acts if act is not None]
    first = known[0].n if known else 0
    follow = [(act.desk, act.n) for act in known] == [(listed.desk, first + at) for at in range(len(acts))]
    begins = _HASH.fullmatch(listed.before) and (listed.before == "") == (first == 1)
    if not (follow and begins and len(known) == len(acts)):
        return "chain-act-broken"
    before = listed.before
    for act, raw in zip(known, raws, strict=True):
        if not says_before(act, before):
            return "chain-act-broken"
        before = chain(before, raw)
    return None if before == head else "chain-broken"


def _bound(path: str, raw: bytes, act: Act, receipt: Told) -> BoundAct:
    outcome = next((one for one in receipt.outcomes if one.n == act.n), None)
    named = frozenset(one.decode() for one in _NAMED.findall(raw))
    return BoundAct(path, None, act.n, receipt.at, outcome, named, act)


def proven_drafts(acts: Iterable[BoundAct]) -> frozenset[str]:
    """SHA-256 of every version of an application that bound acts make: as it was filed, after each correction."""
    found: set[str] = set()
    drafts: dict[str, ApplicationDraft] = {}
    bound = [one.act for one in acts if one.reason is None and one.act is not None]
    for act in sorted(bound, key=lambda one: one.at):
        body = act.body
        if isinstance(body, Filed):
            drafts[body.application] = body.draft
        elif isinstance(body, Amended) and body.application in drafts:
            drafts[body.application], _ = corrected(drafts[body.application], body.changes)
        else:
            continue
        written = msgspec.json.encode(drafts[body.application], order="deterministic")
        found.add(hashlib.sha256(written).hexdigest())
    return frozenset(found)
