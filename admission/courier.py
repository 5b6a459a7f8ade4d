"""The courier: the messages of the exchange as one sealed file on a stick, to the centre and back (SYNC C7)."""

from __future__ import annotations

import errno
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import TypeVar

import msgspec

BUNDLE, ANSWER = "qabyldau-bundle-1", "qabyldau-answer-1"
MEBIBYTE = 1024 * 1024
LARGEST = 64 * MEBIBYTE  # of a sealed file
MOST_UNPACKED = 128 * MEBIBYTE
BLOCK = (
    1024  # what is sealed is filled up to whole blocks: its length tells little, and a cut file is noticed
)
SUFFIX, ANSWER_SUFFIX = ".age", "-answer.age"
FORKED, REVOKED = "forked", "desk-revoked"

AGE = b"age-encryption.org/v1\n"
LONGEST_AGE_HEADER = 4096
_HEADER_END = re.compile(rb"\n--- [A-Za-z0-9+/]{43}\n")
_NONCE, _CHUNK, _TAG = 16, 64 * 1024, 16
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})

H = TypeVar("H", bound="BundleHead | AnswerHead")


class CourierTrouble(Exception):
    """A file of a courier cannot be used or written; `code` names the sentence (`problem-…`), nothing was changed."""

    def __init__(self, code: str, **params: str | int) -> None:
        self.code = code
        self.params = params
        super().__init__(code)


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """First line of what is sealed: whose it is, how many bytes of contents follow, and who signed for them.

    `signature` is Ed25519, in hexadecimal, under `signed_words`; after the contents there are only NULs.
    """

    kind: str
    desk: str
    size: int
    signature: str


class FileMark(msgspec.Struct, frozen=True):
    """A whole file: SHA-256 of its bytes, and how many they are."""

    sha256: str
    size: int


class BundleHead(msgspec.Struct, frozen=True, kw_only=True):
    """What a desk hands to a courier: acts `first` to `last` in `turns` requests, and the bytes of `files`.

    `head` is the chain hash before the first act and `tail` that of the last; without acts both are the newest act's,
    and `first` is `last` + 1. `schema` is the version acts are written in.
    """

    desk: str
    school: str
    epoch: str
    first: int
    last: int
    head: str
    tail: str
    cursor: int
    schema: int
    made_at: datetime
    turns: int
    files: list[FileMark] = []


class AnswerHead(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the centre gives the courier back; `last`, `tail` and `cursor` are those of the bundle it answers.

    `code` is `forked` or `desk-revoked` where that is so. `missing` are the numbers, from and to, of acts that must
    come before those that wait here; `whole` the files of the bundle that are here; `opened` the ids noted.
    """

    desk: str
    epoch: str
    made_at: datetime
    last: int
    tail: str
    cursor: int
    turns: int
    code: str = ""
    missing: list[tuple[int, int]] = []
    whole: list[FileMark] = []
    opened: list[str] = []


def signed_words(kind: str, desk: str, contents: bytes) -> bytes:
    """The bytes that are signed: three lines of kind, desk, and the SHA-256 of the packed contents."""
    return f"{kind}\n{desk}\n{hashlib.sha256(contents).hexdigest()}".encode()


def enveloped(kind: str, desk: str, contents: bytes, sign: Callable[[bytes], str]) -> bytes:
    """What is to be sealed."""
    signature = sign(signed_words(kind, desk, contents))
    line = msgspec.json.encode(Envelope(kind=kind, desk=desk, size=len(contents), signature=signature))
    whole = line + b"\n" + contents
    return whole + bytes(-len(whole) % BLOCK)


def taken_out(data: bytes, kind: str) -> tuple[Envelope, bytes]:
    """The envelope and the packed contents of what was unsealed; whether the signature holds is for the caller."""
    line, _, rest = data.partition(b"\n")
    try:
        envelope = msgspec.json.decode(line, type=Envelope)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CourierTrouble("courier-foreign") from error
    if envelope.kind != kind:
        family = kind.rpartition("-")[0]
        raise CourierTrouble("courier-newer" if envelope.kind.startswith(family) else "courier-foreign")
    if not 0 <= envelope.size <= len(rest):
        raise CourierTrouble("courier-damaged")
    return envelope, rest[: envelope.size]


def joined(head: BundleHead | AnswerHead, turns: Sequence[bytes], files: Sequence[bytes] = ()) -> bytes:
    """Contents before they are packed: the head, the messages, each a line of JSON, then the bytes of the files."""
    lines = (msgspec.json.encode(head), *turns)
    return b"".join([*(line + b"\n" for line in lines), *files])


def parted(data: bytes, kind: type[H]) -> tuple[H, list[bytes], int]:
    """The head, the messages, and where the bytes of the files begin; CourierTrouble."""
    line, at = _line(data, 0)
    try:
        head = msgspec.json.decode(line, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CourierTrouble("courier-damaged") from error
    turns = []
    for _ in range(head.turns):
        turn, at = _line(data, at)
        turns.append(turn)
    return head, turns, at


def _line(data: bytes, start: int) -> tuple[bytes, int]:
    end = data.find(b"\n", start)
    if end < 0:
        raise CourierTrouble("courier-damaged")
    return data[start:end], end + 1


def brought_files(marks: Sequence[FileMark], data: bytes, start: int) -> Iterator[tuple[FileMark, bytes]]:
    """The files of a bundle, one after another; CourierTrouble where there are fewer bytes than announced."""
    for mark in marks:
        content = data[start : start + mark.size] if mark.size >= 0 else b""
        if len(content) != mark.size:
            raise CourierTrouble("courier-damaged")
        start += mark.size
        yield mark, content


def why_closed(sealed: bytes, *, for_another: bool) -> CourierTrouble:
    """Why a file could not be unsealed: no file of ours, cut short, sealed to somebody else, or damaged."""
    if not sealed.startswith(AGE):
        return CourierTrouble("courier-cut" if AGE.startswith(sealed) else "courier-foreign")
    end = _HEADER_END.search(sealed[:LONGEST_AGE_HEADER])
    if end is None:
        return CourierTrouble("courier-cut" if len(sealed) < LONGEST_AGE_HEADER else "courier-damaged")
    if for_another:
        return CourierTrouble("courier-for-another")
    return CourierTrouble("courier-damaged" if _is_whole(len(sealed) - end.end()) else "courier-cut")


def _is_whole(payload: int) -> bool:
    """Whether an age payload of that many bytes holds whole blocks."""
    sealed = payload - _NONCE
    chunks = -(-sealed // (_CHUNK + _TAG))
    plain = sealed - chunks * _TAG
    return plain > 0 and plain % BLOCK == 0


def bundle_name(school: str, desk: str, day: date, number: int) -> str:
    """What a desk's file is called, on any file system."""
    return f"{_plain(f'qabyldau-{school}-{desk}')}-{day.isoformat()}-{number}{SUFFIX}"


def answer_name(bundle: str) -> str:
    """What the answer to a file is called."""
    return bundle.removesuffix(SUFFIX) + ANSWER_SUFFIX


def may_be_bundle(name: str) -> bool:
    """Whether a file of that name is to be taken in by the centre."""
    return name.endswith(SUFFIX) and not name.endswith(ANSWER_SUFFIX) and not name.startswith(".")


def may_be_answer(name: str, school: str, desk: str) -> bool:
    """Whether a file of that name is to be taken in by this desk; those that say they are another's are not."""
    if name.startswith(".") or not name.endswith(SUFFIX):
        return False
    if not name.startswith("qabyldau-"):
        return True
    return name.endswith(ANSWER_SUFFIX) and name.startswith(_plain(f"qabyldau-{school}-{desk}") + "-")


def trouble_of(error: OSError) -> CourierTrouble:
    """What the stick did to a file, as a sentence a person can act upon."""
    if error.errno in _FULL:
        return CourierTrouble("courier-disk-full")
    return CourierTrouble("courier-read-only" if error.errno in _READ_ONLY else "courier-folder-gone")


def _plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]", "_", text)
