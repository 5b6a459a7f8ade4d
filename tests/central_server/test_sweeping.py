"""Files nobody names: removed after thirty days, told before, and never while a centre waits for its desks."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import UTC, datetime, timedelta

import pytest

from admission.acts import Attached
from admission.application import Attachment
from central_server.__main__ import REFUSED, main
from central_server.models import recovery
from central_server.models.blobs import add_piece, blob_size, blob_state, keep_blob
from central_server.models.ledger import open_ledger
from central_server.models.sweeping import CentreClosed, sweep
from central_server.settings import settings_in
from tests.central_server.actors import a_child_draft, filed, files_of
from tests.desk import SCHOOL

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def lain(ledger, sha256, **age):
    """Let everything of this file be so old."""
    at = (NOW - timedelta(**age)).timestamp()
    for path in ledger.files.glob(f"??/{sha256}*"):
        os.utime(path, (at, at))
    return sha256


@pytest.fixture
def old(ledger):
    return lain(ledger, keep_blob(ledger, b"nobody's"), days=31)


def test_what_nobody_named_for_thirty_days_goes(ledger, old):
    young = lain(ledger, keep_blob(ledger, b"on its way"), days=29)
    [swept] = sweep(ledger, NOW)
    assert (swept.sha256, swept.bytes, swept.since) == (old, 8, NOW - timedelta(days=31))
    assert (blob_state(ledger, old), blob_size(ledger, young)) == (None, 10)
    assert list(sweep(ledger, NOW)) == []


def test_what_a_row_names_stays_however_old(bureau, ledger):
    whole, desk = lain(ledger, keep_blob(ledger, b"copy"), days=900), bureau.desk()
    small = lain(ledger, keep_blob(ledger, b"thumbnail"), days=900)
    scan = Attachment(sha256=whole, size=4, mime="image/jpeg", document="photo", thumbnail=small)
    desk.send(filed("a1", a_child_draft(1)), Attached(application="a1", attachment=scan))
    assert list(sweep(ledger, NOW)) == []
    assert blob_size(ledger, whole) == 4


def test_a_part_that_never_became_whole_goes_with_all_that_belongs_to_it(ledger):
    name = hashlib.sha256(b"never").hexdigest()
    add_piece(ledger, name, 0, b"nev", 5)
    lain(ledger, name, days=31)
    [swept] = sweep(ledger, NOW)
    assert swept.sha256 == name
    assert files_of(ledger.files) == []
    assert add_piece(ledger, name, 0, b"never", 5) == 5


def test_a_dry_run_tells_and_changes_nothing(ledger, old):
    assert [one.sha256 for one in sweep(ledger, NOW, dry_run=True)] == [old]
    assert blob_size(ledger, old) == 8


def test_a_swept_file_may_come_again(ledger, old):
    assert len(list(sweep(ledger, NOW))) == 1
    assert keep_blob(ledger, b"nobody's") == old
    assert blob_size(ledger, old) == 8


def test_nothing_is_swept_while_a_school_waits_for_its_desks(bureau, ledger, old):
    with ledger.write() as tx:
        recovery.close_school(tx, SCHOOL.id, "a desk knows more")
    with pytest.raises(CentreClosed):
        list(sweep(ledger, NOW))
    assert blob_size(ledger, old) == 8


def test_the_administrator_sweeps_from_a_shell(tmp_path, capsys):
    asked = ["sweep-files", "--data", str(tmp_path / "centre"), "--demo-clock", NOW.isoformat()]
    ledger = open_ledger(settings_in(tmp_path / "centre", ""))
    old = lain(ledger, keep_blob(ledger, b"nobody's"), days=31)
    assert main([*asked, "--dry-run"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["sha256"], told["bytes"], told["dry_run"]) == (old, 8, True)
    assert main(asked) == 0
    assert json.loads(capsys.readouterr().out)["dry_run"] is False
    assert files_of(ledger.files) == []
    with ledger.write() as tx:
        recovery.close_school(tx, SCHOOL.id, "a desk knows more")
    assert main(asked) == REFUSED
    assert "reopen" in capsys.readouterr().err
    ledger.close()
