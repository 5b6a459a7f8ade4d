"""Key files: what opens signs, and what does not open says truly why."""

from __future__ import annotations

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12

from demo import keys
from desktop_app.signing.pkcs12 import Pkcs12RsaSigner
from desktop_app.signing.signer import WRONG_KEYS, SigningTrouble, WrongKey, WrongPassword
from tests.signing.gost import gost_file
from tests.verification import pki
from verification.cms import verify_cms
from verification.message import read_message

OPENSSL = shutil.which("openssl") or ""
needs_openssl = pytest.mark.skipif(not OPENSSL, reason="openssl is not installed: not cross-checked")


def nca_file(password: str = keys.PASSWORD) -> bytes:
    return keys.key_file(pki.authority(), pki.certificate(), pki.key(), password)


def modern_file() -> bytes:
    closed = serialization.BestAvailableEncryption(keys.PASSWORD.encode())
    return pkcs12.serialize_key_and_certificates(
        b"TEST", pki.key(), pki.certificate(), [pki.authority().issuing], closed
    )


def signer(p12: bytes, password: str = keys.PASSWORD) -> Pkcs12RsaSigner:
    return Pkcs12RsaSigner(p12, password, lambda: pki.NOW)


def verdict(cms: bytes, content: bytes):
    return verify_cms(cms, content, pki.trust(), pki.WANTED, pki.NOW)


@pytest.mark.parametrize("p12", [nca_file, modern_file])
def test_an_old_and_a_new_key_file_both_sign(p12):
    [cms] = signer(p12()).sign([pki.CONTENT])
    assert verdict(cms, pki.CONTENT).ok


def test_each_document_of_a_batch_gets_its_own_signature_in_order():
    documents = [f"order {n}".encode() for n in range(5)]
    signatures = signer(nca_file()).sign(documents)
    assert [verdict(cms, content).ok for cms, content in zip(signatures, documents, strict=True)] == [
        True
    ] * 5
    assert verdict(signatures[0], documents[1]).reason == "digest-mismatch"


def test_an_empty_batch_still_asks_for_the_right_password():
    assert signer(nca_file()).sign([]) == []
    with pytest.raises(WrongPassword):
        signer(nca_file(), "другой").sign([])


def test_the_signature_bears_the_moment_of_the_desks_clock():
    [cms] = signer(nca_file()).sign([pki.CONTENT])
    assert read_message(cms).signing_time == pki.NOW


@pytest.mark.parametrize("p12", [nca_file, modern_file])
def test_a_wrong_password_is_called_a_wrong_password(p12):
    with pytest.raises(WrongPassword):
        signer(p12(), "Wrong2026").sign([pki.CONTENT])


def test_a_password_of_kazakh_letters_opens():
    assert signer(nca_file("Құпия2026"), "Құпия2026").sign([pki.CONTENT])


def test_a_gost_key_with_the_right_password_is_sent_to_ncalayer():
    with pytest.raises(WrongKey) as refused:
        signer(gost_file("Gost2026"), "Gost2026").sign([pki.CONTENT])
    assert refused.value.reason == "gost-key-needs-ncalayer"


def test_a_gost_key_with_a_wrong_password_is_a_wrong_password():
    with pytest.raises(WrongPassword):
        signer(gost_file("Gost2026"), "Gost2025").sign([pki.CONTENT])


def test_a_key_of_an_unknown_kind_is_not_called_gost():
    unknown = gost_file("Gost2026", key_oid="1.3.6.1.4.1.99999.1")
    with pytest.raises(WrongKey) as refused:
        signer(unknown, "Gost2026").sign([pki.CONTENT])
    assert refused.value.reason == "key-kind-unknown"


def test_an_elliptic_key_opens_but_does_not_sign():
    key = ec.generate_private_key(ec.SECP256R1())
    closed = serialization.BestAvailableEncryption(b"x")
    p12 = pkcs12.serialize_key_and_certificates(None, key, None, None, closed)
    with pytest.raises(WrongKey) as refused:
        signer(p12, "x").sign([pki.CONTENT])
    assert refused.value.reason == "key-kind-unknown"


JUNK = {
    "nothing": lambda: b"",
    "a text": lambda: b"not a key file",
    "a beginning": lambda: b"\x30\x80",
    "the first bytes of a key": lambda: nca_file()[:100],
}


@pytest.mark.parametrize("name", JUNK)
def test_a_file_that_is_no_key_file_is_told_apart(name):
    with pytest.raises(WrongKey) as refused:
        signer(JUNK[name]()).sign([pki.CONTENT])
    assert refused.value.reason == "key-file-broken"


def test_a_damaged_key_file_is_always_some_signing_trouble():
    p12 = nca_file()
    for place in range(0, len(p12), 97):
        damaged = p12[:place] + bytes([p12[place] ^ 0xFF]) + p12[place + 1 :]
        try:
            assert signer(damaged).sign([pki.CONTENT])
        except SigningTrouble as trouble:
            assert trouble.code in {*WRONG_KEYS, "key-password-wrong"}  # noqa: PT017


def test_neither_key_nor_password_is_printed():
    assert keys.PASSWORD not in repr(signer(nca_file()))


@needs_openssl
def test_openssl_believes_our_signature(tmp_path):
    [cms] = signer(nca_file()).sign([pki.CONTENT])
    checked = openssl_verify(tmp_path, cms, pki.CONTENT)
    assert checked.returncode == 0, checked.stderr


@needs_openssl
def test_openssl_refuses_our_signature_over_other_bytes(tmp_path):
    [cms] = signer(nca_file()).sign([pki.CONTENT])
    assert openssl_verify(tmp_path, cms, pki.CONTENT + b" ").returncode != 0


@needs_openssl
def test_a_file_closed_by_openssl_with_rc2_opens(tmp_path):
    """The NCA closes the certificates with 40-bit RC2 (SIGNING 2.5); cryptography cannot write it."""
    plain, closed = tmp_path / "plain.pem", tmp_path / "closed.p12"
    pem = serialization.Encoding.PEM
    plain.write_bytes(
        pki.key().private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + pki.certificate().public_bytes(pem)
    )
    command = f"pkcs12 -export -legacy -in {plain} -out {closed} -passout pass:{keys.PASSWORD}".split()
    made = subprocess.run([OPENSSL, *command], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("this openssl has no legacy ciphers: RC2 not cross-checked")
    assert signer(closed.read_bytes()).sign([pki.CONTENT])


def openssl_verify(folder: Path, cms: bytes, content: bytes) -> subprocess.CompletedProcess[bytes]:
    root, signature, document = folder / "root.pem", folder / "order.cms", folder / "order.json"
    root.write_bytes(pki.authority().root.public_bytes(serialization.Encoding.PEM))
    signature.write_bytes(cms)
    document.write_bytes(content)
    moment = int((pki.NOW + timedelta(minutes=1)).timestamp())
    command = (
        f"cms -verify -binary -inform DER -in {signature} -content {document} -CAfile {root} -attime {moment}"
    )
    return subprocess.run([OPENSSL, *command.split(), "-out", "-"], capture_output=True, check=False)
