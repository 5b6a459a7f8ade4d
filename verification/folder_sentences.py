"""The verdict over a folder as lines for a person: what holds and by what, each changed byte, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TypeVar

from admission.deadline import KAZAKHSTAN_TIME
from verification.folder_blocks import Place
from verification.folder_findings import Finding, FolderVerdict
from verification.folder_pages import Tongue, gap_line
from verification.verdict import Signer

T = TypeVar("T", bound=Tongue)


def folder_sentences(
    words: T, answer: FolderVerdict, told_signer: Callable[[T, Signer], Iterator[str]]
) -> Iterator[str]:
    """The answer first, who packed it, a line a file, then what the packer says is missing."""
    yield words("shell-folder-holds" if answer.ok else "shell-folder-does-not-hold", n=answer.files)
    if answer.made is not None:
        yield words(f"shell-made-{answer.made.by}", name=answer.made.name, at=_moment(answer.made.at))
    for one in answer.findings:
        yield f"  {one.path}: {_found(words, one)}"
        yield from (f"    {line}" for line in _more(words, one))
        if one.signer is not None:
            yield from (f"    {line}" for line in told_signer(words, one.signer))
    if answer.gaps:
        yield words("shell-gaps")
        yield from (gap_line(words, one) for one in answer.gaps)


def _found(words: Tongue, found: Finding) -> str:
    if found.reason is not None:
        return words(f"verdict-{found.reason}")
    return words(f"holds-{found.holds}") if found.holds else words("shell-genuine")


def _more(words: Tongue, found: Finding) -> Iterator[str]:
    if found.sizes is not None and found.sizes[0] != found.sizes[1]:
        yield words("shell-sizes", was=found.sizes[0], now=found.sizes[1])
    for place in found.places:
        yield _place(words, place)
    if found.received is not None:
        yield words("shell-received", at=_moment(found.received))
    if found.outcome is not None:
        one = found.outcome
        became = words(f"shell-outcome-{one.outcome.replace('_', '-')}")
        yield words("shell-outcome", n=one.n, outcome=became, seq=one.seq)
    if found.revocation is not None and found.revocation.standing:
        asked, revoked = found.revocation.asked, found.revocation.revoked_at
        times = {"asked": _moment(asked), "revoked": _moment(revoked) if revoked else ""}
        yield words(f"revocation-{found.revocation.standing}", **times)
    if found.follows:
        yield words(f"shell-follows-{found.follows}", previous=found.previous)


def _place(words: Tongue, place: Place) -> str:
    if place.was is None or place.now is None:
        return words("shell-place", first=place.first, last=place.last)
    return words("shell-byte", first=place.first, was=place.was, now=place.now)


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(KAZAKHSTAN_TIME):%d.%m.%Y %H:%M}"
