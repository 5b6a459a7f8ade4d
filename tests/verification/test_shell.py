"""The shell: one JSON answer, and an exit status that tells the truth."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from admission.context import Outcome
from demo import keys
from tests.verification import pki
from tests.verification.test_receipt import CENTRE, KEY, STATEMENT
from verification.__main__ import CATALOGUES, main
from verification.certificates import ROLES
from verification.folder_chain import CHAIN_REASONS
from verification.folder_findings import FOLDER_REASONS, Follows, Holds
from verification.folder_index import GapCode
from verification.receipt import RECEIPT_REASONS
from verification.trust import TRUST_REASONS, fingerprint, load_trust
from wording import Texts

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


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("kk", "Қолтаңба дұрыс", "Қол қойған: ҒАБДУЛЛИН ЕРЖАН ҚАЙРАТҰЛЫ, ЖСН 880415300123"),
        ("ru", "Подпись верна", "Подписал(а): ҒАБДУЛЛИН ЕРЖАН ҚАЙРАТҰЛЫ, ИИН 880415300123"),
        ("en", "The signature holds", "Signed by: ҒАБДУЛЛИН ЕРЖАН ҚАЙРАТҰЛЫ, IIN 880415300123"),
    ],
)
def test_a_genuine_signature_is_told_in_the_persons_language(order, capsys, language, first, second):
    status, lines = told(capsys, language, "cms", *files(order))
    assert status == 0
    assert lines[0].startswith(first)
    assert lines[1] == second
    assert len(lines) == 5


def test_a_false_signature_is_told_with_its_reason(order, capsys):
    (order / "order.json").write_bytes(b"another")
    assert told(capsys, "ru", "cms", *files(order)) == (
        1,
        ["Подпись не подтверждена: подписан другой документ."],
    )


def test_a_receipt_is_checked_from_two_files(tmp_path, capsys):
    statement, signature = tmp_path / "receipt.txt", tmp_path / "receipt.sig"
    statement.write_bytes(STATEMENT)
    signature.write_text(f"{CENTRE.sign(STATEMENT)}\n")
    command = ["receipt", str(statement), str(signature), "--key"]
    assert main([*command, KEY]) == 0
    assert json.loads(capsys.readouterr().out)["told"]["outcomes"][0]["outcome"] == "applied"
    status, lines = told(capsys, "kk", *command, KEY)
    assert (status, lines[0]) == (0, "Қолхат шын: оған орталық қол қойған.")
    assert lines[3] == "№ 8 әрекет: қабылданбады (мектептегі реті: 101)"
    signature.write_text("00" * 64)
    assert main([*command, KEY]) == 1
    capsys.readouterr()
    signature.write_bytes(b"\xff")
    assert main([*command, KEY]) == 1


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_who_is_pinned_is_shown_roots_first(order, capsys, language):
    status, lines = told(capsys, language, "trust", "list", "--trust", str(order / "trust"))
    root = fingerprint(pki.der(pki.authority().root))
    assert (status, len(lines)) == (0, 3)
    assert lines[1].split()[0] == root


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_and_every_role_has_words(texts_of, language, outcome):
    words = texts_of(language)
    assert words.has(f"shell-outcome-{outcome.replace('_', '-')}")
    assert [role for role in ROLES.values() if not words.has(f"signer-{role}")] == []
    assert [code for code in TRUST_REASONS if not words.has(f"trust-{code}")] == []
    assert [code for code in FOLDER_REASONS if not words.has(f"verdict-{code}")] == []
    assert [code for code in CHAIN_REASONS if not words.has(f"verdict-{code}")] == []
    for prefix, codes in (("gap", GapCode), ("holds", Holds), ("shell-follows", Follows)):
        assert [code for code in get_args(codes) if code and not words.has(f"{prefix}-{code}")] == []
    assert [code for code in RECEIPT_REASONS if not words.has(f"verdict-{code}")] == []


@pytest.fixture
def texts_of():
    return lambda language: Texts(language, CATALOGUES)


def files(order: Path) -> list[str]:
    named = [str(order / name) for name in ("order.cms", "order.json")]
    return [*named, "--trust", str(order / "trust"), "--at", AT]


def told(capsys, language: str, *command: str) -> tuple[int, list[str]]:
    status = main(["--language", language, *command])
    return status, capsys.readouterr().out.splitlines()


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
