"""A kept answer of an authority, judged again from a shell by whoever doubts it."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from demo import keys
from tests.verification import pki
from tests.verification.responder import DAY, Says, answer, published
from verification.__main__ import main

LEAF = pki.certificate()
SAYS = Says(LEAF)
REVOKED = SAYS.also(revoked_at=pki.NOW - DAY, why=x509.ReasonFlags.superseded)
AT = pki.NOW.isoformat()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """`order.cms` and `trust/`; the answer comes with each test."""
    (tmp_path / "order.cms").write_bytes(pki.signed(LEAF))
    keys.make_trust(tmp_path / "trust", pki.authority())
    return tmp_path


def command(folder: Path, said: bytes, way: str, at: str) -> list[str]:
    (folder / "said").write_bytes(said)
    files = [str(folder / "order.cms"), way, str(folder / "said")]
    return ["revocation", *files, "--trust", str(folder / "trust"), "--asked", AT, "--at", at]


def judge(folder: Path, capsys, said: bytes, way: str = "--ocsp", at: str = AT) -> tuple[int, dict[str, Any]]:
    status = main(command(folder, said, way, at))
    return status, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("said", "way"),
    [
        (answer(SAYS), "--ocsp"),
        (published(), "--crl"),
        (
            b"-----BEGIN X509 CRL-----\n" + base64.encodebytes(published()) + b"-----END X509 CRL-----\n",
            "--crl",
        ),
    ],
)
def test_a_good_answer_stands_by_either_way(folder, capsys, said, way):
    status, told = judge(folder, capsys, said, way)
    assert (status, told["ok"], told["standing"]) == (0, True, "valid")


@pytest.mark.parametrize(("said", "way"), [(answer(REVOKED), "--ocsp"), (published(LEAF), "--crl")])
def test_the_moment_of_signing_decides_what_a_revocation_means(folder, capsys, said, way):
    assert judge(folder, capsys, said, way)[1]["standing"] == "revoked-before"
    earlier = (pki.NOW - 2 * DAY).isoformat()
    status, told = judge(folder, capsys, said, way, earlier)
    assert (status, told["standing"]) == (0, "revoked-after")


@pytest.mark.parametrize("junk", [b"", b"junk", b"-----BEGIN X509 CRL-----\n*\n"])
@pytest.mark.parametrize("way", ["--ocsp", "--crl"])
def test_what_is_no_answer_is_broken(folder, capsys, junk, way):
    status, told = judge(folder, capsys, junk, way)
    assert (status, told["standing"], told["reason"]) == (1, "unknown", "revocation-broken")


def test_a_signature_nobody_vouches_for_is_told_first(folder, capsys):
    (folder / "order.cms").write_bytes(pki.signed(by=pki.other_authority()))
    assert judge(folder, capsys, answer(SAYS))[1]["reason"] == "chain-unknown"
    (folder / "order.cms").write_bytes(b"junk")
    assert judge(folder, capsys, answer(SAYS))[1]["reason"] == "cms-broken"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("kk", "Кері қайтарып алу себебі: орнына жаңасы берілген."),
        ("ru", "Причина отзыва: заменён новым."),
        ("en", "Why it was revoked: replaced by a new one."),
    ],
)
def test_it_is_told_in_sentences(folder, capsys, catalogues, monkeypatch, language, line):
    monkeypatch.setattr("verification.__main__.CATALOGUES", catalogues)
    assert main(["--language", language, *command(folder, answer(REVOKED), "--ocsp", AT)]) == 1
    first, last = capsys.readouterr().out.strip().splitlines()
    assert "24.08.2026 09:30" in first
    assert last == line
