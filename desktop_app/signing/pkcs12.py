"""A PKCS#12 file with an RSA key: opened for one batch, forgotten after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import PKCS12KeyAndCertificates, load_pkcs12

from desktop_app.signing.detached import detached_cms
from desktop_app.signing.pkcs12_probe import Unopened, why_unopened
from desktop_app.signing.signer import WrongKey, WrongPassword


class Pkcs12RsaSigner:
    """Signs with the RSA key of a PKCS#12 file, old (3DES, SHA-1) or new (PBES2)."""

    def __init__(self, p12: bytes, password: str, now: Callable[[], datetime]) -> None:
        self._p12 = p12
        self._password = password
        self._now = now

    def __repr__(self) -> str:
        return "Pkcs12RsaSigner()"  # neither key nor password belongs into a log

    def sign(self, documents: Sequence[bytes]) -> list[bytes]:
        """One detached CMS for each document, all of one moment; WrongPassword or WrongKey."""
        opened = _open(self._p12, self._password)
        key, certificate = opened.key, opened.cert
        if not isinstance(key, rsa.RSAPrivateKey) or certificate is None:
            raise WrongKey("key-kind-unknown")
        leaf = certificate.certificate.public_bytes(Encoding.DER)
        issuers = [one.certificate.public_bytes(Encoding.DER) for one in opened.additional_certs]
        moment = self._now()
        return [detached_cms(document, key, leaf, issuers, moment) for document in documents]


def _open(p12: bytes, password: str) -> PKCS12KeyAndCertificates:
    try:
        return load_pkcs12(p12, password.encode())
    except (ValueError, UnsupportedAlgorithm) as trouble:
        raise _trouble(why_unopened(p12, password)) from trouble


def _trouble(why: Unopened) -> WrongPassword | WrongKey:
    match why:
        case Unopened.PASSWORD:
            return WrongPassword()
        case Unopened.GOST:
            return WrongKey("gost-key-needs-ncalayer")
        case Unopened.FILE:
            return WrongKey("key-file-broken")
        case Unopened.KIND:
            return WrongKey("key-kind-unknown")
