"""What passes between two desks of a school: one sealed, signed and numbered message, and one in answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec
import pyrage
import zstandard
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from admission.courier import (
    CourierTrouble,
    Envelope,
    FileMark,
    brought_files,
    enveloped,
    signed_words,
    taken_out,
)
from desktop_app.models import queries
from desktop_app.models.neighbours import Neighbour, Stand
from desktop_app.sync import keys

if TYPE_CHECKING:
    from desktop_app.models.replica import Replica

ASKS, ANSWERS = "qabyldau-neighbour-1", "qabyldau-neighbour-answer-1"
FORKED, REPLAYED = "neighbour-forked", "neighbour-replayed"
MOST_SEALED = 16 * 1024 * 1024
MOST_ANSWER = 8 * 1024 * 1024  # a longer answer of the centre comes over the line alone
MOST_UNPACKED = 64 * 1024 * 1024
LEVEL = 3  # a local network is quicker than a thorough packer
SCHOOL_MARK = 16  # bytes: enough to tell schools apart, nothing to learn from


class NeighbourTrouble(Exception):
    """Two desks do not understand each other; `code` names the sentence (`problem-…`), nothing was changed."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class Parcel(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one desk says to another: how far it has come, acts of its own, and what it carries.

    `acts` go on from `first` after the chain hash `before`, and were chosen for one who stands at `since`. `bundle` and
    `answer` are how many bytes follow: the same acts up to number `bundled` sealed for the centre, and an answer of
    the centre to the other desk; then the `files` it `wants`. `code` is a trouble; `heard` goes with
    `neighbour-replayed`: the newest number that was heard. `replies` names the message this one answers.
    """

    to: str
    number: int
    stand: Stand
    since: Stand | None = None
    first: int = 0
    before: str = ""
    acts: list[msgspec.Raw] = []
    more: bool = False
    bundle: int = 0
    bundled: int = 0
    answer: int = 0
    wants: list[str] = []
    files: list[FileMark] = []
    port: int = 0
    replies: str = ""
    code: str = ""
    heard: int = 0


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A parcel that was taken out of its wrapping, and the neighbour who signed it."""

    desk: str
    parcel: Parcel
    bundle: bytes
    answer: bytes
    files: list[tuple[FileMark, bytes]]


def school_mark(replica: Replica) -> str:
    """The same at every desk of one school of one centre; it tells nothing else. Empty before the centre was met."""
    centre = queries.meta(replica, keys.CENTRE_KEY)
    words = f"qabyldau school\n{queries.meta(replica, 'school')}\n{centre}"
    return hashlib.sha256(words.encode()).hexdigest()[: 2 * SCHOOL_MARK] if centre else ""


def wrapped(
    replica: Replica, kind: str, to: Neighbour, parcel: Parcel, following: Sequence[bytes] = ()
) -> bytes:
    """The bytes on the wire: signed by this desk, sealed to the other one, which alone can open them."""
    contents = msgspec.json.encode(parcel) + b"\n" + b"".join(following)
    packed = zstandard.ZstdCompressor(level=LEVEL).compress(contents)
    desk = queries.meta(replica, "desk")
    whole = enveloped(kind, desk, packed, lambda words: keys.sign(replica, words))
    sealed: bytes = pyrage.encrypt(whole, [pyrage.x25519.Recipient.from_str(to.recipient)])
    return sealed


def unwrapped(replica: Replica, kind: str, data: bytes, known: Callable[[str], Neighbour | None]) -> Opened:
    """What a neighbour sent to this desk; NeighbourTrouble for a stranger's, a damaged or a diverted message."""
    if not queries.meta(replica, keys.IDENTITY):
        raise NeighbourTrouble("neighbour-unknown")  # emptied, or on the way to become another desk
    try:
        envelope, packed = taken_out(keys.opened(replica, data), kind)
    except (pyrage.DecryptError, CourierTrouble) as error:
        raise NeighbourTrouble("neighbour-damaged") from error
    sender = known(envelope.desk)
    if sender is None or not _signed(sender, kind, envelope, packed):
        raise NeighbourTrouble("neighbour-unknown")
    parcel, rest = _parted(packed)
    if parcel.to != queries.meta(replica, "desk"):
        raise NeighbourTrouble("neighbour-damaged")
    return _opened(sender.desk, parcel, rest)


def _opened(desk: str, parcel: Parcel, rest: bytes) -> Opened:
    start = parcel.bundle + parcel.answer
    try:
        files = list(brought_files(parcel.files, rest, start))
    except CourierTrouble as error:
        raise NeighbourTrouble("neighbour-damaged") from error
    bundle, answer = rest[: parcel.bundle], rest[parcel.bundle : start]
    return Opened(desk=desk, parcel=parcel, bundle=bundle, answer=answer, files=files)


def _signed(sender: Neighbour, kind: str, envelope: Envelope, packed: bytes) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(sender.verify_key))
        key.verify(bytes.fromhex(envelope.signature), signed_words(kind, sender.desk, packed))
    except (ValueError, InvalidSignature):
        return False
    return True


def _parted(packed: bytes) -> tuple[Parcel, bytes]:
    try:
        if zstandard.frame_content_size(packed) > MOST_UNPACKED:
            raise NeighbourTrouble("neighbour-damaged")
        whole = zstandard.ZstdDecompressor().decompress(packed, max_output_size=MOST_UNPACKED)
        head, _, rest = whole.partition(b"\n")
        parcel = msgspec.json.decode(head, type=Parcel)
    except (zstandard.ZstdError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NeighbourTrouble("neighbour-damaged") from error
    if min(parcel.bundle, parcel.answer) < 0 or parcel.bundle + parcel.answer > len(rest):
        raise NeighbourTrouble("neighbour-damaged")
    return parcel, rest
