"""A folder taken out for a court: nothing missing, changed or slipped in; every signature and receipt genuine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from verification.certificates import Broken, der_of
from verification.cms import verify_cms
from verification.folder_chain import BoundAct, bound_acts, proven_drafts
from verification.folder_decisions import with_previous
from verification.folder_findings import Finding, FolderVerdict, Holds
from verification.folder_index import (
    CHECK,
    INDEX,
    Index,
    ListedFile,
    ListedReceipt,
    ListedSignature,
    is_inside,
    is_linked,
    places_of,
    read_index,
)
from verification.folder_list import is_signed, wrong_list
from verification.folder_revocation import revocation_found
from verification.receipt import Told, verify_receipt
from verification.trust import Trust
from verification.verdict import ExpectedSigner


class _Manifest(msgspec.Struct):
    pdf_sha256: str


def verify_folder(folder: Path, trust: Trust, centre_key: str | None) -> FolderVerdict:
    """Whether the folder is what its list says, and who vouches for what. Whom an unsigned list names is told.

    `centre_key` checks receipts. OSError where the folder cannot be read; nothing inside it makes it raise.
    """
    data = (folder / INDEX).read_bytes()
    index = read_index(data)
    troubles = wrong_list(folder, data, index, centre_key)
    if index is None or troubles:
        found = troubles or (Finding(INDEX, "folder-index-broken"),)
        return FolderVerdict(ok=False, files=0, findings=tuple(found))
    wrong = tuple(_wrong_files(folder, index))
    bad = {one.path for one in wrong}
    checked = [_signature(folder, one, trust, bad) for one in index.signatures]
    checked = with_previous(folder, index.signatures, checked)
    made_at = {one.cms: one.at for one in index.signatures}
    checked += [revocation_found(folder, one, made_at[one.cms], trust, bad) for one in index.revocations]
    told = {one.statement: _receipt(folder, one, centre_key, bad) for one in index.receipts}
    checked += [finding for finding, _ in told.values()]
    if index.is_new:
        heard = {path: heard for path, (_, heard) in told.items()}
        acts = [act for one in index.chains for act in bound_acts(folder, one, heard, bad)]
        checked += [_act(one) for one in acts]
        signed = is_signed(folder) and centre_key is not None
        checked += _rest(index, checked, bad, _named(acts), signed)
    findings = (*wrong, *(one for one in checked if one.path not in bad))
    ok = all(one.reason is None for one in findings)
    return FolderVerdict(ok, len(index.files), findings, tuple(index.gaps), index.made)


def _wrong_files(folder: Path, index: Index) -> Iterator[Finding]:
    for one in index.files:
        found = _wrong_file(folder, one)
        if found is not None:
            yield found
    listed = {one.path for one in index.files} | {INDEX} | ({CHECK} if index.is_new else set())
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if path not in listed and (file.is_symlink() or not file.is_dir()):
            yield Finding(path, "folder-file-unlisted")


def _wrong_file(folder: Path, listed: ListedFile) -> Finding | None:
    if not is_inside(listed.path) or is_linked(folder, listed.path):
        return Finding(listed.path, "folder-path-wrong")
    file = folder / listed.path
    if not file.is_file():
        return Finding(listed.path, "folder-file-missing")
    if _digest(file) == listed.sha256:
        return None
    data = file.read_bytes()
    sizes = None if listed.size is None else (listed.size, len(data))
    return Finding(listed.path, "folder-file-changed", places=places_of(data, listed), sizes=sizes)


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _signature(folder: Path, listed: ListedSignature, trust: Trust, bad: set[str]) -> Finding:
    if not bad.isdisjoint({listed.content, listed.cms, listed.paper}):
        return Finding(listed.cms, _hangs(listed.cms, bad))
    content, armoured = ((folder / path).read_bytes() for path in (listed.content, listed.cms))
    expected = ExpectedSigner(listed.iin, listed.bin, listed.delegated)
    try:
        verdict = verify_cms(der_of(armoured), content, trust, expected, listed.at)
    except Broken:
        return Finding(listed.cms, "cms-broken")
    reason = verdict.reason or _wrong_paper(folder, listed, content)
    return Finding(listed.cms, reason, verdict.signer, "" if reason else "signature")


def _hangs(path: str, bad: set[str]) -> str:
    """The changed file itself, or one that is whole and rests on it."""
    return "folder-file-changed" if path in bad else "folder-hangs-on-changed"


def _wrong_paper(folder: Path, listed: ListedSignature, manifest: bytes) -> str | None:
    if listed.paper is None:
        return None
    try:
        wanted = msgspec.json.decode(manifest, type=_Manifest).pdf_sha256
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return "paper-changed"
    return None if _digest(folder / listed.paper) == wanted else "paper-changed"


def _receipt(
    folder: Path, listed: ListedReceipt, centre_key: str | None, bad: set[str]
) -> tuple[Finding, Told | None]:
    if not bad.isdisjoint({listed.statement, listed.signature}):
        return Finding(listed.statement, _hangs(listed.statement, bad)), None
    if centre_key is None:
        return Finding(listed.statement, "receipt-key-missing"), None
    signature = (folder / listed.signature).read_text(encoding="ascii", errors="replace").strip()
    statement = (folder / listed.statement).read_bytes()
    verdict = verify_receipt(statement, signature, centre_key)
    received = verdict.told.at if verdict.told else None
    holds: Holds = "" if verdict.reason else "receipt"
    return Finding(listed.statement, verdict.reason, holds=holds, received=received), verdict.told


def _named(acts: Sequence[BoundAct]) -> frozenset[str]:
    """SHA-256 of every file that acts bound to a receipt speak of or make."""
    return proven_drafts(acts).union(*(one.named for one in acts))


def _act(bound: BoundAct) -> Finding:
    holds: Holds = "" if bound.reason else "chain"
    return Finding(bound.path, bound.reason, holds=holds, received=bound.received, outcome=bound.outcome)


def _rest(
    index: Index, checked: Sequence[Finding], bad: set[str], named: frozenset[str], signed: bool
) -> Iterator[Finding]:
    """Every other file that is as it was listed, by what makes it be believed."""
    told = {one.path: one for one in checked}
    by_signature = {
        path for one in index.signatures if told[one.cms].reason is None for path in (one.content, one.paper)
    }
    by_receipt = {one.signature for one in index.receipts if told[one.statement].reason is None}
    for file in index.files:
        if file.path in told or file.path in bad:
            continue
        reasons: tuple[tuple[bool, Holds], ...] = (
            (file.path in by_signature, "signature"),
            (file.path in by_receipt, "receipt"),
            (file.sha256 in named, "named"),
            (signed, "list-signed"),
        )
        yield Finding(file.path, holds=next((holds for held, holds in reasons if held), "listed"))
