"""Is this detached signature genuine, and by the person who may sign? RSA and GOST by one road (SIGNING 2.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from verification.certificates import (
    COMMON_NAME,
    EMAIL_PROTECTION,
    ORGANISATION,
    PATRONYMIC,
    Broken,
    Certificate,
)
from verification.chain import chain_to_root
from verification.message import SignedMessage, read_message
from verification.signatures import Scheme, certificate_digest, digest_of, holds, is_old_gost, scheme_of
from verification.trust import Trust
from verification.verdict import ExpectedSigner, Signer, Verdict

_DIRECTORS: Final = frozenset({"director"})
_DELEGATES: Final = frozenset({"director", "may-sign"})


def verify_cms(cms: bytes, content: bytes, trust: Trust, expected: ExpectedSigner, at: datetime) -> Verdict:
    """Whether `cms` (DER) is the expected signer's signature over exactly `content`.

    `at` is the aware moment at which we know it to have been signed (our journal's); the certificates must
    have been valid then, and when the signer's own clock says. Never raises for anything inside `cms`.
    """
    try:
        message = read_message(cms)
    except Broken:
        return Verdict(ok=False, reason="cms-broken")
    wrong = wrong_hand(message, content)
    if wrong:
        return Verdict(ok=False, reason=wrong)
    path = chain_to_root(message.signer, message.others, trust)
    if path is None:
        return Verdict(ok=False, reason="chain-unknown")
    wrong = _wrong_term(path, _moments(message, at)) or _wrong_person(message.signer, expected)
    return Verdict(ok=wrong is None, reason=wrong, signer=_signer(message))


def wrong_hand(message: SignedMessage, content: bytes) -> str | None:
    """Why the signature over exactly this content does not hold, or None; whose it is is not looked at."""
    scheme = _scheme(message)
    return _wrong_algorithm(message) if scheme is None else _wrong_signature(message, content, scheme)


def _scheme(message: SignedMessage) -> Scheme | None:
    scheme = scheme_of(message.signature_algorithm, message.digest_algorithm)
    return scheme if scheme and scheme.key == message.signer.key_algorithm else None


def _wrong_algorithm(message: SignedMessage) -> str:
    used = (message.digest_algorithm, message.signature_algorithm, message.signer.key_algorithm)
    return "gost-2004-not-accepted" if is_old_gost(*used) else "algorithm-not-accepted"


def _wrong_signature(message: SignedMessage, content: bytes, scheme: Scheme) -> str | None:
    if message.content_digest != digest_of(message.digest_algorithm, content):
        return "digest-mismatch"
    if message.embedded is not None and message.embedded != content:
        return "digest-mismatch"
    named = message.named
    if named is not None and named.digest != certificate_digest(named.algorithm, message.signer.der):
        return "signature-wrong"
    genuine = holds(message.signer.key, scheme, message.signature, message.attributes)
    return None if genuine else "signature-wrong"


def _moments(message: SignedMessage, at: datetime) -> tuple[datetime, ...]:
    return (at,) if message.signing_time is None else (at, message.signing_time)


def _wrong_term(path: Sequence[Certificate], moments: Sequence[datetime]) -> str | None:
    if any(moment < one.not_before for one in path for moment in moments):
        return "certificate-not-yet-valid"
    if any(moment > one.not_after for one in path for moment in moments):
        return "certificate-expired"
    return None


def _wrong_person(signer: Certificate, expected: ExpectedSigner) -> str | None:
    if "non_repudiation" not in signer.usages or EMAIL_PROTECTION not in signer.purposes:
        return "not-for-signing"
    allowed = _DELEGATES if expected.delegated else _DIRECTORS
    if "legal-entity" not in signer.roles or allowed.isdisjoint(signer.roles):
        return "role-wrong"
    if _is_other(expected.bin, signer.bin):
        return "bin-wrong"
    return "iin-wrong" if _is_other(expected.iin, signer.iin) else None


def _is_other(expected: str | None, found: str) -> bool:
    """A number that is missing on either side agrees with nothing."""
    return expected is not None and (not found or found != expected)


def _signer(message: SignedMessage) -> Signer:
    certificate = message.signer
    return Signer(
        common_name=certificate.text(COMMON_NAME),
        patronymic=certificate.text(PATRONYMIC),
        organisation=certificate.text(ORGANISATION),
        iin=certificate.iin,
        bin=certificate.bin,
        serial=f"{certificate.serial:x}",
        roles=certificate.roles,
        not_before=certificate.not_before,
        not_after=certificate.not_after,
        signing_time=message.signing_time,
    )
