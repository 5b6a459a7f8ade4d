"""Refusals: a refusal demands a legal ground and a reason a parent can read."""

from __future__ import annotations

from collections.abc import Iterable

from admission.problems import Problem
from admission.profiles import RuleProfile


def check_grounds(
    accept: bool, grounds: Iterable[str], reason: str, rules: RuleProfile
) -> tuple[Problem, ...]:
    """No ground for an acceptance; a known legal ground and a written reason for a refusal (DOMAIN 5 #59)."""
    named = tuple(grounds)
    if accept:
        return (Problem("ground-on-acceptance", "grounds"),) if named else ()
    problems = []
    if not named:
        problems.append(Problem("ground-missing", "grounds"))
    for code in named:
        ground = rules.ground(code)
        if ground is None or not ground.legal:
            problems.append(Problem("ground-not-legal", "grounds", {"ground": code}))
    if len(reason.strip()) < rules.reason_min_length:
        problems.append(Problem("reason-too-short", "reason", {"letters": rules.reason_min_length}))
    return tuple(problems)
