"""Algorithms: which digests and signatures are accepted, and whether one RSA signature holds."""

from __future__ import annotations

import hashlib
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

RSA_KEY: Final = "1.2.840.113549.1.1.1"
LEAST_RSA_BITS: Final = 2048  # user keys of the NCA have 2048, its authorities 4096 (SIGNING 2.3)
_GOST: Final = "1.2.398.3.10.1."  # keys, signatures and hashes of Kazakhstan's standards (SIGNING 2.3)

_DIGESTS: Final = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
_RSA_SIGNATURES: Final = {
    "1.2.840.113549.1.1.11": "sha256",
    "1.2.840.113549.1.1.12": "sha384",
    "1.2.840.113549.1.1.13": "sha512",
}
_HASHES: Final[dict[str, hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}


def is_gost(*oids: str) -> bool:
    """Whether any of these algorithms is one of Kazakhstan's own."""
    return any(oid.startswith(_GOST) for oid in oids)


def digest_name(digest: str) -> str | None:
    """`sha256` … for an accepted digest OID, None for weak and unknown ones."""
    return _DIGESTS.get(digest)


def digest_of(digest: str, data: bytes) -> bytes | None:
    """The digest of `data`, None when the algorithm is not accepted."""
    name = digest_name(digest)
    return hashlib.new(name, data).digest() if name else None


def rsa_hash(signature: str, digest: str = "") -> str | None:
    """The hash inside an RSA signature; CMS may name the bare key algorithm and the digest apart."""
    if signature == RSA_KEY:
        return digest_name(digest)
    name = _RSA_SIGNATURES.get(signature)
    return name if not digest or digest_name(digest) == name else None


def rsa_holds(key: bytes, hash_name: str | None, signature: bytes, data: bytes) -> bool:
    """Whether PKCS#1 v1.5 `signature` over `data` is of this key (SubjectPublicKeyInfo, DER)."""
    public = _rsa_key(key)
    if public is None or hash_name is None:
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
