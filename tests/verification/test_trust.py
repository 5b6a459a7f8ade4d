"""The trust folder: only what was pinned is believed."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from demo import keys
from tests.verification import pki
from verification.trust import PINS, TrustRefused, add_trust, fingerprint, load_trust, pinned

ROOT = pki.der(pki.authority().root)


def test_pinned_authorities_are_told_into_roots_and_issuers(tmp_path):
    trust = load_trust(keys.make_trust(tmp_path, pki.authority()))
    assert [one.der for one in trust.roots] == [ROOT]
    assert [one.der for one in trust.issuers] == [pki.der(pki.authority().issuing)]


def test_a_certificate_that_only_lies_in_the_folder_is_ignored(tmp_path):
    (tmp_path / "root.cer").write_bytes(ROOT)
    (tmp_path / PINS).write_text("# nobody yet\n")
    assert load_trust(tmp_path).roots == ()


def test_a_folder_without_pins_trusts_nobody(tmp_path):
    (tmp_path / "root.cer").write_bytes(ROOT)
    assert load_trust(tmp_path).roots == ()


def test_a_folder_that_is_not_there_trusts_nobody(tmp_path):
    assert load_trust(tmp_path / "absent").roots == ()


def test_an_exchanged_file_is_no_longer_trusted(tmp_path):
    file = add_trust(tmp_path, ROOT, fingerprint(ROOT))
    file.write_bytes(pki.der(pki.other_authority().root))
    assert load_trust(tmp_path).roots == ()


@pytest.mark.parametrize("name", ["root.pem", "root.crt", "ROOT.CER"])
def test_a_pem_file_is_read_and_a_pin_may_have_colons_and_remarks(tmp_path, name):
    (tmp_path / name).write_bytes(pki.authority().root.public_bytes(Encoding.PEM))
    spaced = ":".join(fingerprint(ROOT)[at : at + 2] for at in range(0, 64, 2)).upper()
    (tmp_path / PINS).write_text(f"# the root\n\n{spaced}  # TEST\n", encoding="utf-8")
    assert [one.der for one in load_trust(tmp_path).roots] == [ROOT]


def test_other_peoples_files_do_no_harm(tmp_path):
    (tmp_path / "letter.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\nnot base64\n")
    (tmp_path / "junk.cer").write_bytes(b"junk")
    add_trust(tmp_path, ROOT, fingerprint(ROOT))
    assert len(load_trust(tmp_path).roots) == 1


def test_a_person_is_never_an_authority_even_when_pinned(tmp_path):
    leaf = pki.der(pki.certificate())
    (tmp_path / "leaf.cer").write_bytes(leaf)
    (tmp_path / PINS).write_text(fingerprint(leaf))
    assert load_trust(tmp_path).issuers == ()


def test_adding_twice_pins_once(tmp_path):
    for _ in range(2):
        add_trust(tmp_path, ROOT, fingerprint(ROOT).upper())
    assert (tmp_path / PINS).read_text(encoding="utf-8").count("\n") == 1
    assert pinned(tmp_path) == {fingerprint(ROOT)}


@pytest.mark.parametrize(
    ("data", "sha256", "code"),
    [
        (ROOT, "00" * 32, "fingerprint-differs"),
        (ROOT, "", "fingerprint-differs"),
        (b"junk", fingerprint(b"junk"), "certificate-broken"),
        (pki.der(pki.certificate()), "", "not-an-authority"),
    ],
)
def test_what_is_refused_changes_nothing(tmp_path, data, sha256, code):
    with pytest.raises(TrustRefused) as refused:
        add_trust(tmp_path, data, sha256)
    assert refused.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_a_pin_after_a_line_without_an_end_stays_a_line_of_its_own(tmp_path):
    (tmp_path / PINS).write_text("00" * 32, encoding="utf-8")
    add_trust(tmp_path, ROOT, fingerprint(ROOT))
    assert pinned(tmp_path) == {"00" * 32, fingerprint(ROOT)}
