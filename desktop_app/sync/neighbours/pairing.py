"""Pairing: a code read from one screen and typed at the other makes two desks know each other's keys.

Ephemeral X25519, then a proof (HMAC) under a key of the shared secret and the code, stretched by scrypt. A listener
cannot even begin to guess; whoever stands between must find the code (39 bits, 32 MiB a guess) while it is valid, for
the one who typed it proves first and five wrong proofs end it. Who sees the code may pair: show it to nobody else.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from desktop_app.models import queries
from desktop_app.models.mark import RENEW
from desktop_app.sync import keys
from desktop_app.sync.neighbours.messages import NeighbourTrouble, school_mark

if TYPE_CHECKING:
    from desktop_app.models.replica import Replica
    from desktop_app.sync.session import Line

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is mistaken for another
LENGTH = 8
VALID = timedelta(minutes=10)
MOST_TRIES = 5
MOST_OPEN = 20
SHOWING, ENTERING = b"showing", b"entering"
COST, BLOCKS = 2**15, 8  # scrypt: 32 MiB
T = TypeVar("T")


class Hello(msgspec.Struct, frozen=True, kw_only=True):
    """Who somebody is: desk, the mark of its school, its public keys, and an ephemeral key of this pairing."""

    desk: str
    school: str
    verify_key: str
    recipient: str
    ephemeral: str


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """The Hello that was given before, and the proof that the code is known; `port`: where this desk listens."""

    hello: Hello
    proof: str
    port: int = 0


class _Side:
    """This desk in one pairing."""

    def __init__(self, replica: Replica) -> None:
        self._key = X25519PrivateKey.generate()
        public = keys.public_keys(replica)
        self.hello = Hello(
            desk=queries.meta(replica, "desk"),
            school=school_mark(replica),
            verify_key=public.verify_key,
            recipient=public.recipient,
            ephemeral=self._key.public_key().public_bytes_raw().hex(),
        )

    def proof_key(self, theirs: Hello, code: str, transcript: bytes) -> bytes:
        """What only two who know the code and made these ephemeral keys can compute; NeighbourTrouble."""
        try:
            public = X25519PublicKey.from_public_bytes(bytes.fromhex(theirs.ephemeral))
            shared = self._key.exchange(public)
        except ValueError as error:
            raise NeighbourTrouble("pair-code-wrong") from error
        stretched = Scrypt(salt=transcript, length=32, n=COST, r=BLOCKS, p=1).derive(_plain(code).encode())
        return HKDF(SHA256(), 32, salt=transcript, info=b"qabyldau pair 1").derive(shared + stretched)


class CodeShown:
    """A code on this desk's screen: valid ten minutes, for one pairing, for five tries."""

    def __init__(self, replica: Replica, now: datetime) -> None:
        _check_ready(replica)
        self.code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        self.until = now + VALID
        self._replica = replica
        self._tries = MOST_TRIES
        self._begun: dict[str, _Side] = {}

    def hello(self, theirs: Hello, now: datetime) -> Hello:
        """Our half, for who says he knows the code; NeighbourTrouble."""
        self._check(theirs, now)
        if len(self._begun) >= MOST_OPEN:
            raise NeighbourTrouble("pair-code-over")
        side = _Side(self._replica)
        self._begun[theirs.ephemeral] = side
        return side.hello

    def prove(self, theirs: Proof, now: datetime) -> str:
        """Our proof for a good one; NeighbourTrouble for another, and after five of them the code is void."""
        self._check(theirs.hello, now)
        side = self._begun.pop(theirs.hello.ephemeral, None)
        if side is None:
            raise NeighbourTrouble("pair-code-over")
        self._tries -= 1
        transcript = _transcript(side.hello, theirs.hello)
        key = side.proof_key(theirs.hello, self.code, transcript)
        if not hmac.compare_digest(_proof(key, ENTERING, transcript), theirs.proof):
            raise NeighbourTrouble("pair-code-wrong")
        self._tries = 0
        return _proof(key, SHOWING, transcript)

    def _check(self, theirs: Hello, now: datetime) -> None:
        if now > self.until or self._tries <= 0:
            raise NeighbourTrouble("pair-code-over")
        _check_school(self._replica, theirs)


def enter_code(
    line: Line, code: str, address: str, call: Callable[[str, str, bytes], bytes], port: int = 0
) -> str:
    """Pair with the desk at `address`, whose screen shows the code; its id.

    NeighbourTrouble, ServerUnreachable: nothing was kept. `call` posts bytes to a path of an address.
    """
    _check_ready(line.replica)
    side = _Side(line.replica)
    theirs = decoded(call(address, "/pair/1", msgspec.json.encode(side.hello)), Hello)
    _check_school(line.replica, theirs)
    transcript = _transcript(theirs, side.hello)
    key = side.proof_key(theirs, code, transcript)
    mine = Proof(hello=side.hello, proof=_proof(key, ENTERING, transcript), port=port)
    said = decoded(call(address, "/pair/2", msgspec.json.encode(mine)), str)
    if not hmac.compare_digest(_proof(key, SHOWING, transcript), said):
        raise NeighbourTrouble("pair-code-wrong")
    keep_pair(line, theirs, address)
    return theirs.desk


def keep_pair(line: Line, theirs: Hello, address: str) -> None:
    """From now on these two are neighbours."""
    line.write(
        lambda writing: writing.neighbours.pair(theirs.desk, theirs.verify_key, theirs.recipient, address)
    )


def _check_ready(replica: Replica) -> None:
    if not school_mark(replica) or queries.meta(replica, RENEW):
        raise NeighbourTrouble("pair-no-keys")


def _check_school(replica: Replica, theirs: Hello) -> None:
    if theirs.school != school_mark(replica):
        raise NeighbourTrouble("pair-other-school")
    if theirs.desk == queries.meta(replica, "desk"):
        raise NeighbourTrouble("pair-itself")


def _transcript(showing: Hello, entering: Hello) -> bytes:
    sides = msgspec.json.encode([showing, entering], order="deterministic")
    return hashlib.sha256(sides).digest()


def _proof(key: bytes, side: bytes, transcript: bytes) -> str:
    return hmac.new(key, side + transcript, hashlib.sha256).hexdigest()


def _plain(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())


def decoded(data: bytes, kind: type[T]) -> T:
    """A message of a pairing; NeighbourTrouble where it is none."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NeighbourTrouble("neighbour-damaged") from error
