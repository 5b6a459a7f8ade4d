"""Notes, assignments and papers asked for: facts that move nothing; what desks of earlier versions are told of them."""

from __future__ import annotations

import json
from datetime import date

import msgspec
import pytest
from msgspec.structs import replace

from admission.acts import NOTE_LETTERS, Asked, Assigned, Decided, DocumentChecked, Noted, Proposed
from admission.application import Application, Status
from admission.context import Outcome
from admission.decide import decide
from admission.earlier import for_version
from admission.exchange import RowLine
from admission.wire import ActUnreadable, dump_row, load_act, load_row
from tests.admission.casework import GROUND, ONLY_DIRECTOR, PORTAL, REASON, Casework
from tests.desk import EXECUTOR, ROOT

UNTIL = date(2026, 8, 27)
ASKED = Asked(application="one", documents=("health", "photo"), until=UNTIL, note="Мөрі жоқ")


@pytest.fixture
def case():
    made = Casework()
    made.stands(Status.UNDER_REVIEW)
    return made


def row_line(row):
    return RowLine(kind="application", id=row.id, ver=1, seq=1, body=msgspec.Raw(dump_row(row)))


def read(line):
    row = load_row(bytes(line.body))
    assert isinstance(row, Application)
    return row


def test_a_note_stands_in_the_history_with_its_writer_and_desk(case):
    case.do(Noted(application="one", text="Анасы кешке келеді"), EXECUTOR)
    step = case.application().history[-1]
    assert (step.kind, step.reason, step.by) == ("noted", "Анасы кешке келеді", EXECUTOR.id)
    assert step.desk
    assert step.before == step.after == Status.UNDER_REVIEW


def test_the_newest_assignment_counts_and_nobody_is_an_answer(case):
    for officer in ("aigul", "director", ""):
        case.do(Assigned(application="one", officer=officer), ONLY_DIRECTOR)
        assert case.application().assigned == officer


def test_a_paper_found_good_is_asked_for_no_more(case):
    case.do(ASKED, EXECUTOR)
    asked = case.application().asked
    assert asked is not None
    assert (asked.documents, asked.until, asked.by) == (("health", "photo"), UNTIL, EXECUTOR.id)
    case.do(DocumentChecked(application="one", document="health", good=False), EXECUTOR)
    case.do(DocumentChecked(application="one", document="photo", good=True), EXECUTOR)
    asked = case.application().asked
    assert asked is not None
    assert asked.documents == ("health",)
    case.do(DocumentChecked(application="one", document="health", good=True), EXECUTOR)
    assert case.application().asked is None


def test_an_empty_list_takes_the_asking_back(case):
    case.do(ASKED, EXECUTOR)
    case.do(Asked(application="one", documents=(), until=UNTIL), EXECUTOR)
    assert case.application().asked is None


def test_only_who_is_asked_to_bring_something_is_told(case):
    assert case.do(ASKED, EXECUTOR).notices == ("papers-asked",)
    assert case.do(Noted(application="one", text="x"), EXECUTOR).notices == ()
    assert case.do(Assigned(application="one", officer="aigul"), EXECUTOR).notices == ()


def test_a_parent_at_the_portal_leaves_no_remark(case):
    before = case.application()
    for body in (Noted(application="one", text="x"), Assigned(application="one", officer="x"), ASKED):
        assert case.do(body, PORTAL).outcome is Outcome.QUARANTINED
    assert case.application() == before


def test_a_note_longer_than_a_page_is_no_act():
    stored = json.loads((ROOT / "tests/golden/acts/16-noted.v4.json").read_bytes())
    stored["body"]["text"] = "а" * NOTE_LETTERS
    assert load_act(json.dumps(stored).encode())
    stored["body"]["text"] += "а"
    with pytest.raises(ActUnreadable):
        load_act(json.dumps(stored).encode())


@pytest.mark.parametrize("said", [True, False, None])
def test_transport_is_kept_with_the_proposal_and_the_decision(case, said):
    case.do(Proposed(application="one", accept=True, transport=said), EXECUTOR)
    proposal = case.application().proposal
    assert proposal is not None
    assert proposal.transport is said
    case.do(Decided(application="one", accept=True, transport=said), ONLY_DIRECTOR)
    decision = case.application().decision
    assert decision is not None
    assert decision.transport is said


@pytest.mark.parametrize(
    ("version", "proposed", "decided", "outcome"),
    [
        (5, None, None, Outcome.REFUSED),
        (5, None, False, Outcome.APPLIED),
        (5, True, None, Outcome.APPLIED),
        (4, None, None, Outcome.APPLIED),
    ],
)
def test_who_asked_for_transport_is_not_accepted_without_a_word_on_it(
    case, version, proposed, decided, outcome
):
    case.keep(replace(case.application(), draft=replace(case.application().draft, transport=True)))
    case.do(Proposed(application="one", accept=True, transport=proposed), EXECUTOR)
    body = Decided(application="one", accept=True, transport=decided)
    act = replace(case.act(body, ONLY_DIRECTOR), v=version)
    decision = decide(act, case.context(act, ONLY_DIRECTOR))
    assert decision.outcome is outcome
    assert (decision.reason is not None and decision.reason.code == "transport-undecided") is (
        outcome is Outcome.REFUSED
    )


def test_transport_is_no_question_of_a_refusal(case):
    case.keep(replace(case.application(), draft=replace(case.application().draft, transport=True)))
    case.do(Proposed(application="one", accept=False, grounds=(GROUND,), reason=REASON), EXECUTOR)
    body = Decided(application="one", accept=False, grounds=(GROUND,), reason=REASON)
    act = replace(case.act(body, ONLY_DIRECTOR), v=5)
    assert decide(act, case.context(act, ONLY_DIRECTOR)).outcome is Outcome.APPLIED


def test_a_desk_of_version_3_reads_the_row_without_the_steps_it_has_no_words_for(case):
    case.do(Noted(application="one", text="x"), EXECUTOR)
    case.do(ASKED, EXECUTOR)
    case.do(DocumentChecked(application="one", document="photo", good=True), EXECUTOR)
    case.do(Assigned(application="one", officer="aigul"), EXECUTOR)
    line = row_line(case.application())
    old, now = read(for_version(3, line)), read(line)
    assert [step.kind for step in old.history] == [
        step.kind for step in now.history if step.kind not in ("noted", "asked", "assigned")
    ]
    assert old.history[-1].kind == "document_checked"
    assert (for_version(3, line).ver, for_version(3, line).seq) == (line.ver, line.seq)


def test_a_desk_of_version_4_has_words_for_notes_and_none_for_classes(case):
    case.do(Noted(application="one", text="x"), EXECUTOR)
    row = case.application()
    line = row_line(replace(row, history=(*row.history, replace(row.history[-1], kind="classed"))))
    assert read(for_version(4, line)).history == row.history
    assert for_version(5, line) is line


def test_a_row_that_says_nothing_new_is_told_as_it_is(case):
    line = row_line(case.application())
    assert for_version(2, line) is line
    assert for_version(2, msgspec.structs.replace(line, kind="stream")).body is line.body
