"""What a desk does not take from a stick, copies and revoked computers, sticks that fail, the shell."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from admission.courier import FORKED, REVOKED
from central_server.administration import revoke
from desktop_app.models import couriered, queries
from desktop_app.models.mark import RENEW
from desktop_app.models.replica_key import keep_in_vault
from desktop_app.usecases.file_application import file_application
from tests.centre import Centre, Joined
from tests.desk import EXECUTOR, KEY, OTHER_CHILD, ROOT, a_draft, seen
from tests.sync.courier_steps import a_day, at_centre, digest_at, save, state, take, told, trouble
from tests.sync.test_renewal import a_copy
from wording import LANGUAGES, Texts

# What must not be taken in


@pytest.fixture
def answered(centre: Centre, counter: Joined, stick: Path) -> Path:
    """One act, its bundle and the answer to it on the stick."""
    file_application(counter.desk, EXECUTOR, a_draft())
    saved = save(counter, stick)
    [one] = at_centre(centre, stick)
    (stick / saved.file).unlink()
    return stick / one.answer


def refused(counter: Joined, stick: Path) -> str:
    """The code with which the answer was refused; the replica is as it was."""
    before = state(counter)
    [one] = take(counter, stick)
    assert state(counter) == before
    assert one.told is None
    assert one.trouble is not None
    return one.trouble.code


def test_a_damaged_answer_is_named_so(counter, stick, answered):
    data = bytearray(answered.read_bytes())
    data[-100] ^= 1
    answered.write_bytes(data)
    assert refused(counter, stick) == "courier-damaged"


@pytest.mark.parametrize("share", [0, 0.02, 0.3, 0.9, 0.999])
def test_an_answer_cut_short_is_named_so(counter, stick, answered, share):
    data = answered.read_bytes()
    answered.write_bytes(data[: int(len(data) * share)])
    assert refused(counter, stick) == "courier-cut"


def test_an_answer_sealed_to_another_desk_is_named_so(counter, office, centre, stick, answered):
    name = answered.name
    answered.unlink()
    save(office, stick)
    [one] = at_centre(centre, stick)
    (stick / one.answer).rename(stick / name)
    assert refused(counter, stick) == "courier-for-another"


def test_an_answer_nobody_at_the_centre_signed_is_named_so(counter, stick, answered):
    import pyrage

    from admission.courier import ANSWER, enveloped
    from central_server.keys import fresh_keys, sealed
    from desktop_app.sync.keys import opened, public_keys

    replica = counter.desk.replica
    whole = opened(replica, answered.read_bytes())
    contents = whole.partition(b"\n")[2]
    forged = enveloped(ANSWER, queries.meta(replica, "desk"), contents, fresh_keys().sign)
    answered.write_bytes(sealed(forged, public_keys(replica).recipient))
    assert refused(counter, stick) == "courier-signature-wrong"
    answered.write_bytes(
        pyrage.encrypt(b"a letter", [pyrage.x25519.Recipient.from_str(public_keys(replica).recipient)])
    )
    assert refused(counter, stick) == "courier-foreign"


def test_an_answer_from_before_the_centre_was_restored_is_named_so(counter, stick, answered):
    counter.line.write(lambda writing: writing.set_meta("epoch", "another"))
    assert refused(counter, stick) == "courier-epoch"


def test_an_answer_that_presumes_more_than_was_read_is_not_applied(counter, stick, answered):
    counter.line.write(lambda writing: writing.set_meta("cursor", "0"))
    assert refused(counter, stick) == "courier-read-less"


def test_files_of_other_desks_and_bundles_are_passed_by(counter, office, centre, stick):
    a_day(counter, office)
    save(counter, stick)
    save(office, stick)
    (stick / "._hidden.age").write_bytes(b"what a foreign system leaves on sticks")
    at_centre(centre, stick)
    assert len(take(counter, stick)) == 1
    assert len(take(office, stick)) == 1


def test_a_stick_without_an_answer_says_so(counter, stick):
    save(counter, stick)
    assert trouble(lambda: take(counter, stick)) == "courier-no-answer"


# Copies, revoked and new computers


def test_a_copied_computer_learns_from_the_stick_that_it_is_one(centre, counter, stick):
    copied = a_copy(counter, "copied")
    centre.joined.append(copied)
    file_application(counter.desk, EXECUTOR, a_draft())
    counter.sync()
    other = file_application(copied.desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    save(copied, stick)
    before = digest_at(centre)
    [one] = at_centre(centre, stick)
    assert one.taken is not None
    assert one.taken.code == "forked"
    assert digest_at(centre) == before
    assert refused(counter, stick) == "courier-other-history"
    [answer] = take(copied, stick)
    assert told(answer).code == "forked"
    assert queries.meta(copied.desk.replica, RENEW) == "forked"
    assert trouble(lambda: save(copied, stick)) == "courier-renew"
    assert len(queries.outbox(copied.desk.replica)) == 1
    copied.sync()
    assert seen(copied.desk, other).number == "Б-0001"
    assert queries.outbox(copied.desk.replica) == []


def test_a_revoked_desk_is_told_outcomes_and_no_rows(centre, counter, office, stick, clock):
    file_application(counter.desk, EXECUTOR, a_draft())
    save(counter, stick)
    file_application(office.desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    office.sync()
    revoke(centre.ledger, queries.meta(counter.desk.replica, "desk"), clock())
    [one] = at_centre(centre, stick)
    assert one.taken is not None
    assert (one.taken.code, one.taken.decided, one.taken.rows) == ("desk-revoked", 1, 0)
    with centre.ledger.read() as tx:
        acts = tx.connection.exec_driver_sql("select outcome from act order by seq").scalars().all()
    assert sorted(acts) == ["applied", "quarantined"]
    cursor = queries.meta(counter.desk.replica, "cursor")
    [answer] = take(counter, stick)
    assert (told(answer).code, told(answer).asking, told(answer).rows) == ("desk-revoked", 1, 0)
    assert (queries.meta(counter.desk.replica, "cursor"), queries.meta(counter.desk.replica, "staged")) == (
        cursor,
        "",
    )
    assert queries.outbox(counter.desk.replica) == []


def test_a_desk_that_never_met_the_centre_cannot_seal(centre, stick):
    fresh = centre.enrolled("fresh")
    assert trouble(lambda: save(fresh, stick)) == "courier-no-keys"
    (stick / "some.age").write_bytes(b"age-encryption.org/v1\n")
    [one] = take(fresh, stick)
    assert one.trouble is not None
    assert one.trouble.code == "courier-no-keys"


# The stick itself


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "courier-disk-full"),
        (errno.EROFS, "courier-read-only"),
        (errno.EIO, "courier-folder-gone"),
    ],
)
def test_a_stick_that_fails_while_it_is_written_holds_no_half_file(counter, stick, monkeypatch, number, code):
    file_application(counter.desk, EXECUTOR, a_draft())

    def fail(_):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr("desktop_app.sync.stick.os.fsync", fail)
        assert trouble(lambda: save(counter, stick)) == code
    assert list(stick.iterdir()) == []
    assert save(counter, stick).acts == 1


def test_a_stick_that_was_pulled_out_is_said_so(counter, tmp_path):
    assert trouble(lambda: save(counter, tmp_path / "gone")) == "courier-folder-gone"
    assert trouble(lambda: take(counter, tmp_path / "gone")) == "courier-folder-gone"


def test_a_file_on_the_stick_is_never_written_over(counter, stick):
    first = save(counter, stick)
    counter.line.write(lambda writing: writing.set_meta("counter:courier", "0"))  # as after a restored backup
    second = save(counter, stick)
    assert first.file != second.file
    assert couriered.waiting(counter.desk.replica).acts == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_a_courier_is_told_has_words(catalogues, language):
    rooms = (ROOT / room for room in ("admission", "central_server", "desktop_app"))
    sources = [path.read_text(encoding="utf-8") for room in rooms for path in room.rglob("*.py")]
    said = {code for source in sources for code in re.findall(r'"(courier-[a-z-]+)"', source)}
    said |= {f"courier-told-{code}" for code in (FORKED, REVOKED)}
    assert {"courier-cut", "courier-newer", "courier-no-answer", "courier-saved"} <= said
    words = Texts(language, catalogues)
    assert [code for code in sorted(said) if not (words.has(code) or words.has(f"problem-{code}"))] == []


# From a shell


def at_the_shell(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """`python -m desktop_app courier …` over the replica in the folder, whose vault asks for its passphrase."""
    command = [sys.executable, "-W", "ignore", "-m", "desktop_app", "--data", folder, "--language", "en"]
    return subprocess.run(
        [str(part) for part in (*command, "courier", *arguments)],
        cwd=ROOT,
        input="passphrase\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_the_desks_shell_saves_for_the_courier_and_takes_in_the_answer(centre, counter, stick):
    file_application(counter.desk, EXECUTOR, a_draft())
    folder = counter.desk.replica.path.parent
    keep_in_vault(folder / "key.vault", "passphrase", KEY)
    counter.desk.replica.close()
    saved = at_the_shell(folder, "export", stick)
    [bundle] = [path.name for path in stick.iterdir()]
    assert saved.returncode == 0, saved.stderr
    assert bundle in saved.stdout
    assert "Acts in it: 1, attachments: 0." in saved.stdout
    nothing = at_the_shell(folder, "import", stick)
    assert nothing.returncode == 1
    assert "holds no answer for this computer" in nothing.stderr
    at_centre(centre, stick)
    taken = at_the_shell(folder, "import", stick)
    assert taken.returncode == 0, taken.stderr
    assert "Acts confirmed: 1;" in taken.stdout
