"""Problems: blocks, warnings, confirmations, and what a refused act carries."""

from __future__ import annotations

import pytest

from admission.problems import ActRefused, Problem, blocks, refuse_if, unconfirmed

BLOCK = Problem("iin-length", "child.iin", {"length": 11})
WARN = Problem("starts-late", "child.born", weight="warn")


def test_only_blocks_cannot_be_confirmed():
    assert blocks((WARN, BLOCK)) == (BLOCK,)
    assert unconfirmed((WARN, BLOCK), ("starts-late", "iin-length")) == (BLOCK,)
    assert unconfirmed((WARN, BLOCK), ()) == (WARN, BLOCK)


def test_a_problem_refuses_and_none_does_not():
    refuse_if(())
    with pytest.raises(ActRefused) as refused:
        refuse_if(iter((BLOCK, WARN)))
    assert refused.value.problems == (BLOCK, WARN)
    assert str(refused.value) == "iin-length, starts-late"


def test_two_problems_share_no_params():
    assert Problem("a").params is not Problem("b").params
