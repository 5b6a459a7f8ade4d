"""Answers of the shell as sentences: the one place of this room where codes become words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from verification.folder import FolderVerdict
from verification.receipt import ReceiptVerdict, Told
from verification.verdict import Signer, TrustAnswer, Verdict
from wording import Texts


def sentences(
    answer: Verdict | ReceiptVerdict | FolderVerdict | TrustAnswer, language: str, catalogues: Path
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
        case FolderVerdict():
            yield from _folder(words, answer)
        case TrustAnswer():
            yield from _trust(words, answer)


def _verdict(words: Texts, about: str, reason: str | None) -> str:
    if reason is None:
        return words(f"{about}-holds")
    return words(f"{about}-does-not-hold", reason=words(f"verdict-{reason}"))


def _signer(words: Texts, signer: Signer) -> Iterator[str]:
    name = " ".join(filter(None, (signer.common_name, signer.patronymic)))
    yield words("shell-signer", name=name, iin=signer.iin or "–")
    if signer.bin:
        yield words("shell-organisation", organisation=signer.organisation, bin=signer.bin)
    yield words("shell-roles", roles=", ".join(words(f"signer-{role}") for role in signer.roles) or "–")
    yield words("shell-term", begins=f"{signer.not_before:%d.%m.%Y}", ends=f"{signer.not_after:%d.%m.%Y}")


def _told(words: Texts, told: Told) -> Iterator[str]:
    yield words("shell-told", desk=told.desk, at=told.at.isoformat(timespec="minutes"))
    for one in told.outcomes:
        became = words(f"shell-outcome-{one.outcome.replace('_', '-')}")
        yield words("shell-outcome", n=one.n, outcome=became, seq=one.seq)


def _folder(words: Texts, answer: FolderVerdict) -> Iterator[str]:
    yield words("shell-folder-holds" if answer.ok else "shell-folder-does-not-hold", n=answer.files)
    for one in answer.findings:
        found = words("shell-genuine") if one.reason is None else words(f"verdict-{one.reason}")
        yield f"  {one.path}: {found}"
        if one.signer is not None:
            yield from (f"    {line}" for line in _signer(words, one.signer))


def _trust(words: Texts, answer: TrustAnswer) -> Iterator[str]:
    if answer.reason is not None:
        yield words("shell-trust-refused", reason=words(f"trust-{answer.reason}"))
    elif answer.file:
        yield words("shell-trust-added", file=answer.file)
    else:
        yield words("shell-trust-list", n=len(answer.pinned))
        for one in answer.pinned:
            yield f"  {one.sha256}  {one.name}  ({one.not_after:%d.%m.%Y})"
