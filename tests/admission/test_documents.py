"""Documents: what each family must bring, and what is wrong with what it brought."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from msgspec.structs import replace

from admission.acts import Attached
from admission.application import Attachment, DocumentBrought
from admission.documents import CONDITIONS, check_documents, check_wanting, required_documents
from admission.profiles import DocumentRule, Needed, When
from tests.admission.casework import Casework
from tests.desk import APPLICANT, CHILD, a_draft, rules

RULES = rules()
TODAY = date(2026, 8, 25)
PAPERS = a_draft().documents


def required(**changes):
    return [rule.code for rule in required_documents(a_draft(**changes), RULES)]


def codes(draft, today=TODAY):
    return [(one.code, one.at, one.weight) for one in check_documents(draft, RULES, today)]


def test_every_child_needs_photos_and_two_medical_forms():
    assert required() == ["photo", "vaccinations", "health"]


@pytest.mark.parametrize("relation", ["guardian", "trustee", "foster"])
def test_who_is_no_parent_brings_the_decision(relation):
    assert required(applicant=replace(APPLICANT, relation=relation))[-1] == "guardianship"


def test_a_foreigner_brings_the_status_paper():
    assert required(child=replace(CHILD, citizenship="UZ"))[-1] == "status"


def test_a_paper_may_be_asked_of_children_without_an_iin():
    birth = DocumentRule(code="birth", name={}, when="no_iin")
    law = replace(RULES, documents=(birth,))
    assert required_documents(a_draft(), law) == ()
    assert required_documents(a_draft(child=replace(CHILD, iin="")), law) == (birth,)


def test_every_condition_a_profile_may_name_is_known():
    assert set(CONDITIONS) == set(get_args(When))


def test_a_missing_paper_is_named():
    [problem] = check_documents(a_draft(documents=PAPERS[:2]), RULES, TODAY)
    assert (problem.code, problem.at, problem.params) == (
        "document-missing", "documents.health", {"document": "health"},
    )  # fmt: skip


@pytest.mark.parametrize("form", ["063/у", "063/е"])
def test_an_old_form_is_taken_with_a_question(form):
    old = replace(PAPERS[1], form=form)
    draft = a_draft(documents=(PAPERS[0], old, PAPERS[2]))
    assert codes(draft) == [("document-old-form", "documents.vaccinations", "warn")]


@pytest.mark.parametrize(
    ("until", "expected"),
    [("", ("document-validity-missing", "block")),
     ("келесі жылға дейін", ("document-validity-missing", "block")),
     ("2026-08-25", ("document-expired", "block")),
     ("2026-08-26", ("document-expires-soon", "warn")),
     ("2026-08-31", ("document-expires-soon", "warn")),
     ("2026-09-01", None)],
)  # fmt: skip
def test_the_pmpk_conclusion_must_be_valid(until, expected):
    pmpk = DocumentBrought(code="pmpk", valid_until=until)
    draft = a_draft(special_needs=True, documents=(*PAPERS, pmpk))
    assert codes(draft) == ([(expected[0], "documents.pmpk", expected[1])] if expected else [])


def test_school_starts_in_the_campaign_s_year_whatever_today_is():
    pmpk = DocumentBrought(code="pmpk", valid_until="2026-06-01")
    draft = a_draft(special_needs=True, documents=(*PAPERS, pmpk))
    assert codes(draft, today=date(2025, 12, 1)) == [("document-expires-soon", "documents.pmpk", "warn")]


def test_a_pmpk_conclusion_without_the_mark_is_asked_about():
    pmpk = DocumentBrought(code="pmpk")
    assert codes(a_draft(documents=(*PAPERS, pmpk))) == [("pmpk-without-mark", "special_needs", "warn")]


def test_a_paper_that_is_optional_is_never_missing_at_any_time():
    optional = replace(RULES.documents[0], code="benefit", optional=True)
    law = replace(RULES, documents=(*RULES.documents, optional))
    assert check_documents(a_draft(), law, TODAY) == ()
    case = Casework()
    case.file()
    for needed in get_args(Needed):
        assert check_wanting(case.application(), law, needed, TODAY) == ()


@pytest.mark.parametrize("shown", ["attachment", "brought", "nothing"])
def test_a_promised_paper_is_here_once_it_was_brought_or_scanned(shown):
    case = Casework()
    paper = (DocumentBrought(code="guardianship"),) if shown == "brought" else ()
    guardian = replace(a_draft().applicant, relation="guardian")
    case.file(applicant=guardian, documents=(*PAPERS, *paper))
    if shown == "attachment":
        scan = Attachment(sha256="a" * 64, size=9, mime="application/pdf", document="guardianship")
        case.do(Attached(application="one", attachment=scan))
    wanting = check_wanting(case.application(), RULES, "acceptance", TODAY)
    assert [one.code for one in wanting] == (["document-wanting"] if shown == "nothing" else [])
    assert check_wanting(case.application(), RULES, "filing", TODAY) == ()
