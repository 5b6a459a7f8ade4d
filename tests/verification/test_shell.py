"""The shell: one JSON answer, and an exit status that tells the truth."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from demo import keys
from tests.verification import pki
from verification.__main__ import main
from verification.trust import fingerprint, load_trust

AT = pki.NOW.isoformat()


@pytest.fixture
def order(tmp_path):
    """A folder with `order.cms`, `order.json` and `trust/`."""
    (tmp_path / "order.cms").write_bytes(pki.signed())
    (tmp_path / "order.json").write_bytes(pki.CONTENT)
    keys.make_trust(tmp_path / "trust", pki.authority())
    return tmp_path


def check(folder: Path, capsys, *more: str) -> tuple[int, dict[str, Any]]:
    files = [str(folder / name) for name in ("order.cms", "order.json")]
    status = main(["cms", *files, "--trust", str(folder / "trust"), "--at", AT, *more])
    return status, json.loads(capsys.readouterr().out)


def test_a_genuine_signature_is_answered_with_its_signer(order, capsys):
    status, answer = check(order, capsys, "--iin", pki.DIRECTOR.iin, "--bin", pki.DIRECTOR.bin)
    assert (status, answer["ok"], answer["reason"]) == (0, True, None)
    assert answer["signer"]["common_name"] == "ҒАБДУЛЛИН ЕРЖАН"


def test_a_signature_in_armour_is_read(order, capsys):
    body = base64.encodebytes(pki.signed())
    (order / "order.cms").write_bytes(b"-----BEGIN CMS-----\n" + body + b"-----END CMS-----\n")
    assert check(order, capsys)[0] == 0


@pytest.mark.parametrize("junk", [b"", b"junk", b"-----BEGIN CMS-----\n*\n"])
def test_a_file_that_is_no_signature_is_broken(order, capsys, junk):
    (order / "order.cms").write_bytes(junk)
    assert check(order, capsys) == (1, {"ok": False, "reason": "cms-broken", "signer": None})


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        (("--bin", "971240001315"), "bin-wrong"),
        (("--iin", "840415450261"), "iin-wrong"),
        (("--at", "2028-01-01T00:00:00+05:00"), "certificate-expired"),
    ],
)
def test_what_was_asked_for_is_checked(order, capsys, more, reason):
    status, answer = check(order, capsys, *more)
    assert (status, answer["reason"]) == (1, reason)


def test_a_moment_without_a_zone_is_not_guessed(order, capsys):
    with pytest.raises(SystemExit):
        check(order, capsys, "--at", "2026-08-25T10:00:00")
    assert "zone" in capsys.readouterr().err


def test_a_missing_file_is_neither_good_nor_bad(order, capsys):
    (order / "order.json").unlink()
    status = main(["cms", str(order / "order.cms"), str(order / "order.json"), "--trust", str(order)])
    assert status == 2
    assert "order.json" in capsys.readouterr().err


def test_an_authority_is_pinned_by_its_fingerprint(tmp_path, capsys):
    root = tmp_path / "root.pem"
    root.write_bytes(pki.authority().root.public_bytes(Encoding.PEM))
    command = ["trust", "add", str(root), "--trust", str(tmp_path / "trust"), "--sha256"]
    assert main([*command, "00" * 32]) == 1
    assert json.loads(capsys.readouterr().out) == {"ok": False, "reason": "fingerprint-differs"}
    assert main([*command, fingerprint(pki.der(pki.authority().root))]) == 0
    assert len(load_trust(tmp_path / "trust").roots) == 1


def test_it_runs_as_a_program_in_any_locale(order):
    files = [str(order / name) for name in ("order.cms", "order.json")]
    command = [
        sys.executable,
        "-m",
        "verification",
        "cms",
        *files,
        "--trust",
        str(order / "trust"),
        "--at",
        AT,
    ]
    plain = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    run = subprocess.run(command, capture_output=True, check=False, env=plain, cwd=Path(__file__).parents[2])
    assert (run.returncode, run.stderr) == (0, b"")
    assert json.loads(run.stdout)["signer"]["common_name"] == "ҒАБДУЛЛИН ЕРЖАН"
