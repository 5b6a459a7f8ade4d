"""A desk of the demonstration: its own folder and replica, enrolled by code, with the real window over it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from admission.application import Application
from admission.roles import Officer
from demo.clock import MORNING
from desktop_app.building import calendar_of, desk_of, line_of, new_id, profiles_of, replica_of, tools_of
from desktop_app.models import queries
from desktop_app.models.judge import Judge
from desktop_app.models.replica import Replica
from desktop_app.settings import Settings
from desktop_app.sync.enrol import enrol, keep_enrolment
from desktop_app.sync.session import Line
from desktop_app.ui.opening import Opened, open_office
from desktop_app.usecases.desk import Desk

PASSPHRASE = "қабылдау мысалы 2026"
IDLE_MINUTES = 60.0


@dataclass(frozen=True)
class PlayedDesk:
    """One computer of the demonstration."""

    settings: Settings
    replica: Replica
    desk: Desk
    line: Line
    opened: Opened

    def application(self, number: str) -> Application | None:
        """The application of that number, as this desk shows it."""
        found = [line for line in queries.search(self.replica, number) if line.number == number]
        return queries.application(self.replica, found[0].id) if found else None

    def officer(self, login: str) -> Officer:
        """An officer of the school by login."""
        return next(one for one in queries.officers(self.replica) if one.login == login)

    def close(self) -> None:
        """The window, the line, the file."""
        self.opened.window.close()
        self.line.server.close()
        self.replica.close()


def enrol_desk(settings: Settings, url: str, code: str, name: str, trust: Path) -> None:
    """Make the folder a desk: a key in its vault, an identity from the centre, the pinned authority."""
    replica = replica_of(settings, lambda _: PASSPHRASE)
    try:
        judge = Judge(profiles=profiles_of(settings), calendar=calendar_of(settings))
        answer = enrol(url, code, name)
        with replica.write(judge, new_id) as writing:
            keep_enrolment(writing, answer, url, MORNING)
    finally:
        replica.close()
    shutil.copytree(trust, settings.trust)


def open_desk(settings: Settings, clock: Callable[[], datetime]) -> PlayedDesk:
    """Open the office of an enrolled desk; nothing is shown yet."""
    replica = replica_of(settings, lambda _: PASSPHRASE)
    desk = desk_of(settings, replica, clock)
    line = line_of(settings, desk)
    opened = open_office(settings, desk, tools_of(settings, desk), lambda: line, stated_clock=True)
    return PlayedDesk(settings, replica, desk, line, opened)
