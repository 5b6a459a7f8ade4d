"""A key file like those the NCA gives out since 2024: a GOST key that no library here opens (SIGNING 2.5, 3.4)."""

from __future__ import annotations

import hmac
import os

from asn1crypto import core, pkcs12
from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, modes

from desktop_app.signing.pkcs12_probe import IV, KEY, MAC, derive

GOST_512 = "1.2.398.3.10.1.1.2.2"
GOST_512_CURVE = "1.2.398.3.10.1.1.2.2.1"
TRIPLE_DES = "1.2.840.113549.1.12.1.3"
ROUNDS = 1024


class Algorithm(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    _fields = [("algorithm", core.ObjectIdentifier), ("parameters", core.Any)]  # noqa: RUF012


class Key(core.Sequence):  # type: ignore[misc]
    _fields = [("version", core.Integer), ("algorithm", Algorithm), ("key", core.OctetString)]  # noqa: RUF012


class Rounds(core.Sequence):  # type: ignore[misc]
    _fields = [("salt", core.OctetString), ("rounds", core.Integer)]  # noqa: RUF012


class Shrouded(core.Sequence):  # type: ignore[misc]
    _fields = [("algorithm", Algorithm), ("data", core.OctetString)]  # noqa: RUF012


def gost_file(password: str, key_oid: str = GOST_512) -> bytes:
    """A PKCS#12 file with one shrouded key of that algorithm; the key itself is chance."""
    bag = {"bag_id": "pkcs8_shrouded_key_bag", "bag_value": _shrouded(password, key_oid)}
    contents = pkcs12.SafeContents([bag]).dump()
    safe = pkcs12.AuthenticatedSafe([{"content_type": "data", "content": core.OctetString(contents)}]).dump()
    return bytes(
        pkcs12.Pfx(
            {
                "version": "v3",
                "auth_safe": {"content_type": "data", "content": core.OctetString(safe)},
                "mac_data": _mac(password, safe),
            }
        ).dump()
    )


def _shrouded(password: str, key_oid: str):
    salt = os.urandom(20)
    key, iv = (derive(password, salt, ROUNDS, purpose, size) for purpose, size in ((KEY, 24), (IV, 8)))
    plain = _key(key_oid)
    padding = 8 - len(plain) % 8
    closer = Cipher(TripleDES(key), modes.CBC(iv)).encryptor()
    data = closer.update(plain + bytes([padding]) * padding) + closer.finalize()
    parameters = Rounds({"salt": salt, "rounds": ROUNDS})
    closed = Shrouded({"algorithm": {"algorithm": TRIPLE_DES, "parameters": parameters}, "data": data})
    return pkcs12.EncryptedPrivateKeyInfo.load(closed.dump())


def _key(key_oid: str) -> bytes:
    curve = core.ObjectIdentifier(GOST_512_CURVE)
    secret = core.OctetString(os.urandom(64)).dump()
    algorithm = {"algorithm": key_oid, "parameters": curve}
    return bytes(Key({"version": 0, "algorithm": algorithm, "key": secret}).dump())


def _mac(password: str, safe: bytes):
    salt = os.urandom(20)
    made = hmac.digest(derive(password, salt, ROUNDS, MAC, 20), safe, "sha1")
    digest = {"digest_algorithm": {"algorithm": "sha1"}, "digest": made}
    return {"mac": digest, "mac_salt": salt, "iterations": ROUNDS}
