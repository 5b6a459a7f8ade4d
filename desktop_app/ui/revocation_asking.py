"""After a talk with the centre went well, the authority is asked about certificates, on the sync lane."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop_app.ui.heartbeat import Beat, Heartbeat
from desktop_app.ui.lane import Lane
from desktop_app.ui.office import Office


class RevocationAsking(QObject):
    """Lives as long as its heartbeat. `ask` tells of how many orders something new is known."""

    def __init__(self, office: Office, lane: Lane, ask: Callable[[], int], heartbeat: Heartbeat) -> None:
        super().__init__(heartbeat)
        self._office, self._lane, self._ask = office, lane, ask
        self._asking = False
        heartbeat.beat.connect(self.take)

    def take(self, beat: Beat) -> None:
        """There is a line: ask, unless that goes on already."""
        if beat.state == "good" and not self._asking:
            self._asking = True
            self._lane.run(self._ask, self._asked, self._failed)

    def _asked(self, heard: int) -> None:
        self._asking = False
        if heard:
            self._office.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self._asking = False
        self._office.notice.emit(self._office.trouble(error))
