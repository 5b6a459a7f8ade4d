"""The folder for a court: whole and genuine, or each trouble by its file and its reason."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as some
from msgspec.structs import replace

from admission.canonical import canonical
from demo import keys
from tests.ncalayer.people import DIRECTOR as GOST_DIRECTOR
from tests.verification import pki
from tests.verification import test_gost_cms as gost
from tests.verification.test_receipt import CENTRE, KEY, STATEMENT
from verification.__main__ import main
from verification.folder import verify_folder
from verification.folder_blocks import BLOCK, sum_of
from verification.folder_index import INDEX, SCHEMA, Index, ListedFile, ListedReceipt, ListedSignature

PDF = b"%PDF-1.7 an order"
MANIFEST = canonical({"number": "1-A", "pdf_sha256": hashlib.sha256(PDF).hexdigest()})
CMS = pki.signed(content=MANIFEST)
SIGNATURE = ListedSignature(
    "orders/1/manifest.json", "orders/1/manifest.cms", pki.DIRECTOR.iin, pki.DIRECTOR.bin, pki.NOW,
    paper="orders/1/order.pdf",
)  # fmt: skip
RECEIPT = ListedReceipt("receipts/1.txt", "receipts/1.sig")
CONTENTS = {
    SIGNATURE.content: MANIFEST,
    SIGNATURE.cms: CMS,
    "orders/1/order.pdf": PDF,
    RECEIPT.statement: STATEMENT,
    RECEIPT.signature: CENTRE.sign(STATEMENT).encode(),
}


def index_of(contents: dict[str, bytes]) -> Index:
    files = [ListedFile(path, hashlib.sha256(data).hexdigest()) for path, data in contents.items()]
    return Index(SCHEMA, files, [SIGNATURE], [RECEIPT])


def written(folder: Path, contents: dict[str, bytes] = CONTENTS, index: Index | None = None) -> Path:
    for path, data in contents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / INDEX).write_bytes(msgspec.json.encode(index or index_of(contents)))
    return folder


def findings(folder: Path, key: str | None = KEY) -> dict[str, str | None]:
    verdict = verify_folder(folder, pki.trust(), key)
    found = {one.path: one.reason for one in verdict.findings}
    assert verdict.ok is not any(found.values())
    return found


def test_a_whole_folder_is_genuine_and_names_who_signed(tmp_path):
    verdict = verify_folder(written(tmp_path), pki.trust(), KEY)
    assert (verdict.ok, verdict.files) == (True, 5)
    signed, receipt = verdict.findings
    assert signed.signer is not None
    assert (signed.path, signed.signer.iin) == (SIGNATURE.cms, pki.DIRECTOR.iin)
    assert (receipt.path, receipt.reason) == (RECEIPT.statement, None)


@pytest.mark.parametrize("path", CONTENTS)
def test_a_changed_file_is_found_and_what_hangs_on_it_is_not_believed(tmp_path, path):
    (written(tmp_path) / path).write_bytes(CONTENTS[path] + b" ")
    found = findings(tmp_path)
    assert found[path] == "folder-file-changed"
    about = SIGNATURE.cms if path.startswith("orders") else RECEIPT.statement
    assert found[about] == ("folder-file-changed" if about == path else "folder-hangs-on-changed")


def test_a_missing_file_is_found(tmp_path):
    (written(tmp_path) / "orders/1/order.pdf").unlink()
    assert findings(tmp_path)["orders/1/order.pdf"] == "folder-file-missing"


@pytest.mark.parametrize("name", ["orders/1/second.pdf", "note.txt", "Index.JSON2"])
def test_a_file_slipped_in_is_found(tmp_path, name):
    (written(tmp_path) / name).write_bytes(b"")
    assert findings(tmp_path)[name] == "folder-file-unlisted"


def test_a_signature_of_gost_holds_in_a_folder_too(tmp_path):
    signature = replace(SIGNATURE, iin=GOST_DIRECTOR.iin, bin=GOST_DIRECTOR.bin)
    for text, reason in ((MANIFEST, None), (b"another text", "digest-mismatch")):
        contents = {**CONTENTS, SIGNATURE.cms: gost.signed("director", text)}
        written(tmp_path, contents, replace(index_of(contents), signatures=[signature]))
        verdict = verify_folder(tmp_path, gost.TRUST, KEY)
        assert [one.reason for one in verdict.findings] == [reason, None]


def test_a_paper_exchanged_together_with_the_list_is_found_by_the_signed_manifest(tmp_path):
    found = findings(written(tmp_path, {**CONTENTS, "orders/1/order.pdf": b"another order"}))
    assert found[SIGNATURE.cms] == "paper-changed"


def test_a_manifest_exchanged_together_with_the_list_is_found_by_the_signature(tmp_path):
    found = findings(written(tmp_path, {**CONTENTS, SIGNATURE.content: MANIFEST.replace(b"1-A", b"2-A")}))
    assert found[SIGNATURE.cms] == "digest-mismatch"


def test_a_signed_text_that_names_no_paper_vouches_for_none(tmp_path):
    text = b"[]"
    contents = {**CONTENTS, SIGNATURE.content: text, SIGNATURE.cms: pki.signed(content=text)}
    assert findings(written(tmp_path, contents))[SIGNATURE.cms] == "paper-changed"


def test_a_broken_signature_and_a_false_receipt_have_their_reasons(tmp_path):
    armour = b"-----BEGIN CMS-----\n*\n"
    contents = {**CONTENTS, SIGNATURE.cms: armour, RECEIPT.signature: b"00" * 64}
    found = findings(written(tmp_path, contents))
    assert (found[SIGNATURE.cms], found[RECEIPT.statement]) == ("cms-broken", "receipt-signature-wrong")


def test_receipts_are_not_taken_on_trust_without_the_centres_key(tmp_path):
    assert findings(written(tmp_path), None)[RECEIPT.statement] == "receipt-key-missing"


@pytest.mark.parametrize(
    "path", ["../outside", "/etc/hostname", "a/../b", "a//b", "./a", "C:x", "a\\b", "", INDEX]
)
def test_a_path_that_leaves_the_folder_is_not_followed(tmp_path, path):
    folder = written(tmp_path / "folder")
    (tmp_path / "outside").write_bytes(b"x")
    index = index_of(CONTENTS)
    index.files.append(ListedFile(path, hashlib.sha256(b"x").hexdigest()))
    assert findings(written(folder, index=index))[path] == "folder-path-wrong"


def test_a_link_is_not_followed(tmp_path):
    folder = written(tmp_path / "folder")
    (tmp_path / "orders").mkdir()
    (folder / "orders").rename(tmp_path / "orders" / "kept")
    (folder / "orders").symlink_to(tmp_path / "orders" / "kept")
    assert findings(folder)["orders/1/order.pdf"] == "folder-path-wrong"


def test_a_list_that_does_not_hold_together_is_broken(tmp_path):
    good = json.loads(msgspec.json.encode(index_of(CONTENTS)))
    broken = [
        {**good, "schema": "qabyldau/folder/2"},
        {**good, "files": [*good["files"], good["files"][0]]},
        {**good, "files": good["files"][1:]},
        {**good, "more": 1},
        {**good, "signatures": [{**good["signatures"][0], "at": "2026-08-25T10:00:00"}]},
        [],
    ]
    written(tmp_path)
    for one in [*map(json.dumps, broken), "", "[" * 100_000, "\ud800"]:
        (tmp_path / INDEX).write_bytes(one.encode(errors="surrogatepass"))
        assert findings(tmp_path) == {INDEX: "folder-index-broken"}


@pytest.mark.parametrize(
    ("language", "first"), [("kk", "Бума толық"), ("ru", "Папка полная"), ("en", "The folder")]
)
def test_the_shell_tells_it_in_sentences(tmp_path, capsys, language, first):
    folder, trust = written(tmp_path / "folder"), str(trusted(tmp_path))
    command = ["--language", language, "folder", str(folder), "--trust", trust, "--key", KEY]
    assert main(command) == 0
    assert capsys.readouterr().out.startswith(first)
    (folder / "new.txt").write_bytes(b"")
    assert main(command) == 1
    assert "new.txt" in capsys.readouterr().out


def test_a_folder_without_a_list_cannot_be_read(tmp_path, capsys):
    assert main(["folder", str(tmp_path), "--trust", str(tmp_path)]) == 2
    assert INDEX in capsys.readouterr().err


def trusted(folder: Path) -> Path:
    return keys.make_trust(folder / "trust", pki.authority())


@given(some.binary(max_size=BLOCK))
@example(b"\xff" * BLOCK)
def test_the_sum_of_a_block_is_the_sum_of_its_bytes(part):
    assert sum_of(part) == sum(part) % 65536
