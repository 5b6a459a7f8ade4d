"""Decide many at once: one window of the key, every signature verified, then all of it kept in one transaction."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from admission.acts import Decided
from admission.application import Application, Ruling
from admission.deadline import KAZAKHSTAN_TIME
from admission.problems import ActRefused, Problem
from admission.roles import Officer
from admission.ruling_manifest import Ruled, decision_manifest, name_of
from desktop_app.models import queries
from desktop_app.models.signed import last_signed
from desktop_app.signing.signer import Failed, Signer
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.freeze import refusal_of, told_apart
from desktop_app.usecases.issue_paper import Press

if TYPE_CHECKING:
    from desktop_app.models.writing import Writing

# signature, signed bytes, IIN of the expected signer, when it was signed -> reason code, None when it holds
Check = Callable[[bytes, bytes, str, datetime], str | None]
Tell = Callable[[str, int, int], object]  # stage, how many are done, of how many
STAGES = ("checking", "papers", "signing", "verifying", "keeping")


@dataclass(frozen=True)
class Wish:
    """What the director wants decided about one application."""

    application: str
    accept: bool
    grounds: tuple[str, ...] = ()
    reason: str = ""
    transport: bool | None = None


@dataclass(frozen=True)
class LeftOut:
    """An application that was not decided, and why; `number` is empty where nobody knows it."""

    application: str
    number: str
    problem: Problem


@dataclass(frozen=True)
class Batch:
    """Ids of the applications that were decided, in their order, and those left out."""

    decided: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class _Draft:
    """One decision before it is signed: the application as it stood, the bytes to sign, a refusal's PDF."""

    wish: Wish
    seen: Application
    manifest: bytes
    pdf: bytes


class _OnlyTried(Exception):
    """Ends a transaction that was never meant to last."""


def silent(_stage: str, _done: int, _total: int) -> None:
    """Nobody listens."""


def decide_batch(
    desk: Desk,
    officer: Officer,
    wishes: Sequence[Wish],
    press: Press,
    signer: Signer,
    check: Check,
    tell: Tell = silent,
) -> Batch:
    """What was decided and what was left out. An acceptance for which there is no place here is left out too.

    ActRefused where a signature does not hold, SigningTrouble by the key: then nothing has changed. `tell` is
    called on the way, from this thread.
    """
    tell("checking", 0, len(wishes))
    allowed, left = _sorted_out(desk, officer, wishes)
    if not allowed:
        return Batch((), left)
    drafts = _drafts(desk, officer, allowed, press, tell)
    tell("signing", 0, len(drafts))
    signatures = signer.sign([one.manifest for one in drafts])
    _verify(desk, officer, drafts, signatures, check, tell)
    tell("keeping", 0, len(drafts))
    with desk.write() as writing:
        kept = _keep(writing, desk, officer, list(zip(drafts, signatures, strict=True)))
    return Batch(kept.decided, (*left, *kept.left_out))


def _sorted_out(
    desk: Desk, officer: Officer, wishes: Sequence[Wish]
) -> tuple[list[tuple[Wish, Application]], tuple[LeftOut, ...]]:
    """Those the rules allow, one after the other as they would be written, and those they do not."""
    allowed: list[tuple[Wish, Application]] = []
    left: list[LeftOut] = []
    try:
        with desk.write() as writing:
            for wish in wishes:
                found = _shown(writing, wish.application)
                told = _as_proposed(wish, found)
                try:
                    allowed.append((told, _rehearsed(writing, desk, officer, told, found)))
                except ActRefused as refused:
                    left.append(_left_out(wish, found, refused))
            raise _OnlyTried
    except _OnlyTried:
        return allowed, tuple(left)


def _as_proposed(wish: Wish, found: Application | None) -> Wish:
    """What is signed says of transport what was proposed, unless the director said otherwise."""
    proposal = found.proposal if found is not None else None
    if not wish.accept or wish.transport is not None or proposal is None:
        return wish
    return dataclasses.replace(wish, transport=proposal.transport)


def _rehearsed(
    writing: Writing, desk: Desk, officer: Officer, wish: Wish, found: Application | None
) -> Application:
    if found is None:
        raise ActRefused((Problem("application-unknown"),))
    writing.rehearse(_body(wish), person=officer.id, at=desk.now(), rules=found.rules)
    return found


def _drafts(
    desk: Desk, officer: Officer, allowed: Sequence[tuple[Wish, Application]], press: Press, tell: Tell
) -> list[_Draft]:
    """Each names the manifest before it: those of one director form a chain."""
    previous, school_bin = last_signed(desk.replica, officer.id), queries.school(desk.replica).bin
    drafts: list[_Draft] = []
    for done, (wish, seen) in enumerate(allowed):
        tell("papers", done, len(allowed))
        pdf = b"" if wish.accept else _paper(desk, officer, wish, seen, press)
        ruled = Ruled(
            accept=wish.accept,
            dated=desk.now().astimezone(KAZAKHSTAN_TIME).date(),
            grounds=wish.grounds,
            reason=wish.reason,
            transport=wish.transport,
        )
        digest = hashlib.sha256(pdf).hexdigest() if pdf else ""
        manifest = decision_manifest(seen, ruled, school_bin=school_bin, pdf_sha256=digest, previous=previous)
        previous = name_of(manifest)
        drafts.append(_Draft(wish, seen, manifest, pdf))
    return drafts


def _paper(desk: Desk, officer: Officer, wish: Wish, seen: Application, press: Press) -> bytes:
    """The reasoned refusal as it will be handed over once the centre has confirmed it."""
    ruling = Ruling(accept=False, by=officer.id, at=desk.now(), grounds=wish.grounds, reason=wish.reason)
    decided = replace(seen, decision=ruling)
    rules = desk.profiles[seen.rules]
    refusal = refusal_of(desk.new_id(), decided, queries.school(desk.replica), rules, officer, final=True)
    return press(told_apart(refusal, desk.templates()))


def _verify(
    desk: Desk,
    officer: Officer,
    drafts: Sequence[_Draft],
    signatures: Sequence[bytes],
    check: Check,
    tell: Tell,
) -> None:
    """Every one of them, before anything is kept."""
    if len(signatures) != len(drafts):
        raise Failed("another-number-of-signatures")
    for done, (one, signature) in enumerate(zip(drafts, signatures, strict=True)):
        tell("verifying", done, len(drafts))
        wrong = check(signature, one.manifest, officer.iin, desk.now())
        if wrong is not None:
            params: dict[str, str | int] = {"reason": wrong, "number": one.seen.number}
            raise ActRefused((Problem("signature-does-not-hold", params=params),))


def _keep(writing: Writing, desk: Desk, officer: Officer, signed: Sequence[tuple[_Draft, bytes]]) -> Batch:
    """What became of an application while the key was waited for is looked at again, here where nothing can change."""
    decided: list[str] = []
    left: list[LeftOut] = []
    for draft, signature in signed:
        try:
            _record(writing, desk, officer, draft, signature)
        except ActRefused as refused:
            left.append(_left_out(draft.wish, draft.seen, refused))
        else:
            decided.append(draft.wish.application)
    if decided and left:
        _keep_links(writing, signed, {one.application for one in left})
    return Batch(tuple(decided), tuple(left))


def _record(writing: Writing, desk: Desk, officer: Officer, draft: _Draft, signature: bytes) -> None:
    """The act, then the files it names; ActRefused where the application is no longer what was signed for."""
    seen, now = draft.seen, _shown(writing, draft.wish.application)
    if now is None:
        raise ActRefused((Problem("application-unknown"),))
    if now.status is seen.status and list(_basis(seen)) != list(_basis(now)):
        raise ActRefused((Problem("changed-while-signing", params={"number": seen.number}),))
    body = _body(draft.wish, *_names(draft, signature))
    writing.record(body, person=officer.id, at=desk.now(), rules=seen.rules, simply=True)
    for data in filter(None, (draft.manifest, signature, draft.pdf)):
        writing.files.keep_file(data)


def _keep_links(writing: Writing, signed: Sequence[tuple[_Draft, bytes]], left: set[str]) -> None:
    """A manifest that the next one names stays without its signature: the chain is whole, and it decides nothing."""
    for draft, _ in signed:
        if draft.wish.application in left:
            writing.files.keep_file(draft.manifest)


def _basis(application: Application) -> Iterator[object]:
    """What the director saw and signed for; moments may be set right by the centre."""
    proposal = application.proposal
    yield application.number
    yield application.draft
    yield application.attachments
    yield [(one.document, one.good, one.note) for one in application.checks]
    yield proposal and (proposal.accept, proposal.grounds, proposal.reason, proposal.transport)


def _body(wish: Wish, manifest: str = "", signature: str = "", pdf: str = "") -> Decided:
    return Decided(
        application=wish.application,
        accept=wish.accept,
        grounds=wish.grounds,
        reason=wish.reason,
        transport=wish.transport,
        manifest_sha256=manifest,
        cms_sha256=signature,
        pdf_sha256=pdf,
    )


def _names(draft: _Draft, signature: bytes) -> tuple[str, str, str]:
    digests = [hashlib.sha256(data).hexdigest() for data in (draft.manifest, signature)]
    return digests[0], digests[1], hashlib.sha256(draft.pdf).hexdigest() if draft.pdf else ""


def _left_out(wish: Wish, found: Application | None, refused: ActRefused) -> LeftOut:
    return LeftOut(wish.application, found.number if found else "", refused.problems[0])


def _shown(writing: Writing, application: str) -> Application | None:
    row = writing.shown(("application", application))
    return row if isinstance(row, Application) else None
