"""Enrolment: a one-time code from the administrator makes this computer a desk of its school."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from admission.exchange import EnrolAnswer, EnrolRequest, RenewAnswer
from desktop_app.models.mark import WIPED
from desktop_app.models.renewal import become
from desktop_app.sync.server import Server

if TYPE_CHECKING:
    from desktop_app.models.writing import Writing

NAMES = ("desk", "token", "school", "series", "epoch")


def enrol(url: str, code: str, name: str, *, practice: bool = False) -> EnrolAnswer:
    """Ask the centre for a desk; ServerTrouble when the code is used up or unknown."""
    server = Server(url)
    if practice:
        server.stay_here()
    try:
        return server.enrol(EnrolRequest(code=code.strip(), name=name))
    finally:
        server.close()


def keep_enrolment(writing: Writing, answer: EnrolAnswer, url: str, at: datetime) -> None:
    """Remember in the replica who this desk is and where its centre stands; `at` is this desk's clock.

    A computer that was a desk before goes on as the new one, with everything that still waits in it.
    """
    if writing.meta("desk"):
        become(writing, RenewAnswer(desk=answer), at)
    else:
        for name in NAMES:
            writing.set_meta(name, getattr(answer, name))
    writing.set_meta("url", url)
    writing.set_meta(WIPED, "")
