"""Keep filters: an officer's own of one page, by name; they never leave this computer."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from admission.roles import Officer
from desktop_app.models.saved_filters import dump_filters, setting
from desktop_app.usecases.desk import Desk


def keep_filters(desk: Desk, officer: Officer, page: str, filters: Mapping[str, msgspec.Struct]) -> None:
    """These, in place of those kept before."""
    with desk.write() as writing:
        writing.set_meta(setting(page, officer.id), dump_filters(filters))
