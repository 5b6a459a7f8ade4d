"""Algorithms: which digests and signatures are accepted, RSA and GOST, and whether one signature holds."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import msgspec
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from verification.gost import gost_holds
from verification.streebog import streebog

RSA_KEY: Final = "1.2.840.113549.1.1.1"
GOST_512_KEY: Final = "1.2.398.3.10.1.1.2.2"  # all of Kazakhstan's own numbers: SIGNING 2.3
GOST_256_KEY: Final = "1.2.398.3.10.1.1.2.1"
LEAST_RSA_BITS: Final = 2048  # user keys of the NCA have 2048, its authorities 4096 (SIGNING 2.3)
_OLD_GOST: Final = ("1.2.398.3.10.1.1.1.", "1.2.398.3.10.1.3.1.")  # GOST 34.310-2004 and GOST 34.311-95
_STREEBOG: Final[Mapping[str, int]] = {"streebog256": 32, "streebog512": 64}

_DIGESTS: Final[Mapping[str, str]] = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
    "1.2.398.3.10.1.3.2": "streebog256",
    "1.2.398.3.10.1.3.3": "streebog512",
}
_HASHES: Final[Mapping[str, hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}


class Scheme(msgspec.Struct, frozen=True):
    """A kind of key (dotted OID) and the digest that is signed with it."""

    key: str
    digest: str


_SIGNATURES: Final[Mapping[str, Scheme]] = {
    "1.2.840.113549.1.1.11": Scheme(RSA_KEY, "sha256"),
    "1.2.840.113549.1.1.12": Scheme(RSA_KEY, "sha384"),
    "1.2.840.113549.1.1.13": Scheme(RSA_KEY, "sha512"),
    "1.2.398.3.10.1.1.2.3.1": Scheme(GOST_256_KEY, "streebog256"),
    "1.2.398.3.10.1.1.2.3.2": Scheme(GOST_512_KEY, "streebog512"),
}
_KEY_DIGESTS: Final[Mapping[str, frozenset[str]]] = {
    RSA_KEY: frozenset(_HASHES),
    GOST_256_KEY: frozenset({"streebog256"}),
    GOST_512_KEY: frozenset({"streebog512"}),
}


def is_old_gost(*oids: str) -> bool:
    """Whether any is of the standards before 2015, whose keys the NCA gives out no more."""
    return any(f"{oid}.".startswith(_OLD_GOST) for oid in oids)


def digest_name(digest: str) -> str | None:
    """`sha256`, `streebog512` … for an accepted digest OID, None for weak and unknown ones."""
    return _DIGESTS.get(digest)


def digest_of(digest: str, data: bytes) -> bytes | None:
    """The digest of `data`, None when the algorithm is not accepted."""
    name = digest_name(digest)
    return _digest(name, data) if name else None


def scheme_of(signature: str, digest: str = "") -> Scheme | None:
    """What a signature's OID means; CMS may name the bare key algorithm and the digest apart.

    None for what is not accepted, or when the digest named is not the signature's own.
    """
    name = digest_name(digest)
    if name is not None and name in _KEY_DIGESTS.get(signature, ()):
        return Scheme(signature, name)
    scheme = _SIGNATURES.get(signature)
    return scheme if scheme and (not digest or name == scheme.digest) else None


def holds(key: bytes, scheme: Scheme, signature: bytes, data: bytes) -> bool:
    """Whether `signature` over `data` is of this key (SubjectPublicKeyInfo, DER) by that scheme."""
    if scheme.key == RSA_KEY:
        return _rsa_holds(key, scheme.digest, signature, data)
    return gost_holds(key, signature, _digest(scheme.digest, data))


@lru_cache(maxsize=64)
def issued(key: bytes, scheme: Scheme, signature: bytes, data: bytes) -> bool:
    """`holds`, kept for certificates: a batch brings the same ones again and again."""
    return holds(key, scheme, signature, data)


@lru_cache(maxsize=64)
def certificate_digest(digest: str, der: bytes) -> bytes | None:
    """`digest_of`, kept for certificates."""
    return digest_of(digest, der)


def _digest(name: str, data: bytes) -> bytes:
    size = _STREEBOG.get(name)
    return streebog(data, size) if size else hashlib.new(name, data).digest()


def _rsa_holds(key: bytes, hash_name: str, signature: bytes, data: bytes) -> bool:
    public = _rsa_key(key)
    if public is None:
        return False
    try:
        public.verify(signature, data, padding.PKCS1v15(), _HASHES[hash_name])
    except InvalidSignature:
        return False
    return True


def _rsa_key(key: bytes) -> rsa.RSAPublicKey | None:
    try:
        public = serialization.load_der_public_key(key)
    except (ValueError, UnsupportedAlgorithm):
        return None
    if isinstance(public, rsa.RSAPublicKey) and public.key_size >= LEAST_RSA_BITS:
        return public
    return None
