"""Export: the enrolled children as a table for the national database; reads only."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from admission.problems import ActRefused, Problem
from admission.school_papers import PupilLine
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.issue_school_paper import enrolled_pupils


def export_pupils(desk: Desk, table: Callable[[Sequence[PupilLine]], bytes]) -> bytes:
    """The file's bytes, made by `table`; ActRefused while nobody is enrolled."""
    pupils = enrolled_pupils(desk)
    if not pupils:
        raise ActRefused((Problem("nobody-enrolled"),))
    return table(pupils)
