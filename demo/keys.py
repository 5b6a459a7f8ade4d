"""Test keys: an authority shaped as the NCA, its people and their key files; every name says TEST."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from admission.people import PersonName
from verification.trust import add_trust, fingerprint

PASSWORD: Final = "Test2026"
YEAR: Final = timedelta(days=365)

_LEGAL_ENTITY: Final = "1.2.398.3.3.4.1.2"
_SIGNS: Final = ExtendedKeyUsageOID.EMAIL_PROTECTION.dotted_string
_LOGS_IN: Final = ExtendedKeyUsageOID.CLIENT_AUTH.dotted_string
_NCA_ROUNDS: Final = 1024  # SIGNING 2.5


@dataclass(frozen=True)
class Kind:
    """What a key is for: its extended key usages, and whether it signs or only logs in (SIGNING 2.2)."""

    purposes: tuple[str, ...]
    signs: bool = True


DIRECTOR: Final = Kind((_SIGNS, _LEGAL_ENTITY, f"{_LEGAL_ENTITY}.1"))
DELEGATE: Final = Kind((_SIGNS, _LEGAL_ENTITY, f"{_LEGAL_ENTITY}.2"))
EMPLOYEE: Final = Kind((_SIGNS, _LEGAL_ENTITY, f"{_LEGAL_ENTITY}.5"))
NATURAL_PERSON: Final = Kind((_SIGNS, "1.2.398.3.3.4.1.1"))
LOGIN: Final = Kind((_LOGS_IN, _LEGAL_ENTITY, f"{_LEGAL_ENTITY}.1"), signs=False)


@dataclass(frozen=True)
class Holder:
    """Whom a key belongs to; `bin` and `organisation` are empty for a natural person."""

    name: PersonName
    iin: str
    bin: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class Authority:
    """A root, the authority below it that issues, and the latter's key."""

    root: x509.Certificate
    issuing: x509.Certificate
    key: rsa.RSAPrivateKey


@dataclass(frozen=True)
class TestKeys:
    """What a demonstration needs: the director's key file, its password, the folder of pinned authorities."""

    p12: Path
    password: str
    trust: Path


def make_test_keys(
    folder: Path, *, director_iin: str, director_name: PersonName, bin: str, organisation: str, now: datetime
) -> TestKeys:
    """Write `director.p12` and `trust/` into the folder; the certificate is a month old at `now`."""
    authority = make_authority(now)
    key = new_key()
    holder = Holder(director_name, director_iin, bin, organisation)
    leaf = issue(authority, holder, DIRECTOR, key, now - timedelta(days=30))
    folder.mkdir(parents=True, exist_ok=True)
    p12 = folder / "director.p12"
    p12.write_bytes(key_file(authority, leaf, key))
    return TestKeys(p12, PASSWORD, make_trust(folder / "trust", authority))


def new_key() -> rsa.RSAPrivateKey:
    """An RSA key of the size people have; some hundred milliseconds."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def make_authority(now: datetime, mark: str = "TEST") -> Authority:
    """A root and an issuing authority, two years old at `now`."""
    root_key, key = new_key(), new_key()
    root_name, name = _authority_name(f"НЕГІЗГІ КО {mark} (RSA)"), _authority_name(f"ҰКО {mark} (RSA)")
    began = now - 2 * YEAR
    root = _authority_certificate(root_name, root_name, root_key, root_key, began, 1)
    return Authority(root, _authority_certificate(name, root_name, key, root_key, began, 0), key)


def issue(
    authority: Authority,
    holder: Holder,
    kind: Kind,
    key: rsa.RSAPrivateKey,
    begins: datetime,
) -> x509.Certificate:
    """A certificate of one year for that person and use."""
    purposes = x509.ExtendedKeyUsage([x509.ObjectIdentifier(oid) for oid in kind.purposes])
    return (
        _builder(_holder_name(holder), authority.issuing.subject, key, begins, begins + YEAR)
        .add_extension(_usage(non_repudiation=kind.signs, encipherment=not kind.signs), critical=True)
        .add_extension(purposes, critical=False)
        .sign(authority.key, hashes.SHA256())
    )


def key_file(
    authority: Authority, certificate: x509.Certificate, key: rsa.RSAPrivateKey, password: str = PASSWORD
) -> bytes:
    """A PKCS#12 file as the NCA makes them: 3DES, SHA-1, the issuing authority inside."""
    protection = (
        serialization.PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(_NCA_ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC)
        .hmac_hash(hashes.SHA1())  # noqa: S303
        .build(password.encode())
    )
    return pkcs12.serialize_key_and_certificates(b"TEST", key, certificate, [authority.issuing], protection)


def make_trust(folder: Path, authority: Authority) -> Path:
    """A folder in which this root and its issuing authority are pinned."""
    for certificate in (authority.root, authority.issuing):
        der = certificate.public_bytes(serialization.Encoding.DER)
        add_trust(folder, der, fingerprint(der))
    return folder


def _authority_name(common_name: str) -> x509.Name:
    return _name([(NameOID.COMMON_NAME, common_name), (NameOID.COUNTRY_NAME, "KZ")])


def _holder_name(holder: Holder) -> x509.Name:
    """The subject in the NCA's order; GIVENNAME is the patronymic there (SIGNING 2.1)."""
    name = holder.name
    return _name(
        [
            (NameOID.COMMON_NAME, f"{name.surname} {name.given}".upper()),
            (NameOID.SURNAME, name.surname.upper()),
            (NameOID.SERIAL_NUMBER, f"IIN{holder.iin}"),
            (NameOID.COUNTRY_NAME, "KZ"),
            (NameOID.ORGANIZATION_NAME, holder.organisation),
            (NameOID.ORGANIZATIONAL_UNIT_NAME, f"BIN{holder.bin}" if holder.bin else ""),
            (NameOID.GIVEN_NAME, name.patronymic.upper()),
        ]
    )


def _name(attributes: Sequence[tuple[x509.ObjectIdentifier, str]]) -> x509.Name:
    """`cryptography` builds no attribute longer than its bound, counted in bytes of UTF-8: cut, never fail."""
    return x509.Name([x509.NameAttribute(oid, _cut(text)) for oid, text in attributes if text])


def _cut(text: str, size: int = 64) -> str:
    return text.encode()[:size].decode(errors="ignore").strip()


def _authority_certificate(
    name: x509.Name,
    issuer: x509.Name,
    key: rsa.RSAPrivateKey,
    issuer_key: rsa.RSAPrivateKey,
    begins: datetime,
    path_length: int,
) -> x509.Certificate:
    return (
        _builder(name, issuer, key, begins, begins + 10 * YEAR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True)
        .add_extension(_usage(issues=True), critical=True)
        .sign(issuer_key, hashes.SHA256())
    )


def _builder(
    name: x509.Name, issuer: x509.Name, key: rsa.RSAPrivateKey, begins: datetime, ends: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(
    *, non_repudiation: bool = False, encipherment: bool = False, issues: bool = False
) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not issues,
        content_commitment=non_repudiation,
        key_encipherment=encipherment,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=issues,
        crl_sign=issues,
        encipher_only=False,
        decipher_only=False,
    )
