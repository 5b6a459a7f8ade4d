"""Acceptance: what becomes of acts when several desks, schools and mishaps meet at the centre."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from admission.acts import Amended, Attached, Change
from admission.application import Application, Attachment, Status
from admission.context import Outcome
from admission.exchange import CardOpened
from admission.problems import Problem
from admission.wire import VERSION, chain, dump_act
from central_server import administration
from central_server.acceptance import Batch, CursorAhead, DeskUnknown, HistoryBroken, accept
from tests.central_server.actors import (
    DIRECTOR,
    OTHER,
    Bureau,
    a_child_draft,
    accepted,
    filed,
    proposed,
    row_of,
    told,
    withdrawn,
)
from tests.desk import MORNING, SCHOOL


def put_on_signature(desk, application, draft):
    assert desk.file(application, draft).outcome is Outcome.APPLIED
    assert desk.send(proposed(application))[0].outcome is Outcome.APPLIED


def test_a_retry_gets_the_stored_outcome_and_changes_nothing(bureau):
    desk = bureau.desk()
    raws = desk.acts(filed("a1", a_child_draft(1)), filed("a2", a_child_draft(1), "А-0002"))
    first = desk.deliver(raws, "")
    before = desk.sync()
    again = desk.deliver(raws, "")
    assert [one.outcome for one in first.results] == [Outcome.APPLIED, Outcome.CHANGED]
    assert again == first
    assert desk.sync(cursor=0) == before


def test_what_is_new_after_a_retried_beginning_is_decided(bureau):
    desk = bureau.desk()
    raws = desk.acts(filed("a1", a_child_draft(1)))
    desk.deliver(raws, "")
    longer = desk.deliver([*raws, *desk.acts(filed("a2", a_child_draft(2), "А-0002"))], "")
    assert (longer.last_n, [one.n for one in longer.results]) == (2, [1, 2])


def test_a_later_act_of_a_batch_sees_the_earlier_one(bureau):
    results = bureau.desk().send(filed("a1", a_child_draft(1)), proposed("a1"))
    assert [one.outcome for one in results] == [Outcome.APPLIED] * 2
    assert bureau.application("a1").status is Status.ON_SIGNATURE


def test_an_acceptance_after_a_withdrawal_is_refused(bureau):
    counter, office = bureau.desk(), bureau.desk()
    put_on_signature(counter, "a1", a_child_draft(1))
    counter.send(withdrawn("a1"))
    [result] = office.send(accepted("a1"), person=DIRECTOR)
    assert (result.outcome, result.reason.code) == (Outcome.REFUSED, "withdrawn")
    assert (bureau.application("a1").status, bureau.stream().taken) == (Status.WITHDRAWN, 0)


def test_a_withdrawal_after_an_acceptance_frees_the_place(bureau):
    counter, office = bureau.desk(), bureau.desk()
    put_on_signature(counter, "a1", a_child_draft(1))
    office.send(accepted("a1"), person=DIRECTOR)
    assert bureau.stream().taken == 1
    [result] = counter.send(withdrawn("a1"))
    assert result.outcome is Outcome.APPLIED
    assert (bureau.application("a1").status, bureau.stream().taken) == (Status.WITHDRAWN, 0)


def test_the_last_place_is_given_once(bureau):
    bureau.school(OTHER, capacity=1)
    desk, office = bureau.desk(OTHER), bureau.desk(OTHER)
    for number in (1, 2):
        put_on_signature(desk, f"a{number}", a_child_draft(number))
    [first] = desk.send(accepted("a1"), person=DIRECTOR)
    [second] = office.send(accepted("a2"), person=DIRECTOR)
    assert (first.outcome, second.outcome, second.reason.code) == (
        Outcome.APPLIED,
        Outcome.CHANGED,
        "class-full",
    )
    assert bureau.application("a2", OTHER).status is Status.WAITLISTED
    assert bureau.stream(OTHER).taken == 1


def test_a_child_active_in_another_school_is_held_and_its_number_is_not_told(bureau):
    here, there = bureau.desk(), bureau.desk(bureau.school(OTHER))
    here.file("a1", a_child_draft(1))
    result = there.file("b1", a_child_draft(1))
    assert result.outcome is Outcome.CHANGED
    held = bureau.application("b1", OTHER)
    assert (held.status, held.number) == (Status.DUPLICATE_HOLD, "А-0001")
    assert SCHOOL.id.encode() not in msgspec.json.encode([held, result])


def test_a_child_whose_application_was_withdrawn_may_apply_elsewhere(bureau):
    here, there = bureau.desk(), bureau.desk(bureau.school(OTHER))
    here.send(filed("a1", a_child_draft(1)), withdrawn("a1"), filed("a2", a_child_draft(1)), withdrawn("a2"))
    assert there.file("b1", a_child_draft(1)).outcome is Outcome.APPLIED
    assert here.file("a3", a_child_draft(1)).outcome is Outcome.CHANGED


def test_a_correction_that_makes_it_another_active_child_is_held(bureau):
    here, there = bureau.desk(), bureau.desk(bureau.school(OTHER))
    one, two = a_child_draft(1), a_child_draft(2)
    here.file("a1", one)
    there.file("b1", two)
    change = Change("child.iin", two.child.iin, one.child.iin)
    [result] = there.send(Amended(application="b1", changes=(change,), reason="қате терілген"))
    held = bureau.application("b1", OTHER)
    assert (result.outcome, result.reason.code) == (Outcome.CHANGED, "duplicate-hold")
    assert (held.status, held.history[-1].after) == (Status.DUPLICATE_HOLD, Status.DUPLICATE_HOLD)
    assert here.file("a2", two).outcome is Outcome.APPLIED  # the child it was before is free again


def test_a_gap_names_the_act_expected_next(bureau):
    desk = bureau.desk()
    desk.file("a1", a_child_draft(1))
    desk.acts(filed("a2", a_child_draft(2)))
    head = desk.head
    with pytest.raises(HistoryBroken) as broken:
        desk.deliver(desk.acts(filed("a3", a_child_draft(3))), head)
    assert (broken.value.code, broken.value.expected) == ("gap", 2)


def test_another_act_under_a_known_number_is_a_fork(bureau):
    desk = bureau.desk()
    desk.file("a1", a_child_draft(1))
    desk.n, desk.head = 0, ""
    with pytest.raises(HistoryBroken, match="forked"):
        desk.send(filed("a2", a_child_draft(2)))
    assert "a2" not in {line.id for line in desk.sync(cursor=0).rows}


def test_an_act_that_does_not_chain_to_the_known_ones_is_a_fork(bureau):
    desk = bureau.desk()
    desk.file("a1", a_child_draft(1))
    desk.head = chain("", b"another history")
    with pytest.raises(HistoryBroken, match="forked"):
        desk.send(filed("a2", a_child_draft(2)))


@pytest.mark.parametrize(
    "poison",
    [
        b'{"n":2,"kind":"nonsense"}',
        b'[1, 2, "no act at all"]',
        b'{"n":"two"}',
        b'{"n":2,"id":"nul\\u0000"}',
        b"17",
    ],
)
def test_a_poison_act_is_set_aside_and_those_after_it_go_on(bureau, poison):
    desk = bureau.desk()
    [good] = desk.acts(filed("a1", a_child_draft(1)))
    desk.n, desk.head = 2, chain(desk.head, poison)
    [last] = desk.acts(filed("a2", a_child_draft(2)))
    results = desk.deliver([good, poison, last], "").results
    assert [one.outcome.value for one in results] == ["applied", "quarantined", "applied"]
    assert desk.deliver([good, poison, last], "").results == results


def test_a_poison_act_alone_is_answered_again_on_a_retry(bureau):
    desk = bureau.desk()
    first = desk.deliver([b'"poison"'], "")
    assert first.last_n == 1
    assert desk.deliver([b'"poison"'], "") == first


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"desk": "another"}, "act-of-another-desk"),
        ({"school": OTHER.id}, "act-of-another-school"),
        ({"v": VERSION + 1}, "act-unreadable"),
        ({"v": -(10**30)}, "act-unreadable"),
        ({"at": MORNING.replace(tzinfo=None)}, "act-unreadable"),
        ({"id": "x" * 5000}, "act-unreadable"),
        ({"rules": "oqu1917"}, "rules-unknown"),
        ({"person": "nobody"}, "officer-unknown"),
        ({"person": "portal"}, "officer-unknown"),
    ],
)
def test_an_act_that_does_not_belong_here_is_set_aside(bureau, other, code):
    desk = bureau.desk()
    [result] = desk.send(filed("a1", a_child_draft(1)), **other)
    assert (result.outcome, result.reason.code) == (Outcome.QUARANTINED, code)
    assert desk.file("a2", a_child_draft(2)).outcome is Outcome.APPLIED


@pytest.mark.parametrize("other", [{"n": 7}, {"previous": "else"}])
def test_an_act_that_denies_its_place_in_the_chain_is_set_aside(bureau, other):
    desk = bureau.desk()
    [first] = desk.acts(filed("a1", a_child_draft(1)))
    raw = dump_act(desk.act(filed("a2", a_child_draft(2)), **other))
    result = desk.deliver([first, raw], "").results[1]
    assert (result.n, result.outcome, result.reason.code) == (2, Outcome.QUARANTINED, "act-out-of-chain")


def test_a_cursor_no_centre_ever_gave_does_no_harm(bureau):
    [result] = bureau.desk().send(filed("a1", a_child_draft(1)), since=2**31 - 1)
    assert result.outcome is Outcome.APPLIED


def test_a_filing_of_another_campaign_is_set_aside(bureau):
    wrong = replace(filed("a1", a_child_draft(1)), year=2027)
    [result] = bureau.desk().send(wrong)
    assert (result.outcome, result.reason.code) == (Outcome.QUARANTINED, "year-of-another-campaign")


def test_acts_issued_again_by_a_new_desk_keep_their_outcome(bureau):
    old, new = bureau.desk(), bureau.desk()
    act = old.act(filed("a1", a_child_draft(1)))
    first = old.deliver([dump_act(act)], "").results[0]
    again = new.deliver([dump_act(replace(act, desk=new.id))], "").results[0]
    assert again == first
    assert [line.ver for line in new.sync().rows if line.id == "a1"] == [1]


def test_an_id_used_for_another_act_is_set_aside(bureau):
    desk = bureau.desk()
    desk.send(filed("a1", a_child_draft(1)), id="same")
    [result] = desk.send(filed("a2", a_child_draft(2)), id="same")
    assert (result.outcome, result.reason.code) == (Outcome.QUARANTINED, "act-id-used")


def test_an_act_is_never_older_than_what_its_desk_had_read(bureau):
    desk = bureau.desk()
    desk.file("a1", a_child_draft(1))
    since = desk.sync().cursor
    desk.send(filed("a2", a_child_draft(2)), at=MORNING.replace(year=2020), since=since)
    desk.send(filed("a3", a_child_draft(3)), at=MORNING.replace(year=2031), since=since)
    received = [bureau.application(one).received for one in ("a2", "a3")]
    assert received == [MORNING, MORNING]


def test_acts_that_waited_while_others_were_sent_keep_their_time(bureau):
    desk = bureau.desk()
    first, second = (desk.acts(filed(f"a{n}", a_child_draft(n))) for n in (1, 2))
    bureau.clock.forward(hours=1)
    desk.deliver(first, "")
    desk.deliver(second, chain("", first[0]))
    assert bureau.application("a2").received == MORNING
    assert bureau.application("a2").flags == ()


def test_the_feed_brings_the_newest_rows_in_pages_and_the_digest_agrees(bureau):
    desk = bureau.desk()
    desk.send(*(filed(f"a{n}", a_child_draft(n)) for n in range(1, 6)), proposed("a1"))
    pages = [desk.sync(max_rows=4) for _ in range(3)]
    assert [page.done for page in pages] == [False, False, True]
    rows = [line for page in pages for line in page.rows]
    assert [line.seq for line in rows] == sorted({line.seq for line in rows})
    [a1] = [row_of(line.body) for line in rows if line.id == "a1"]
    assert isinstance(a1, Application)
    assert a1.status is Status.ON_SIGNATURE
    whole = desk.sync(cursor=0)
    assert pages[-1].digest == whole.digest == told(whole)
    assert desk.sync().rows == []


def test_a_school_sees_only_itself(bureau):
    here, there = bureau.desk(), bureau.desk(bureau.school(OTHER))
    here.file("a1", a_child_draft(1))
    there.file("b1", a_child_draft(2))
    for desk, own in ((here, "a1"), (there, "b1")):
        lines = desk.sync().rows
        assert [line.id for line in lines if line.kind == "application"] == [own]
        assert {getattr(row_of(line.body), "school", desk.school) for line in lines} == {desk.school}


def test_a_desk_cannot_act_on_another_schools_application(bureau):
    bureau.desk().file("a1", a_child_draft(1))
    there = bureau.desk(bureau.school(OTHER))
    [result] = there.send(withdrawn("a1"))
    assert (result.outcome, result.reason.code) == (Outcome.QUARANTINED, "application-unknown")
    assert bureau.application("a1").status is Status.UNDER_REVIEW


def test_series_letters_are_never_given_twice(bureau):
    desks = [bureau.desk() for _ in range(3)]
    administration.revoke(bureau.ledger, desks[1].id, bureau.clock())
    assert [desk.series for desk in [*desks, bureau.desk()]] == ["А", "Б", "В", "Г"]


def test_what_a_revoked_desk_has_done_is_kept_for_a_person_and_has_no_effect(bureau):
    desk = bureau.desk()
    assert administration.revoke(bureau.ledger, desk.id, bureau.clock())
    result = desk.file("a1", a_child_draft(1))
    assert (result.outcome, result.reason) == (Outcome.QUARANTINED, Problem("desk-revoked"))
    assert bureau.rows("application") == []


def test_a_desk_nobody_enrolled_is_not_heard(bureau):
    desk = bureau.desk()
    desk.id = "nobody"
    with pytest.raises(DeskUnknown):
        desk.file("a1", a_child_draft(1))


def test_a_desk_that_knows_more_than_the_centre_stops_it(bureau):
    desk = bureau.desk()
    [raw] = desk.acts(filed("a1", a_child_draft(1)))
    with pytest.raises(CursorAhead):
        accept(bureau.ledger, desk.id, Batch(acts=[raw], cursor=10_000), MORNING, bureau.law)
    with pytest.raises(CursorAhead):
        desk.sync(cursor=10_000)


def test_a_desk_of_another_time_line_is_told_only_the_epoch(bureau):
    desk = bureau.desk()
    answer = desk.sync(epoch="another", acts=[msgspec.Raw(desk.acts(filed("a1", a_child_draft(1)))[0])])
    assert (answer.epoch, answer.results, answer.rows) == (bureau.ledger.epoch, [], [])


def test_who_opened_a_card_is_kept_once(bureau):
    desk = bureau.desk()
    opened = CardOpened(id="o1", person="executor", application="a1", at=MORNING)
    odd = CardOpened(id="o2", person="nul\0", application="a1", at=MORNING)
    for _ in range(2):
        assert desk.sync(opened=[opened, odd]).done


def test_a_school_brought_up_to_date_keeps_its_taken_places(bureau: Bureau):
    desk = bureau.desk()
    put_on_signature(desk, "a1", a_child_draft(1))
    desk.send(accepted("a1"), person=DIRECTOR)
    bureau.school(capacity=25)
    assert (bureau.stream().capacity, bureau.stream().taken) == (25, 1)


def test_an_attachment_makes_its_file_known_to_the_school(bureau):
    desk = bureau.desk()
    scan = Attachment(sha256="a" * 64, size=10, mime="application/pdf", document="photo")
    desk.send(filed("a1", a_child_draft(1)), Attached(application="a1", attachment=scan))
    assert bureau.application("a1").attachments == (scan,)
