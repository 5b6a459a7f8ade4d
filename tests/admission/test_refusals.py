"""Refusals: a legal ground and a reason a parent can read, or no refusal."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from admission.problems import Problem
from admission.profiles import Ground
from admission.refusals import check_grounds
from tests.desk import rules

RULES = rules()
REASON = "Құжаттар толық емес: жоқ"


def codes(accept, grounds, reason, law=RULES):
    return [problem.code for problem in check_grounds(accept, grounds, reason, law)]


def test_an_acceptance_names_no_ground():
    assert codes(True, (), "") == []
    assert codes(True, ("class-full",), "") == ["ground-on-acceptance"]


def test_a_refusal_with_a_ground_and_a_reason_stands():
    assert codes(False, ("non-compliant", "class-full"), REASON) == []


def test_a_refusal_without_anything_is_told_both():
    assert codes(False, (), "") == ["ground-missing", "reason-too-short"]


@pytest.mark.parametrize(("length", "expected"), [(19, ["reason-too-short"]), (20, [])])
def test_a_reason_is_measured_without_its_edges(length, expected):
    assert codes(False, ("class-full",), "  " + "ә" * length + " \n") == expected


def test_a_ground_that_is_not_legal_is_named():
    law = replace(RULES, grounds=(*RULES.grounds, Ground("limit-3-1", {}, legal=False)))
    for ground in ("limit-3-1", "benefits"):
        [problem] = check_grounds(False, (ground,), REASON, law)
        assert (problem.code, problem.params) == ("ground-not-legal", {"ground": ground})


@pytest.mark.parametrize(
    ("accept", "grounds", "reason", "expected"),
    [(True, ("class-full",), "", Problem("ground-on-acceptance", "grounds")),
     (False, (), REASON, Problem("ground-missing", "grounds")),
     (False, ("age",), REASON, Problem("ground-not-legal", "grounds", {"ground": "age"})),
     (False, ("class-full",), "жоқ", Problem("reason-too-short", "reason", {"letters": 20}))],
)  # fmt: skip
def test_a_mistake_is_told_in_full_at_its_field(accept, grounds, reason, expected):
    assert check_grounds(accept, grounds, reason, RULES) == (expected,)
