"""Was a certificate revoked? What its authority answered, believed only where the answer itself can be proven."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509 import ReasonFlags

from verification.certificates import UNREADABLE, Certificate
from verification.signatures import holds, scheme_of

# Why an answer tells nothing; each has its words `verdict-<code>` in the catalogues.
REVOCATION_REASONS: Final = (
    "revocation-broken",
    "revocation-refused",
    "responder-stranger",
    "responder-not-allowed",
    "responder-expired",
    "algorithm-not-accepted",
    "revocation-signature-wrong",
    "revocation-other-certificate",
    "revocation-not-whole",
    "revocation-not-yet",
    "revocation-stale",
    "revocation-unknown",
    "revocation-after-term",
)
# What it means for a signature; the first three last for ever.
STANDINGS: Final = ("valid", "revoked-before", "revoked-after", "too-old", "unknown")

# Why a certificate was revoked; each has its words `revoked-why-<code>`.
REVOKED_WHYS: Final = tuple(flag.name.replace("_", "-") for flag in ReasonFlags)

SKEW: Final = timedelta(minutes=5)  # by so much may two honest clocks differ
LASTS: Final = timedelta(days=1)  # an answer that does not say how long it is good
UNREADABLE_HERE: Final = (*UNREADABLE, UnsupportedAlgorithm)


class Revocation(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a certificate: `state` is good, revoked or unknown, `reason` says why it is unknown.

    `told` is the moment for which the authority speaks; `revoked_at` and `why` belong to revoked.
    """

    state: str
    reason: str = ""
    told: datetime | None = None
    revoked_at: datetime | None = None
    why: str = ""


class RevocationAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What a kept answer means for one signature: `standing` is of STANDINGS, `asked` the moment it was judged for.

    `ok` where the signature is known to stand; `standing` is empty and `reason` told where nobody can be looked up.
    """

    ok: bool
    standing: str = ""
    reason: str = ""
    asked: datetime
    told: datetime | None = None
    revoked_at: datetime | None = None
    why: str = ""


class Disbelieved(ValueError):
    """An answer tells nothing. `code`: one of REVOCATION_REASONS."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def believed(read: Callable[[], Revocation]) -> Revocation:
    """What `read` finds in bytes of strangers; unknown, with the reason, where they tell nothing."""
    try:
        return read()
    except Disbelieved as why:
        return Revocation(state="unknown", reason=why.code)
    except UNREADABLE_HERE:
        return Revocation(state="unknown", reason="revocation-broken")


def standing(found: Revocation, signed_at: datetime) -> str:
    """One of STANDINGS for a signature made at `signed_at`: one made before the revocation still holds.

    An answer that speaks for a moment before the signature tells nothing about it: `too-old`.
    """
    if found.revoked_at is not None:
        return "revoked-after" if signed_at < found.revoked_at else "revoked-before"
    if found.state != "good" or found.told is None:
        return "unknown"
    return "valid" if found.told + SKEW >= signed_at else "too-old"


def meaning(found: Revocation, signed_at: datetime, asked: datetime) -> RevocationAnswer:
    """The same with what it means for a signature made at `signed_at`."""
    stands = standing(found, signed_at)
    return RevocationAnswer(
        ok=stands in ("valid", "revoked-after"),
        standing=stands,
        reason=found.reason,
        asked=asked,
        told=found.told,
        revoked_at=found.revoked_at,
        why=found.why,
    )


def check_signed(signer: Certificate, algorithm: str, signature: bytes, data: bytes) -> None:
    """Disbelieved unless this key signed the data by that algorithm (dotted OID)."""
    scheme = scheme_of(algorithm)
    if scheme is None or scheme.key != signer.key_algorithm:
        raise Disbelieved("algorithm-not-accepted")
    if not holds(signer.key, scheme, signature, data):
        raise Disbelieved("revocation-signature-wrong")


def check_fresh(told: datetime, until: datetime | None, at: datetime) -> None:
    """Disbelieved unless the answer was good at the moment `at` of asking."""
    if told - SKEW > at:
        raise Disbelieved("revocation-not-yet")
    if at > (until or told + LASTS) + SKEW:
        raise Disbelieved("revocation-stale")


def good(told: datetime, signer: Certificate, at: datetime) -> Revocation:
    """Not revoked; authorities forget who was once the term is over, so later that says nothing."""
    if at > signer.not_after:
        raise Disbelieved("revocation-after-term")
    return Revocation(state="good", told=told)


def revoked(told: datetime, since: datetime | None, why: ReasonFlags | None) -> Revocation:
    """Revoked since then; `why` becomes a code as `key-compromise`, empty where nothing was said."""
    if since is None:
        raise Disbelieved("revocation-broken")
    code = why.name.replace("_", "-") if why else ""
    return Revocation(state="revoked", told=told, revoked_at=since, why=code)
