"""Scanned receipts bring back what a destroyed computer had filed: exact, once, and never against the centre."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace as with_field
from functools import partial
from pathlib import Path

import pytest

from admission.acts import Filed
from desktop_app.building import seal_of
from desktop_app.models import papers, queries
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.issue_paper import issue_receipt
from desktop_app.usecases.rebuild import CheckedPaper, check_papers, rebuild
from desktop_app.usecases.rebuild_words import rebuilt_sentences
from tests.centre import Joined, centre_in
from tests.desk import EXECUTOR, OTHER_CHILD, SCHOOL, FakeClock, a_draft, counted_ids, seen
from tests.scanned import children, scan_of
from tests.sealed import CENTRE, code_of, press, sealing_desk
from verification.receipt_files import Found, receipts_in
from wording import LANGUAGES, Texts


def found(*codes: str) -> list[Found]:
    return [Found(f"{n}.jpg", code) for n, code in enumerate(codes, start=1)]


def again(desk: Desk, *codes: str) -> tuple[CheckedPaper, ...]:
    """What `rebuild` makes of these codes."""
    return rebuild(desk, check_papers(desk, found(*codes)))


def states(papers_: tuple[CheckedPaper, ...]) -> list[str]:
    return [one.reason or one.state for one in papers_]


@pytest.fixture
def lost(tmp_path):
    """The computer that will be destroyed."""
    desk = sealing_desk(tmp_path / "lost")
    yield desk
    desk.replica.close()


@pytest.fixture
def fresh(tmp_path):
    """A new computer of the same school, a day later."""
    clock = FakeClock()
    clock.forward(days=1)
    desk = sealing_desk(tmp_path / "fresh", name="desk-b", series="Б", clock=clock)
    yield desk
    desk.replica.close()


def test_an_application_comes_back_as_it_was_filed(lost, fresh):
    filed = file_application(lost, EXECUTOR, a_draft())
    before = seen(lost, filed)
    assert states(again(fresh, code_of(lost, filed))) == ["filed"]
    after = seen(fresh, filed)
    same = ("id", "number", "draft", "received", "due", "rules", "status", "year", "flags")
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]
    assert [step.desk for step in after.history] == ["desk-b"]


def test_twice_is_harmless(lost, fresh):
    code = code_of(lost, file_application(lost, EXECUTOR, a_draft()))
    assert states(again(fresh, code, code)) == ["filed", "known"]
    assert states(again(fresh, code)) == ["known"]
    with fresh.replica.read() as db:
        assert db.execute("select count(*) from act").fetchone() == (1,)


def test_work_goes_on_after_it(lost, fresh):
    """The new desk's own numbers are its own, and no number is given twice."""
    again(fresh, code_of(lost, file_application(lost, EXECUTOR, a_draft())))
    mine = file_application(fresh, EXECUTOR, a_draft(child=OTHER_CHILD))
    assert seen(fresh, mine).number == "Б-0001"


def test_an_older_copy_of_the_same_computer_does_not_give_its_numbers_again(lost, tmp_path):
    code = code_of(lost, file_application(lost, EXECUTOR, a_draft()))
    copy = with_field(sealing_desk(tmp_path / "copy"), new_id=counted_ids("copy"))
    assert states(again(copy, code)) == ["filed"]
    mine = file_application(copy, EXECUTOR, a_draft(child=OTHER_CHILD))
    assert seen(copy, mine).number == "А-0002"
    copy.replica.close()


def test_a_number_that_is_anothers_here_is_left_alone(lost, tmp_path):
    code = code_of(lost, file_application(lost, EXECUTOR, a_draft()))
    other = sealing_desk(tmp_path / "other", name="desk-c")
    file_application(other, EXECUTOR, a_draft(child=OTHER_CHILD))
    assert states(again(other, code)) == ["rebuild-number-taken"]
    other.replica.close()


def test_a_changed_receipt_files_nothing(lost, fresh):
    code = code_of(lost, file_application(lost, EXECUTOR, a_draft()))
    changed = code[:400] + ("0" if code[400] != "0" else "1") + code[401:]
    [state] = states(again(fresh, changed))
    assert state in ("receipt-core-signature-wrong", "receipt-core-broken")
    with fresh.replica.read() as db:
        assert db.execute("select count(*) from act").fetchone() == (0,)


def test_the_receipt_of_another_school_is_told_apart(lost, fresh):
    code = code_of(lost, file_application(lost, EXECUTOR, a_draft()))
    with fresh.write() as writing:
        writing.set_meta("school", "school-64")
    assert states(again(fresh, code)) == ["rebuild-other-school"]


def test_what_this_school_cannot_open_is_not_filed(lost, fresh):
    code = code_of(lost, file_application(lost, EXECUTOR, a_draft()))
    with fresh.write() as writing:
        writing.set_meta("school_seal", CENTRE.seal_of("school-64"))
    assert states(again(fresh, code)) == ["rebuild-without-filing"]


def test_rules_that_are_not_here_are_told(lost, fresh):
    code = code_of(lost, file_application(lost, EXECUTOR, a_draft()))
    bare = with_field(fresh, profiles={})
    assert states(again(bare, code)) == ["rebuild-rules-unknown"]


def test_an_officer_nobody_knows_cannot_have_filed_it(lost, fresh):
    code = code_of(lost, file_application(lost, EXECUTOR, a_draft()))
    with fresh.write() as writing:
        writing.connection.exec_driver_sql("delete from row where kind = 'officer'")
    assert states(again(fresh, code)) == ["rebuild-not-possible"]


def test_of_two_for_one_child_the_older_one_stands(lost, fresh):
    """Whatever the order of the sheets in the scanner."""
    first = file_application(lost, EXECUTOR, a_draft())
    codes = [code_of(lost, first)]
    a_minute_later(lost)
    with lost.write() as writing:
        second = Filed(application="second", number="А-0002", year=2026, draft=a_draft())
        writing.record(second, person=EXECUTOR.id, at=lost.now(), rules=lost.rules.id)
    codes.append(code_of(lost, "second"))
    again(fresh, *reversed(codes))
    assert [seen(fresh, one).status for one in (first, "second")] == ["under_review", "duplicate_hold"]


def _paper(desk: Desk, application: str) -> bytes:
    paper = papers.paper_pdf(desk.replica, issue_receipt(desk, EXECUTOR, application, press))
    assert paper is not None
    return paper


def a_minute_later(desk: Desk) -> None:
    clock = desk.now
    assert isinstance(clock, FakeClock)
    clock.forward(minutes=1)


def a_destroyed_computer(lost: Desk, folder: Path, how_many: int) -> dict[str, str]:
    """Files, prints and scans so many; ids by number."""
    folder.mkdir()
    filed = {}
    for draft in children(how_many):
        a_minute_later(lost)
        one = file_application(lost, EXECUTOR, draft)
        number = seen(lost, one).number
        (folder / f"{number}.jpg").write_bytes(scan_of(_paper(lost, one)))
        filed[number] = one
    return filed


def rebuilt_from(found_: Iterable[Found], lost: Desk, fresh: Desk, filed: dict[str, str]) -> None:
    done = rebuild(fresh, check_papers(fresh, found_))
    assert {one.state for one in done} == {"filed"}
    assert [one.core.number for one in done if one.core] == list(filed)
    for one in filed.values():
        before, after = seen(lost, one), seen(fresh, one)
        assert (after.draft, after.number, after.received) == (before.draft, before.number, before.received)


def test_scanned_receipts_rebuild_the_records_of_a_destroyed_computer(lost, fresh, tmp_path):
    filed = a_destroyed_computer(lost, tmp_path / "scans", 6)
    rebuilt_from(receipts_in([tmp_path / "scans"]), lost, fresh, filed)


def test_two_hundred_receipts_rebuild_two_hundred_records(lost, fresh):
    """By their codes: what scanning them costs and how well it reads is measured with six and in the printing tests."""
    filed = {}
    for draft in children(200):
        a_minute_later(lost)
        one = file_application(lost, EXECUTOR, draft)
        filed[seen(lost, one).number] = one
    codes = [code_of(lost, one) for one in filed.values()]
    rebuilt_from(found(*reversed(codes)), lost, fresh, filed)


# At a real centre


def with_seal(joined: Joined) -> Desk:
    return with_field(joined.desk, sealer=partial(seal_of, joined.desk.replica))


@pytest.fixture
def centre(tmp_path, catalogues):
    with centre_in(tmp_path, catalogues, FakeClock()) as open_centre:
        yield open_centre


def test_what_the_centre_has_already_stays_one(centre):
    """The act comes again from another desk under its own id: its stored outcome is the answer."""
    old, new = centre.join("old"), centre.enrolled("new")
    filed = file_application(old.desk, EXECUTOR, a_draft())
    code = code_of(with_seal(old), filed)
    old.sync()
    before = seen(old.desk, filed)
    _only_the_people(new)
    assert states(again(with_seal(new), code)) == ["filed"]
    centre.clock.forward(days=1)
    report = new.sync()
    assert (report.sent, report.confirmed, report.refused) == (1, 1, 0)
    assert seen(new.desk, filed) == before
    old.sync()
    assert seen(old.desk, filed) == before


def test_what_the_centre_never_had_comes_to_it_as_it_was(centre):
    old = centre.join("old")
    filed = file_application(old.desk, EXECUTOR, a_draft())
    code, before = code_of(with_seal(old), filed), seen(old.desk, filed)
    centre.clock.forward(days=2)
    new = centre.join("new")
    assert states(again(with_seal(new), code)) == ["filed"]
    report = new.sync()
    assert (report.sent, report.confirmed) == (1, 1)
    after = seen(new.desk, filed)
    assert (after.number, after.received, after.due) == (before.number, before.received, before.due)
    assert after.flags == ()


def test_the_lost_computer_that_turns_up_again_does_no_harm(centre):
    old, new = centre.join("old"), centre.join("new")
    filed = file_application(old.desk, EXECUTOR, a_draft())
    assert states(again(with_seal(new), code_of(with_seal(old), filed))) == ["filed"]
    new.sync()
    report = old.sync()
    assert (report.sent, report.confirmed, report.refused) == (1, 1, 0)
    assert seen(old.desk, filed) == seen(new.desk, filed)


def test_every_desk_of_a_school_has_the_same_seal_and_its_own_voucher(centre):
    replicas = [centre.join(name).desk.replica for name in ("one", "two")]
    seals = {queries.meta(one, "school_seal") for one in replicas}
    assert len(seals) == 1
    assert all(len(seal) == 128 for seal in seals)
    assert len({queries.meta(one, "desk_voucher") for one in replicas}) == 2


def test_a_desk_of_an_earlier_version_gets_its_voucher_at_the_next_turn(centre):
    joined = centre.join("old")
    with joined.desk.write() as writing:
        for name in ("desk_voucher", "voucher_asked", "school_seal"):
            writing.set_meta(name, "")
    joined.sync()
    assert queries.meta(joined.desk.replica, "desk_voucher")


def test_a_centre_without_vouchers_is_asked_once_a_day(centre):
    joined = centre.join("old")
    with joined.desk.write() as writing:
        writing.set_meta("desk_voucher", "")
    joined.sync()
    assert not queries.meta(joined.desk.replica, "desk_voucher")
    centre.clock.forward(days=1)
    joined.sync()
    assert queries.meta(joined.desk.replica, "desk_voucher")


def _only_the_people(joined: Joined) -> None:
    """As far as the feed comes before the applications: the school, its officers, its streams, its keys."""
    from desktop_app.sync.keys import exchange_keys
    from tests.desk import REFERENCE, feed

    exchange_keys(joined.line)
    with joined.desk.write() as writing:
        writing.replace_rows(feed(*REFERENCE), [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_told_in_words(lost, fresh, catalogues, language):
    code = code_of(lost, file_application(lost, EXECUTOR, a_draft()))
    done = (*again(fresh, code, code), *check_papers(fresh, [Found("b.jpg", reason="receipt-code-missing")]))
    first, second = rebuilt_sentences(Texts(language, catalogues), done)
    assert "3" in first
    assert second.startswith("  b.jpg: ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_words(catalogues, language):
    words = Texts(language, catalogues)
    codes = ("other-school", "number-taken", "without-filing", "rules-unknown", "not-possible")
    assert all(words(f"rebuild-{code}") for code in codes)
    assert SCHOOL.id
