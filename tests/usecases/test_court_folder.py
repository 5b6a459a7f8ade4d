"""The folder for a court: from filing to a signed order over a real line, then whole, or its trouble named."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from admission.acts import Decided
from admission.problems import ActRefused
from admission.ruling_manifest import Ruled, decision_manifest, name_of
from desktop_app.models import queries
from desktop_app.models.revocations import RevocationLine
from desktop_app.usecases.note import note
from desktop_app.usecases.propose import propose
from desktop_app.usecases.watching import Watcher
from tests.centre import Joined, centre_in
from tests.courts import (
    PocketKey,
    Town,
    by_path,
    child,
    exported,
    filed,
    files_in,
    leaf,
    ordered,
    relisted,
    troubles,
    trusted,
)
from tests.desk import DIRECTOR, EXECUTOR, ROOT, SCHOOL, FakeClock, seen
from tests.sync.test_renewal import a_copy
from tests.verification import pki
from tests.verification.responder import DAY, Says, answer
from verification.folder import verify_folder
from verification.folder_index import CHECK
from verification.sentences import sentences
from verification.trust import load_trust
from wording import LANGUAGES


def test_an_order_with_its_applications_holds_and_says_by_what(town, whole):
    verdict = town.verdict(whole)
    assert (troubles(verdict), verdict.gaps) == ({}, ())
    holds = {path: one.holds for path, one in by_path(verdict).items()}
    assert holds["orders/1/manifest.cms"] == holds["orders/1/paper.pdf"] == "signature"
    assert holds["applications/001/scans/01-photo.jpg"] == "named"
    assert holds["applications/002/version-1.json"] == holds["applications/002/version-2.json"] == "named"
    acts = [one for path, one in by_path(verdict).items() if path.startswith("acts/")]
    assert len(acts) == 11
    assert {(one.holds, one.outcome and one.outcome.outcome) for one in acts} == {("chain", "applied")}


def test_one_application_alone_is_exported_with_its_order_and_shows_nobody_else(town, tmp_path):
    folder = town.export("А-0001", tmp_path)
    assert folder.name == "court-А-0001-2026-08-25"
    assert troubles(town.verdict(folder)) == {}
    other = queries.application(town.joined.desk.replica, town.two[1])
    assert other is not None
    names = (other.draft.child.name.surname, other.draft.child.iin)
    shown = [
        file.name for file in files_in(folder) if any(name.encode() in file.read_bytes() for name in names)
    ]
    assert shown == ["paper.pdf"]  # the order's own list of the class
    gaps = {one.code for one in town.verdict(folder).gaps}
    assert gaps == {"act-others-between"}


def test_with_the_acts_of_others_the_chain_of_one_application_is_whole(town, tmp_path):
    verdict = town.verdict(town.export("А-0001", tmp_path, others=True))
    assert (troubles(verdict), verdict.gaps) == ({}, ())
    assert sum(one.holds == "chain" for one in verdict.findings) == 11


def test_the_centre_proves_one_application_without_showing_anothers_acts(town, tmp_path, capsys):
    assert town.from_centre("А-0001", tmp_path) == 0
    told = json.loads(capsys.readouterr().out)
    verdict = town.verdict(Path(told["folder"]))
    assert (troubles(verdict), told["key"]) == ({}, town.key)
    acts = [one for path, one in by_path(verdict).items() if path.startswith("acts/")]
    assert {one.holds for one in acts} == {"chain"}
    assert len(acts) == 6
    assert by_path(verdict)["applications/001/summary.html"].holds == "list-signed"
    assert {one.code for one in verdict.gaps} == {"trust-empty"}


def test_the_centre_exports_the_order_and_a_forged_list_loses_its_signature(town, tmp_path, capsys):
    assert town.from_centre(town.order, tmp_path) == 0
    folder = Path(json.loads(capsys.readouterr().out)["folder"])
    assert troubles(town.verdict(folder)) == {}
    (folder / "applications/001/summary.html").write_text("something else", encoding="utf-8")
    assert troubles(town.verdict(relisted(folder))) == {CHECK: "folder-not-signed-by-centre"}


def test_the_centre_says_when_it_knows_no_such_number_or_the_folder_is_there(town, tmp_path, capsys):
    assert town.from_centre("Я-0001", tmp_path) == 1
    assert "Я-0001" in capsys.readouterr().err
    assert town.from_centre("А-0002", tmp_path, "--school", "school-63") == 0
    assert town.from_centre("А-0002", tmp_path) == 1
    assert "already" in capsys.readouterr().err


def test_signed_decisions_are_shown_with_the_one_each_follows(town, tmp_path):
    joined, first = town.joined, ""
    decided = []
    for place in (4, 5):
        application = filed(joined, child(place), [])
        propose(joined.desk, EXECUTOR, application, True)
        first = signed_decision(joined, application, previous=first)
        decided.append(application)
    joined.sync()
    found = by_path(town.verdict(town.export(decided[0], tmp_path)))[
        "applications/001/decision-1/manifest.cms"
    ]
    assert (found.reason, found.follows) == (None, "first")
    verdict = town.verdict(town.export(decided[1], tmp_path, others=True))
    found = by_path(verdict)["applications/001/decision-1/manifest.cms"]
    assert (troubles(verdict), found.follows, len(found.previous)) == ({}, "elsewhere", 64)
    plan = ordered(joined, decided)
    found = by_path(town.verdict(town.export(plan, tmp_path)))["applications/002/decision-1/manifest.cms"]
    assert (found.follows, found.previous) == ("here", "applications/001/decision-1/manifest.json")


def signed_decision(joined: Joined, application: str, previous: str) -> str:
    """An acceptance the director signed; the name of its manifest."""
    desk = joined.desk
    row = seen(desk, application)
    ruled = Ruled(accept=True, dated=date(2026, 8, 25))
    manifest = decision_manifest(row, ruled, school_bin=SCHOOL.bin, pdf_sha256="", previous=previous)
    (cms,) = PocketKey().sign([manifest])
    with desk.write() as writing:
        names = [writing.files.keep_file(one) for one in (manifest, cms)]
        body = Decided(application=application, accept=True, manifest_sha256=names[0], cms_sha256=names[1])
        writing.record(body, person=DIRECTOR.id, at=desk.now(), rules=desk.rules.id)
    return name_of(manifest)


@pytest.mark.parametrize(
    ("since", "reason"),
    [(None, None), (pki.NOW - DAY, "folder-certificate-revoked"), (pki.NOW + DAY / 99, None)],
)
def test_what_the_authority_answered_about_the_certificate_is_shown(town, tmp_path, since, reason):
    said = answer(Says(leaf()) if since is None else Says(leaf()).also(revoked_at=since))
    keep_answer(town, said, "valid")
    folder = town.export(town.order, tmp_path)
    keep_answer(town, said, "unknown")
    verdict = town.verdict(folder)
    found = by_path(verdict)["orders/1/revocation.der"]
    assert (found.reason, found.holds) == (reason, "" if reason else "authority")
    for language in LANGUAGES:
        assert (
            ".08.2026"
            in "".join(sentences(verdict, language, town.catalogues)).split("revocation.der")[1][:200]
        )
    at = said.index(b"2026")
    (folder / "orders/1/revocation.der").write_bytes(said[:at] + b"3" + said[at + 1 :])
    found = by_path(town.verdict(relisted(folder)))["orders/1/revocation.der"]
    assert found.reason == "revocation-signature-wrong"


def keep_answer(town: Town, said: bytes, standing: str) -> None:
    desk = town.joined.desk
    with desk.write() as writing:
        name = writing.files.keep_file(said)
        line = RevocationLine(order=town.order, standing=standing, asked=desk.now(), answer=name)
        writing.revocations.keep(line)


def test_what_waits_for_the_centre_and_scans_that_are_not_here_are_told(town, tmp_path):
    desk = town.joined.desk
    waiting = filed(town.joined, child(7), [])
    note(desk, EXECUTOR, waiting, "ескерту")
    verdict = town.verdict(town.export(waiting, tmp_path))
    assert troubles(verdict) == {}
    assert {one.code for one in verdict.gaps} == {"act-not-confirmed"}
    assert all(one.holds == "listed" for one in verdict.findings)


def test_another_desk_tells_which_acts_and_files_it_lacks(town, tmp_path):
    second = town.centre.join("desk-b")
    verdict = town.verdict(exported(second, town.order, town.trust, tmp_path, town.catalogues).path)
    second.desk.replica.close()
    assert troubles(verdict) == {}
    assert {one.code for one in verdict.gaps} == {"act-elsewhere", "file-not-here"}


def test_a_copied_desk_proves_what_it_did_under_its_old_name(tmp_path, catalogues):
    with centre_in(tmp_path / "town", catalogues, FakeClock()) as centre:
        first = centre.join("counter")
        application = filed(first, child(0), [])
        first.sync()
        copied = a_copy(first, "copied")
        centre.joined.append(copied)
        for place, joined in enumerate((first, copied), 1):
            filed(joined, child(place), [])
            joined.sync()
        replica = copied.desk.replica
        assert queries.meta(replica, "desk") != queries.meta(first.desk.replica, "desk")
        trust, key = trusted(tmp_path), queries.meta(replica, "centre_key")
        folder = exported(copied, application, trust, tmp_path, catalogues).path
        verdict = verify_folder(folder, load_trust(trust), key)
        assert (troubles(verdict), verdict.gaps) == ({}, ())
        acts = [one.holds for path, one in by_path(verdict).items() if path.startswith("acts/")]
        assert acts == ["chain"] * 2
        for joined in (first, copied):
            joined.desk.replica.close()


def test_a_folder_that_is_there_is_never_written_over(town, tmp_path):
    folder = town.export(town.order, tmp_path)
    (folder / "mine.txt").write_bytes(b"kept")
    with pytest.raises(ActRefused) as refused:
        town.export(town.order, tmp_path)
    assert [one.code for one in refused.value.problems] == ["court-folder-exists"]
    assert (folder / "mine.txt").read_bytes() == b"kept"


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "court-disk-full"), (errno.EROFS, "court-folder-closed")]
)
def test_a_stick_that_fails_is_told_and_nothing_half_written_is_left(
    town, tmp_path, monkeypatch, number, code
):
    written = iter(range(9))

    def fail(_):
        if next(written, None) is None:
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr("verification.folder_pack.os.fsync", fail)
    with pytest.raises(ActRefused) as refused:
        town.export(town.order, tmp_path)
    assert [one.code for one in refused.value.problems] == [code]
    assert list(tmp_path.iterdir()) == []


def test_whoever_watches_hears_of_every_application_and_file_and_of_the_end(town, tmp_path):
    told = []

    def hear(place, applications, files, of):
        told.append((place, applications, files, of))

    watcher = Watcher(hear, lambda: False)
    town.export(town.order, tmp_path, watcher=watcher)
    assert told == sorted(told)
    assert {one[0] for one in told} >= {1, 2}
    _, applications, _, files = told[-1]
    assert told[-1] == (applications, applications, files, files)
    assert (applications, files > 0) == (2, True)


@pytest.mark.parametrize("after", [1, 3, 6])
def test_whoever_cancels_is_told_so_and_nothing_half_written_is_left(town, tmp_path, after):
    told = []
    watcher = Watcher(lambda n, *_, **__: told.append(n), lambda: len(told) == after)
    with pytest.raises(ActRefused) as refused:
        town.export(town.order, tmp_path, watcher=watcher)
    assert [one.code for one in refused.value.problems] == ["work-cancelled"]
    assert list(tmp_path.iterdir()) == []


def test_the_folder_has_its_name_only_when_it_is_whole(town, tmp_path):
    seen: list[str] = []
    watcher = Watcher(lambda *_, **__: seen.extend(one.name for one in tmp_path.iterdir()), lambda: False)
    folder = town.export(town.order, tmp_path, watcher=watcher)
    assert set(seen) == {f".{folder.name}.part"}
    assert [one.name for one in tmp_path.iterdir()] == [folder.name]


def test_what_a_computer_that_went_off_left_is_taken_away_by_the_next_export(town, tmp_path):
    folder = town.export(town.order, tmp_path)
    folder.rename(folder.with_name(f".{folder.name}.part"))
    (folder.with_name(f".{folder.name}.part") / "mine.txt").write_bytes(b"of yesterday")
    again = town.export(town.order, tmp_path)
    assert list(tmp_path.iterdir()) == [again]
    assert not (again / "mine.txt").exists()


def test_a_stick_that_is_not_there_or_a_number_nobody_has_is_told(town, tmp_path):
    for wanted, into, code in (
        (town.order, tmp_path / "no", "court-folder-closed"),
        ("Я-9999", tmp_path, "court-unknown"),
    ):
        with pytest.raises(ActRefused) as refused:
            town.export(wanted, into)
        assert [one.code for one in refused.value.problems] == [code]


def test_the_verifier_works_when_it_is_copied_without_the_programs(town, whole, tmp_path):
    for room in ("verification", "admission", "wording", "translations"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    looked = (
        "import sys; from verification.__main__ import main; status = main(sys.argv[1:]);"
        "assert not {'PySide6', 'sqlalchemy', 'sqlite3', 'sqlcipher3', 'reportlab'} & set(sys.modules);"
        "sys.exit(status)"
    )
    told = ["--language", "en", "folder", str(whole), "--trust", str(town.trust), "--key", town.key]
    done = subprocess.run(
        [sys.executable, "-c", looked, *told],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("The folder is whole")
