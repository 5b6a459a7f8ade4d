"""Propose: the executor puts an application before the director."""

from __future__ import annotations

from admission.acts import Proposed
from admission.roles import Officer
from desktop_app.usecases.desk import Desk


def propose(
    desk: Desk,
    officer: Officer,
    application: str,
    accept: bool,
    grounds: tuple[str, ...] = (),
    reason: str = "",
    transport: bool | None = None,
) -> None:
    """To accept, or to refuse on legal grounds for a written reason; ActRefused otherwise.

    `transport`: whether the child who asks for it is driven to school; None where nobody has said (DOMAIN 2.3).
    """
    body = Proposed(
        application=application, accept=accept, grounds=grounds, reason=reason, transport=transport
    )
    desk.record(officer, body)
