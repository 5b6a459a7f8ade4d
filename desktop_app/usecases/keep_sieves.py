"""Keep sieves: an officer's filters of the queue, by name; they never leave this computer."""

from __future__ import annotations

from collections.abc import Mapping

from admission.roles import Officer
from desktop_app.models.sieve import Sieve, dump_sieves, name_of_sieves
from desktop_app.usecases.desk import Desk


def keep_sieves(desk: Desk, officer: Officer, sieves: Mapping[str, Sieve]) -> None:
    """These, in place of those kept before."""
    with desk.write() as writing:
        writing.set_meta(name_of_sieves(officer.id), dump_sieves(sieves))
