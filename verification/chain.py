"""Chains: the path from a signer's certificate to a pinned root."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from verification.certificates import Certificate
from verification.signatures import issued, scheme_of
from verification.trust import Trust

LONGEST: Final = 4  # certificates; the NCA has three: person, issuing authority, root


def chain_to_root(
    signer: Certificate, offered: Sequence[Certificate], trust: Trust
) -> tuple[Certificate, ...] | None:
    """Signer first, pinned root last; None when no path holds. `offered` came with the signature, unproven.

    Names, signatures, the authority's flag, its right to sign certificates and its path length are checked;
    terms are the caller's (RFC 5280 6.1). Revocation is not looked at: that needs a line to the NCA.
    """
    return _climb((signer,), (*trust.issuers, *offered), trust) if signer.is_understood else None


def _climb(
    path: tuple[Certificate, ...], known: Sequence[Certificate], trust: Trust
) -> tuple[Certificate, ...] | None:
    for root in _issuers(path, trust.roots):
        return (*path, root)
    if len(path) + 1 >= LONGEST:
        return None
    for issuer in _issuers(path, known):
        found = _climb((*path, issuer), known, trust)
        if found is not None:
            return found
    return None


def _issuers(path: tuple[Certificate, ...], among: Iterable[Certificate]) -> Iterable[Certificate]:
    return (one for one in among if one not in path and _may_issue(one, path) and issued_by(one, path[-1]))


def _may_issue(issuer: Certificate, path: tuple[Certificate, ...]) -> bool:
    below = len(path) - 1  # authorities between this one and the signer
    return (
        issuer.is_authority
        and issuer.is_understood
        and "key_cert_sign" in issuer.usages
        and (issuer.path_length is None or below <= issuer.path_length)
    )


def issued_by(issuer: Certificate, certificate: Certificate) -> bool:
    """Whether the issuer's name and key stand under the certificate; its right to issue is not looked at."""
    scheme = scheme_of(certificate.algorithm)
    return (
        issuer.subject == certificate.issuer
        and scheme is not None
        and scheme.key == issuer.key_algorithm
        and issued(issuer.key, scheme, certificate.signature, certificate.signed)
    )
