"""A folder taken out for a court: nothing missing, changed or slipped in; every signature and receipt genuine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Final

import msgspec

from verification.certificates import Broken, der_of
from verification.cms import verify_cms
from verification.receipt import verify_receipt
from verification.trust import Trust
from verification.verdict import ExpectedSigner, Signer

INDEX: Final = "index.json"
SCHEMA: Final = "qabyldau/folder/1"
LARGEST_INDEX: Final = 16_000_000  # bytes
# Each has its words `verdict-<code>`; those of signatures and receipts come beside them.
FOLDER_REASONS: Final = (
    "folder-index-broken",
    "folder-path-wrong",
    "folder-file-missing",
    "folder-file-changed",
    "folder-file-unlisted",
    "paper-changed",
    "receipt-key-missing",
)


class ListedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file by its path from the folder, `/` between names; SHA-256 in lower-case hexadecimal."""

    path: str
    sha256: str


class ListedSignature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is said to have signed what and when; `paper`: the PDF whose SHA-256 the signed manifest names."""

    content: str
    cms: str
    iin: str
    bin: str
    at: datetime
    delegated: bool = False
    paper: str | None = None


class ListedReceipt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two files: what the centre signed, and its signature in hexadecimal."""

    statement: str
    signature: str


class Index(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`index.json`, which lists every other file of the folder."""

    schema: str
    files: list[ListedFile]
    signatures: list[ListedSignature] = []
    receipts: list[ListedReceipt] = []


class Finding(msgspec.Struct, frozen=True):
    """What was found about one file; `reason` is None where it is genuine, `signer` who signed it."""

    path: str
    reason: str | None = None
    signer: Signer | None = None


class FolderVerdict(msgspec.Struct, frozen=True):
    """Trouble with files first, then every signature and receipt, good and bad, in the order of the index."""

    ok: bool
    files: int
    findings: tuple[Finding, ...]


class _Manifest(msgspec.Struct):
    pdf_sha256: str


def verify_folder(folder: Path, trust: Trust, centre_key: str | None) -> FolderVerdict:
    """Whether the folder is what its index says. The index itself is signed by nobody: whom it names is told.

    `centre_key` checks receipts. OSError where the folder cannot be read; nothing inside it makes it raise.
    """
    index = _index(folder)
    if index is None:
        return FolderVerdict(ok=False, files=0, findings=(Finding(INDEX, "folder-index-broken"),))
    wrong = tuple(_wrong_files(folder, index))
    bad = {one.path for one in wrong}
    checked = [_signature(folder, one, trust, bad) for one in index.signatures]
    checked += [_receipt(folder, one, centre_key, bad) for one in index.receipts]
    findings = (*wrong, *checked)
    ok = all(one.reason is None for one in findings)
    return FolderVerdict(ok=ok, files=len(index.files), findings=findings)


def _index(folder: Path) -> Index | None:
    data = (folder / INDEX).read_bytes()
    if len(data) > LARGEST_INDEX:
        return None
    try:
        index = msgspec.json.decode(data, type=Index)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
    named = {one.path for one in index.files}
    used = {path for one in index.signatures for path in (one.content, one.cms, one.paper) if path}
    used |= {path for one in index.receipts for path in (one.statement, one.signature)}
    zoned = all(one.at.tzinfo is not None for one in index.signatures)
    whole = len(named) == len(index.files) and used <= named and zoned
    return index if index.schema == SCHEMA and whole else None


def _wrong_files(folder: Path, index: Index) -> Iterator[Finding]:
    for one in index.files:
        reason = _wrong_file(folder, one)
        if reason:
            yield Finding(one.path, reason)
    listed = {one.path for one in index.files} | {INDEX}
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if path not in listed and (file.is_symlink() or not file.is_dir()):
            yield Finding(path, "folder-file-unlisted")


def _wrong_file(folder: Path, listed: ListedFile) -> str | None:
    if not _is_inside(listed.path):
        return "folder-path-wrong"
    file = folder / listed.path
    if any((folder / part).is_symlink() for part in _steps(listed.path)):
        return "folder-path-wrong"
    if not file.is_file():
        return "folder-file-missing"
    with file.open("rb") as opened:
        found = hashlib.file_digest(opened, "sha256").hexdigest()
    return None if found == listed.sha256 else "folder-file-changed"


def _is_inside(path: str) -> bool:
    """Whether the path stays in the folder on every system."""
    parts = PurePosixPath(path).parts
    strange = "\\" in path or ":" in path or "\0" in path or path.startswith("/")
    return not strange and bool(parts) and ".." not in parts and path == "/".join(parts) and path != INDEX


def _steps(path: str) -> Iterator[PurePosixPath]:
    """The path and every folder on the way to it."""
    whole = PurePosixPath(path)
    yield from (whole, *whole.parents[:-1])


def _signature(folder: Path, listed: ListedSignature, trust: Trust, bad: set[str]) -> Finding:
    if not bad.isdisjoint({listed.content, listed.cms, listed.paper}):
        return Finding(listed.cms, "folder-file-changed")
    content, armoured = ((folder / path).read_bytes() for path in (listed.content, listed.cms))
    expected = ExpectedSigner(listed.iin, listed.bin, listed.delegated)
    try:
        verdict = verify_cms(der_of(armoured), content, trust, expected, listed.at)
    except Broken:
        return Finding(listed.cms, "cms-broken")
    reason = verdict.reason or _wrong_paper(folder, listed, content)
    return Finding(listed.cms, reason, verdict.signer)


def _wrong_paper(folder: Path, listed: ListedSignature, manifest: bytes) -> str | None:
    if listed.paper is None:
        return None
    try:
        wanted = msgspec.json.decode(manifest, type=_Manifest).pdf_sha256
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return "paper-changed"
    with (folder / listed.paper).open("rb") as opened:
        found = hashlib.file_digest(opened, "sha256").hexdigest()
    return None if found == wanted else "paper-changed"


def _receipt(folder: Path, listed: ListedReceipt, centre_key: str | None, bad: set[str]) -> Finding:
    if not bad.isdisjoint({listed.statement, listed.signature}):
        return Finding(listed.statement, "folder-file-changed")
    if centre_key is None:
        return Finding(listed.statement, "receipt-key-missing")
    signature = (folder / listed.signature).read_text(encoding="ascii", errors="replace").strip()
    statement = (folder / listed.statement).read_bytes()
    return Finding(listed.statement, verify_receipt(statement, signature, centre_key).reason)
