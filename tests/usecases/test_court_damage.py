"""The folder for a court, damaged: whatever byte, file or list is changed, the verifier names it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.courts import (
    Town,
    by_path,
    files_in,
    relisted,
    troubles,
)
from verification.__main__ import main
from verification.folder_findings import Finding
from verification.folder_index import CHECK, INDEX, check_of


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_shell_says_in_each_language_that_all_holds_then_which_byte_is_another(
    town, copy, capsys, language
):
    command = ["--language", language, "folder", str(copy), "--trust", str(town.trust), "--key", town.key]
    assert main(command) == 0
    scan = copy / "applications/002/scans/01-photo.jpg"
    data = bytearray(scan.read_bytes())
    data[5000] ^= 1
    scan.write_bytes(data)
    before = capsys.readouterr().out
    assert main(command) == 1
    after = capsys.readouterr().out
    assert "5000" not in before
    assert "5000 (" in after
    assert f"0x{data[5000]:02X}" in after


def places(town: Town, folder: Path, file: Path) -> Finding:
    found = by_path(town.verdict(folder))[file.relative_to(folder).as_posix()]
    assert found.reason
    return found


def test_a_byte_changed_in_any_file_is_named_with_its_place_and_both_values(town, copy):
    for file in files_in(copy):
        data = file.read_bytes()
        at = len(data) * 2 // 3
        file.write_bytes(data[:at] + bytes((data[at] ^ 0x20,)) + data[at + 1 :])
        found = places(town, copy, file)
        if file.name != CHECK:
            (place,) = found.places
            assert (place.first, place.last, place.was, place.now) == (at, at, data[at], data[at] ^ 0x20)
        file.write_bytes(data)
    assert town.verdict(copy).ok


def test_a_file_taken_away_cut_or_made_longer_is_named(town, copy):
    for file in files_in(copy):
        data = file.read_bytes()
        for changed in (None, b"", data[: len(data) // 2], data + b"\n"):
            if changed is None:
                file.unlink()
            else:
                file.write_bytes(changed)
            if file.name == INDEX and changed is None:
                with pytest.raises(FileNotFoundError):
                    town.verdict(copy)
                continue
            found = places(town, copy, file)
            if changed is not None and file.name != CHECK:
                assert found.sizes == (len(data), len(changed))
                assert found.places[0].last >= min(len(data), len(changed)) - 1
        file.write_bytes(data)
    assert town.verdict(copy).ok


@settings(max_examples=60, deadline=None)
@given(some.data())
def test_no_byte_anywhere_can_be_another(town, whole, data):
    file = data.draw(some.sampled_from(files_in(whole)))
    good = file.read_bytes()
    at = data.draw(some.integers(0, len(good) - 1))
    value = data.draw(some.integers(0, 255).filter(lambda one: one != good[at]))
    try:
        file.write_bytes(good[:at] + bytes((value,)) + good[at + 1 :])
        assert places(town, whole, file).reason
    finally:
        file.write_bytes(good)


PARTS = ("chains", "files", "receipts", "signatures", "made")


@settings(max_examples=80, deadline=None)
@given(some.data())
def test_a_list_somebody_wrote_anew_is_judged_and_never_raises(town, whole, data):
    tree = json.loads((whole / INDEX).read_bytes())
    part = data.draw(some.sampled_from(PARTS))
    into, key = data.draw(some.sampled_from(list(leaves(tree[part]))))
    into[key] = data.draw(
        some.sampled_from(["", "../x", "acts", INDEX, "0" * 64, -1, 2**40, None, [], "ә\ud800"])
    )
    good = {name: (whole / name).read_bytes() for name in (INDEX, CHECK)}
    try:
        forged = json.dumps(tree).encode()
        (whole / INDEX).write_bytes(forged)
        (whole / CHECK).write_bytes(check_of(forged, ""))
        troubles(town.verdict(whole))
    finally:
        for name, content in good.items():
            (whole / name).write_bytes(content)


def leaves(tree):
    """Every place of a tree where a plain value stands."""
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
        if isinstance(value, dict | list) and value:
            yield from leaves(value)
        else:
            yield tree, key


def test_a_file_put_in_is_named(town, copy):
    (copy / "acts/more.json").write_bytes(b"{}")
    assert troubles(town.verdict(copy)) == {"acts/more.json": "folder-file-unlisted"}


def test_two_receipts_whose_signatures_changed_places_hold_no_more(town, copy):
    first, second = sorted((copy / "receipts").glob("*.sig"))
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)
    assert {first.name, second.name} <= {Path(path).name for path in troubles(town.verdict(copy))}
    found = troubles(town.verdict(relisted(copy)))
    assert [reason for path, reason in found.items() if path.endswith(".txt")] == [
        "receipt-signature-wrong"
    ] * 2
    acts = [reason for path, reason in found.items() if path.startswith("acts/")]
    assert acts == ["chain-receipt-wrong"] * 11


@pytest.mark.parametrize(
    ("path", "about", "reason"),
    [
        ("orders/1/paper.pdf", "orders/1/manifest.cms", "paper-changed"),
        ("orders/1/manifest.json", "orders/1/manifest.cms", "digest-mismatch"),
    ],
)
def test_a_forged_list_does_not_save_a_forged_order(town, copy, path, about, reason):
    file = copy / path
    file.write_bytes(file.read_bytes().replace("Ә".encode(), "Б".encode(), 1))
    assert troubles(town.verdict(relisted(copy)))[about] == reason


def test_a_forged_list_does_not_save_a_forged_act(town, copy):
    act = sorted((copy / "acts").rglob("*.json"))[4]
    act.write_bytes(act.read_bytes().replace(b"+05:00", b"+06:00", 1))
    found = troubles(town.verdict(relisted(copy)))
    assert set(found.values()) == {"chain-broken"}
    assert len(found) == 10


def test_a_forged_list_makes_no_scan_be_believed(town, copy):
    scan = copy / "applications/001/scans/01-photo.jpg"
    scan.write_bytes(b"another picture")
    found = by_path(town.verdict(relisted(copy)))["applications/001/scans/01-photo.jpg"]
    assert (found.reason, found.holds) == (None, "listed")
