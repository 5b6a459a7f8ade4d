"""What the edge cases ask with: the codes and weights of a draft at a school on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec.structs import replace

from admission.application import ApplicationDraft
from admission.filing import check_filing
from admission.filing_desk import FilingDesk
from admission.problems import Problem
from tests.desk import SCHOOL, calendar, rules

TODAY = date(2026, 8, 25)
DESK = FilingDesk(rules=rules(), school=SCHOOL, languages=("kk", "ru"), today=TODAY, calendar=calendar())


def weights(problems: Iterable[Problem]) -> dict[str, str]:
    """Code -> weight."""
    return {one.code: one.weight for one in problems}


def asked(draft: ApplicationDraft, **desk: Any) -> dict[str, str]:
    """What is asked or forbidden at the filing; notes left out."""
    found = check_filing(draft, replace(DESK, **desk))
    return weights(one for one in found if one.weight != "note")
