"""Answers of the shell as sentences: the one place of this room where codes become words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path

from admission.deadline import KAZAKHSTAN_TIME
from admission.receipt_core import ReceiptCore
from verification.folder_findings import FolderVerdict
from verification.folder_sentences import folder_sentences
from verification.receipt import ReceiptVerdict, Told
from verification.receipt_paper import Papers, PaperVerdict
from verification.revocation import RevocationAnswer
from verification.timestamp import TimeStamp
from verification.verdict import Signer, TrustAnswer, Verdict
from wording import Texts


def sentences(
    answer: Verdict | ReceiptVerdict | Papers | FolderVerdict | TrustAnswer | RevocationAnswer | TimeStamp,
    language: str,
    catalogues: Path,
) -> Iterator[str]:
    """Lines for a person: the answer first, then whom or what it is about."""
    words = Texts(language, catalogues)
    match answer:
        case Verdict():
            yield _verdict(words, "shell-cms", answer.reason)
            yield from _signer(words, answer.signer) if answer.signer else ()
        case ReceiptVerdict():
            yield _verdict(words, "shell-receipt", answer.reason)
            yield from _told(words, answer.told) if answer.told else ()
        case Papers():
            yield from chain.from_iterable(_paper(words, one) for one in answer.papers)
        case FolderVerdict():
            yield from folder_sentences(words, answer, _signer)
        case TrustAnswer():
            yield from _trust(words, answer)
        case RevocationAnswer():
            yield from _revocation(words, answer)
        case TimeStamp():
            yield from _stamp(words, answer)


def _verdict(words: Texts, about: str, reason: str | None) -> str:
    if reason is None:
        return words(f"{about}-holds")
    return words(f"{about}-does-not-hold", reason=words(f"verdict-{reason}"))


def _revocation(words: Texts, answer: RevocationAnswer) -> Iterator[str]:
    if answer.standing:
        asked, revoked = (_local(one) if one else "" for one in (answer.asked, answer.revoked_at))
        yield words(f"revocation-{answer.standing}", asked=asked, revoked=revoked)
    if answer.reason:
        yield words("shell-revocation-reason", reason=words(f"verdict-{answer.reason}"))
    if answer.revoked_at:
        yield words("shell-revocation-why", why=words(f"revoked-why-{answer.why or 'none'}"))


def _stamp(words: Texts, stamp: TimeStamp) -> Iterator[str]:
    yield words(f"time-stamp-{stamp.state}", at=_local(stamp.at) if stamp.at else "")
    if stamp.authority:
        yield words("shell-time-stamp-authority", name=stamp.authority)
    if stamp.reason:
        yield words("shell-revocation-reason", reason=words(f"verdict-{stamp.reason}"))


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(KAZAKHSTAN_TIME):%d.%m.%Y %H:%M}"


def _signer(words: Texts, signer: Signer) -> Iterator[str]:
    name = " ".join(filter(None, (signer.common_name, signer.patronymic)))
    yield words("shell-signer", name=name, iin=signer.iin or "–")
    if signer.bin:
        yield words("shell-organisation", organisation=signer.organisation, bin=signer.bin)
    yield words("shell-roles", roles=", ".join(words(f"signer-{role}") for role in signer.roles) or "–")
    yield words("shell-term", begins=f"{signer.not_before:%d.%m.%Y}", ends=f"{signer.not_after:%d.%m.%Y}")


def _paper(words: Texts, paper: PaperVerdict) -> Iterator[str]:
    if paper.reason is None:
        yield words("shell-paper-holds", source=paper.source)
    else:
        reason = words(f"verdict-{paper.reason}")
        yield words("shell-paper-does-not-hold", source=paper.source, reason=reason)
    if paper.core is not None:
        yield from _core(words, paper.core)


def _core(words: Texts, core: ReceiptCore) -> Iterator[str]:
    yield words(
        "shell-paper-child",
        number=core.number,
        child=core.child,
        born=f"{core.born:%d.%m.%Y}",
        applicant=core.applicant,
        documents=", ".join(core.documents) or "–",
    )
    filed, due = (at.astimezone(KAZAKHSTAN_TIME) for at in (core.received, core.due))
    times = {"received": f"{filed:%d.%m.%Y %H:%M}", "due": f"{due:%d.%m.%Y %H:%M}"}
    yield words("shell-paper-filed", **times, bin=core.bin, desk=core.desk)


def _told(words: Texts, told: Told) -> Iterator[str]:
    yield words("shell-told", desk=told.desk, at=told.at.isoformat(timespec="minutes"))
    for one in told.outcomes:
        became = words(f"shell-outcome-{one.outcome.replace('_', '-')}")
        yield words("shell-outcome", n=one.n, outcome=became, seq=one.seq)


def _trust(words: Texts, answer: TrustAnswer) -> Iterator[str]:
    if answer.reason is not None:
        yield words("shell-trust-refused", reason=words(f"trust-{answer.reason}"))
    elif answer.file:
        yield words("shell-trust-added", file=answer.file)
    else:
        yield words("shell-trust-list", n=len(answer.pinned))
        for one in answer.pinned:
            yield f"  {one.sha256}  {one.name}  ({one.not_after:%d.%m.%Y})"
