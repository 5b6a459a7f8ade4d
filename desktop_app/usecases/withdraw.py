"""Withdraw: the applicant takes the application back at the counter; a fact, never refused."""

from __future__ import annotations

from admission.acts import Withdrawn
from admission.roles import Officer
from desktop_app.usecases.desk import Desk


def withdraw(desk: Desk, officer: Officer, application: str, reason: str = "", asked_by: str = "") -> None:
    """The place is not kept (seed 003); after the order or after 31 August a person must look at it.

    `asked_by` names who asked where it was not the applicant: the other parent, say (DOMAIN 5 #55).
    """
    desk.record(officer, Withdrawn(application=application, reason=reason, asked_by=asked_by))
