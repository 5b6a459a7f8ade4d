"""The porter: what happens to files in one talk with the centre, the urgent before the large, until somebody calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop_app.models import files, queries, thumbnails
from desktop_app.sync.fetching import fetch_files
from desktop_app.sync.files import FilesReport, carry_files, forget_old_originals
from desktop_app.sync.pace import RATE, Listener, Meter
from desktop_app.sync.session import Line

SLICE = 30.0  # seconds; then rows are asked for again, so that a large file hides no news
LATER = 300.0  # seconds until what was not there, or did not come through, is tried again


class Porter:
    """Carries and fetches over one line; remembers what it was doing from talk to talk."""

    def __init__(self, line: Line, listen: Listener) -> None:
        self._line, self._listen = line, listen
        self._pace = line.server.pace
        if not self._pace.rate:
            self._pace.rate = float(queries.meta(line.replica, RATE) or 0)
        self._meter = Meter(self._pace, listen)
        self._not_before: dict[str, float] = {}

    def work(self, wanted: Sequence[str], stop: Callable[[], bool]) -> FilesReport:
        """Fetch what a person waits for, then thumbnails, then send what waits here; `stop` is asked between pieces."""
        self._look_for_thumbnails()
        until = self._pace.ticks() + SLICE

        def pause() -> bool:
            return stop() or self._pace.ticks() >= until

        seen = fetch_files(self._line, wanted, pause, self._listen)
        small = fetch_files(self._line, self._ready(files.missing_thumbnails(self._line.replica)), pause)
        up = carry_files(self._line, pause, meter=self._meter, avoid=self._resting())
        self._rest(small.failed + up.failed)
        left = seen.left or small.left or up.left
        if not left:
            self._meter = Meter(self._pace, self._listen)
            forget_old_originals(self._line)
        return FilesReport(
            sent=up.sent,
            received=seen.received + small.received,
            bytes=seen.bytes + small.bytes + up.bytes,
            failed=up.failed,
            left=left,
        )

    def _look_for_thumbnails(self) -> None:
        news = thumbnails.news(self._line.replica)
        if news is not None:
            self._line.write(lambda writing: thumbnails.note_news(writing, news))

    def _rest(self, sha256s: Sequence[str]) -> None:
        self._not_before |= dict.fromkeys(sha256s, self._pace.ticks() + LATER)

    def _resting(self) -> frozenset[str]:
        now = self._pace.ticks()
        return frozenset(sha for sha, at in self._not_before.items() if at > now)

    def _ready(self, sha256s: Sequence[str]) -> list[str]:
        resting = self._resting()
        return [sha for sha in sha256s if sha not in resting]
