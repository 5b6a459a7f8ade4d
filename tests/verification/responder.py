"""An OCSP responder and a publisher of lists, by the authority of the tests: honest unless told how to lie."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from asn1crypto import ocsp as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from demo.keys import Authority, make_authority
from tests.ncalayer.cms import algorithm
from tests.ncalayer.gost_key import GostKey
from tests.verification import pki

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Says:
    """What is answered about which certificate, by whom and for when; `hand` is None for the authority itself."""

    leaf: x509.Certificate
    by: Authority = field(default_factory=pki.authority)
    told: datetime = pki.NOW
    until: datetime | None = pki.NOW + DAY
    revoked_at: datetime | None = None
    why: x509.ReasonFlags | None = None
    status: ocsp.OCSPCertStatus | None = None
    hand: tuple[x509.Certificate, rsa.RSAPrivateKey] | None = None
    digest: hashes.HashAlgorithm = field(default_factory=hashes.SHA1)
    encoding: ocsp.OCSPResponderEncoding = ocsp.OCSPResponderEncoding.HASH

    def also(self, **changes: Any) -> Says:
        """The same but for these."""
        return replace(self, **changes)


def answer(says: Says) -> bytes:
    """DER of the answer, as asked for."""
    certificate, key = says.hand or (says.by.issuing, says.by.key)
    status = says.status or ocsp.OCSPCertStatus.GOOD
    builder = (
        ocsp.OCSPResponseBuilder()
        .add_response(
            says.leaf,
            says.by.issuing,
            says.digest,
            ocsp.OCSPCertStatus.REVOKED if says.revoked_at else status,
            says.told,
            says.until,
            says.revoked_at,
            says.why,
        )
        .responder_id(says.encoding, certificate)
        .certificates([certificate])
    )
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def gost_answer(leaf: bytes, issuing: bytes, key: GostKey, **changes: Any) -> bytes:
    """The same by a GOST authority: cryptography lends the shape, our key of paper signs."""
    above = replace(pki.authority(), issuing=x509.load_der_x509_certificate(issuing))
    shape = lent()
    says = Says(
        x509.load_der_x509_certificate(leaf),
        above,
        hand=(shape.issuing, shape.key),
        encoding=ocsp.OCSPResponderEncoding.NAME,
    ).also(**changes)
    response = asn1.OCSPResponse.load(answer(says))
    basic = response["response_bytes"]["response"].parsed
    basic["signature_algorithm"] = type(basic["signature_algorithm"]).load(algorithm(key.signature_oid))
    basic["signature"] = key.sign(basic["tbs_response_data"].dump())
    response["response_bytes"]["response"] = asn1.BasicOCSPResponse.load(basic.dump(force=True))
    return bytes(response.dump(force=True))


@cache
def lent() -> Authority:
    """An authority with the names of the town's GOST authority."""
    return make_authority(pki.NOW, "TEST GOST")


def delegate(
    by: Authority,
    purpose: x509.ObjectIdentifier = ExtendedKeyUsageOID.OCSP_SIGNING,
    begins: datetime = pki.NOW,
) -> tuple[x509.Certificate, rsa.RSAPrivateKey]:
    """A certificate the authority gave somebody for answering in its place, good for ten days."""
    key = pki.key()
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "OCSP TEST")]))
        .issuer_name(by.issuing.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins - DAY)
        .not_valid_after(begins + 10 * DAY)
        .add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
        .sign(by.key, hashes.SHA256()),
        key,
    )


def with_address(leaf: x509.Certificate, address: str, by: Authority) -> x509.Certificate:
    """The same certificate, and in it where its authority answers."""
    place = x509.UniformResourceIdentifier(address)
    access = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, place)
    builder = x509.CertificateBuilder(
        leaf.issuer,
        leaf.subject,
        leaf.public_key(),
        leaf.serial_number,
        leaf.not_valid_before_utc.replace(tzinfo=None),
        leaf.not_valid_after_utc.replace(tzinfo=None),
        list(leaf.extensions),
    )
    builder = builder.add_extension(x509.AuthorityInformationAccess([access]), critical=False)
    return builder.sign(by.key, hashes.SHA256())


def published(
    *revoked: x509.Certificate,
    by: Authority | None = None,
    key: rsa.RSAPrivateKey | None = None,
    told: datetime = pki.NOW,
    since: datetime = pki.NOW - DAY,
    extension: x509.ExtensionType | None = None,
) -> bytes:
    """DER of a list of these, good for a day."""
    authority = by or pki.authority()
    builder = x509.CertificateRevocationListBuilder(authority.issuing.subject, told, told + DAY)
    reason = x509.CRLReason(x509.ReasonFlags.key_compromise)
    for one in revoked:
        entry = x509.RevokedCertificateBuilder(one.serial_number, since).add_extension(reason, False)
        builder = builder.add_revoked_certificate(entry.build())
    if extension is not None:
        builder = builder.add_extension(extension, critical=True)
    return builder.sign(key or authority.key, hashes.SHA256()).public_bytes(Encoding.DER)


@contextmanager
def listening(reply: Callable[[bytes], bytes | None]) -> Iterator[str]:
    """The address of a responder on this computer; where `reply` gives None it hangs up without a word."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = reply(self.rfile.read(int(self.headers["Content-Length"])))
            if said is None:
                self.close_connection = True
                return
            self.send_response(200)
            self.send_header("Content-Type", "application/ocsp-response")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            """Nothing on the console."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/ocsp/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
