"""The list of a folder for a court, `index.json`: what lies there, who signed what, what the chain binds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Final, Literal

import msgspec

from verification.folder_blocks import Blocks, Place, blocks_of, changed_places

INDEX: Final = "index.json"
CHECK: Final = "index.check"
SCHEMA: Final = "qabyldau/folder/1"
SCHEMA_2: Final = "qabyldau/folder/2"
LARGEST_INDEX: Final = 64_000_000  # bytes

# What is not in the folder, or not bound to a receipt, and why; each has its words `gap-<code>`.
GapCode = Literal[
    "file-not-here",
    "act-elsewhere",
    "act-not-confirmed",
    "act-others-between",
    "paper-not-drawn",
    "version-unknown",
    "centre-key-unknown",
    "trust-empty",
]


class ListedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A file by its path from the folder, `/` between names; SHA-256 in lower-case hexadecimal; since 2 its blocks."""

    path: str
    sha256: str
    size: int | None = None
    blocks: Blocks | None = None


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


class ListedChain(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Acts of one desk without a hole, the chain hash before them, and the receipt whose head they lead to."""

    desk: str
    before: str
    acts: list[str]
    receipt: str


class ListedRevocation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the authority answered (DER) about the certificate in a signature of the list, when it was asked."""

    cms: str
    answer: str
    asked: datetime


class ListedGap(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Something that belongs here and is not, or cannot be shown: said openly. `about`: a path, a name, an act."""

    code: GapCode
    about: str
    sha256: str = ""


class Made(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who packed the folder (`desk` or `centre`), its id, when, and of what (number or id)."""

    by: Literal["desk", "centre"]
    name: str
    at: datetime
    about: str


class Index(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`index.json`, which lists every other file of the folder but `index.check`; the last four since schema 2."""

    schema: str
    files: list[ListedFile]
    signatures: list[ListedSignature] = []
    receipts: list[ListedReceipt] = []
    chains: list[ListedChain] = []
    gaps: list[ListedGap] = []
    made: Made | None = None
    revocations: list[ListedRevocation] = []

    @property
    def is_new(self) -> bool:
        """Whether it is of schema 2."""
        return self.schema == SCHEMA_2


class Check(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`index.check`: the fingerprints of the list, the centre's signature over it or nothing, its own fingerprint."""

    index: ListedFile
    signature: str
    itself: str


def listed_file(path: str, data: bytes) -> ListedFile:
    """What is remembered of a file."""
    return ListedFile(path, hashlib.sha256(data).hexdigest(), len(data), blocks_of(data))


def check_of(index: bytes, signature: str) -> bytes:
    """The bytes of `index.check` for this list."""
    listed = listed_file(INDEX, index)
    return msgspec.json.encode(Check(listed, signature, _itself(listed, signature)))


def signed_list(index: bytes) -> bytes:
    """What the centre signs when it vouches for a whole list."""
    return f"qabyldau folder 2\n{hashlib.sha256(index).hexdigest()}".encode()


def read_check(data: bytes) -> Check | None:
    """The check, or None where a byte of it is not as it was written."""
    try:
        check = msgspec.json.decode(data, type=Check)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
    whole = check.itself == _itself(check.index, check.signature)
    return check if whole and msgspec.json.encode(check) == data else None


def _itself(listed: ListedFile, signature: str) -> str:
    return hashlib.sha256(msgspec.json.encode(listed) + signature.encode()).hexdigest()


def read_index(data: bytes) -> Index | None:
    """The list, or None where it does not hold together."""
    if len(data) > LARGEST_INDEX:
        return None
    try:
        index = msgspec.json.decode(data, type=Index)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
    return index if _is_whole(index) and (_is_second if index.is_new else _is_first)(index) else None


def _is_whole(index: Index) -> bool:
    named = {one.path for one in index.files}
    used = {path for one in index.signatures for path in (one.content, one.cms)}
    used |= {one.paper for one in index.signatures if one.paper is not None}
    used |= {path for one in index.receipts for path in (one.statement, one.signature)}
    used |= {one.answer for one in index.revocations}
    used |= {path for one in index.chains for path in (*one.acts, one.receipt)}
    moments = [one.at for one in index.signatures] + [one.asked for one in index.revocations]
    zoned = all(one.tzinfo is not None for one in moments)
    return len(named) == len(index.files) and used <= named and zoned


def _is_first(index: Index) -> bool:
    plain = all(one.size is None and one.blocks is None for one in index.files)
    return (
        index.schema == SCHEMA
        and plain
        and not (index.chains or index.gaps or index.made or index.revocations)
    )


def _is_second(index: Index) -> bool:
    receipts = {one.statement for one in index.receipts}
    bound = all(one.acts and one.receipt in receipts for one in index.chains)
    bound = bound and {one.cms for one in index.revocations} <= {one.cms for one in index.signatures}
    known = all(_has_blocks(one) for one in index.files)
    return bound and known and index.made is not None and index.made.at.tzinfo is not None


def _has_blocks(file: ListedFile) -> bool:
    if file.size is None or file.blocks is None:
        return False
    amount = -(-file.size // 4096)
    return len(file.blocks.sha256) == len(file.blocks.sums) == amount


def places_of(data: bytes, listed: ListedFile) -> tuple[Place, ...]:
    """Where these bytes are not the listed ones; nothing is known of a list of schema 1."""
    if listed.size is None or listed.blocks is None:
        return ()
    return changed_places(data, listed.blocks, listed.size)


def is_inside(path: str) -> bool:
    """Whether the path stays in the folder on every system."""
    parts = PurePosixPath(path).parts
    strange = "\\" in path or ":" in path or "\0" in path or path.startswith("/")
    own = path in (INDEX, CHECK)
    return not strange and bool(parts) and ".." not in parts and path == "/".join(parts) and not own


def steps(path: str) -> Iterator[PurePosixPath]:
    """The path and every folder on the way to it."""
    whole = PurePosixPath(path)
    yield from (whole, *whole.parents[:-1])


def is_linked(folder: Path, path: str) -> bool:
    """Whether a link lies on the way to the path."""
    return any((folder / part).is_symlink() for part in steps(path))
