"""A signed decision: its files stand with the application, wherever the decision leads; its manifest is canonical."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from admission.acts import Decided, Proposed, Returned
from admission.application import DocumentCheck, Proposal, Ruling, Status
from admission.context import Outcome
from admission.ruling_manifest import Ruled, decision_facts, decision_manifest, name_of
from tests.admission.casework import REASON, Casework
from tests.desk import EXECUTOR, MORNING, a_draft

FILES: dict[str, Any] = {"manifest_sha256": "a" * 64, "cms_sha256": "b" * 64}
PAPER: dict[str, Any] = {**FILES, "pdf_sha256": "c" * 64}


@pytest.fixture
def case():
    made = Casework()
    made.file()
    made.do(Proposed(application="one", accept=True), EXECUTOR)
    return made


def ruling(case: Casework) -> Ruling:
    found = case.application().decision
    assert found is not None
    return found


def test_the_files_of_an_acceptance_stand_with_the_decision(case):
    case.do(Decided(application="one", accept=True, **FILES))
    assert (ruling(case).signed, ruling(case).files) == (True, ("a" * 64, "b" * 64))


def test_the_files_of_a_refusal_have_its_paper_among_them(case):
    case.do(Decided(application="one", accept=False, grounds=("class-full",), reason=REASON, **PAPER))
    assert ruling(case).files == ("a" * 64, "b" * 64, "c" * 64)


def test_a_decision_without_a_signature_names_no_file(case):
    case.do(Decided(application="one", accept=True))
    assert (ruling(case).signed, ruling(case).files) == (False, ())


def test_a_signed_acceptance_that_leads_to_the_waiting_list_keeps_its_signature():
    full = Casework(capacity=0)
    full.file()
    full.do(Proposed(application="one", accept=True), EXECUTOR)
    decision = full.do(Decided(application="one", accept=True, **FILES))
    assert (decision.outcome, full.status()) == (Outcome.CHANGED, Status.WAITLISTED)
    assert ruling(full).files == ("a" * 64, "b" * 64)


def test_an_unsigned_acceptance_that_leads_to_the_waiting_list_leaves_no_decision():
    full = Casework(capacity=0)
    full.file()
    full.do(Proposed(application="one", accept=True), EXECUTOR)
    full.do(Decided(application="one", accept=True))
    assert full.application().decision is None


def test_a_proposal_bears_no_signature(case):
    assert type(case.application().proposal) is Proposal
    case.do(Returned(application="one", reason="қайта қараңыз"))
    assert case.application().proposal is None


def manifest(case, **changes):
    ruled = Ruled(accept=False, dated=date(2026, 8, 25), grounds=("class-full",), reason=REASON)
    return decision_manifest(
        case.application(),
        replace(ruled, **changes),
        school_bin="020240000555",
        pdf_sha256="c" * 64,
        previous="d" * 64,
    )


def test_the_manifest_says_what_is_decided_and_what_came_before(case):
    said = json.loads(manifest(case))
    assert said.pop("facts")
    assert said == {
        "schema": "qabyldau/decision/1",
        "application": "one",
        "number": "А-0001",
        "school_bin": "020240000555",
        "accept": False,
        "dated": "2026-08-25",
        "grounds": ["class-full"],
        "reason": REASON,
        "transport": "",
        "pdf_sha256": "c" * 64,
        "previous": "d" * 64,
    }


def test_the_same_decision_is_the_same_bytes_and_any_other_is_not(case):
    first = manifest(case)
    others: list[dict[str, Any]] = [
        {"accept": True},
        {"reason": "x"},
        {"transport": True},
        {"transport": False},
        {"grounds": ()},
    ]
    names = {name_of(one) for one in (first, *(manifest(case, **other) for other in others))}
    assert len(names) == 6
    assert name_of(manifest(case)) == name_of(first)


def test_letters_that_look_the_same_are_signed_as_the_same_bytes(case):
    assert manifest(case, reason="и\u0306") == manifest(case, reason="й")


def test_the_facts_are_those_of_the_moment(case):
    check = DocumentCheck(document="photo", good=False, by="aigul", at=MORNING)
    later = replace(check, good=True, at=MORNING + timedelta(hours=1))
    application = replace(case.application(), draft=a_draft(by_territory=False), checks=(check, later))
    facts = decision_facts(application)
    assert facts["documents"] == {"photo": "good", "vaccinations": "unchecked", "health": "unchecked"}
    assert (facts["by_territory"], facts["child_iin"]) == (False, application.draft.child.iin)
    assert facts["received"] == application.received.isoformat()
