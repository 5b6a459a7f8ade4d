"""Files to the centre: thumbnails first, originals last, resumed where they were cut, never in the way of acts."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta

import msgspec

from desktop_app.models import files
from desktop_app.sync.pace import RATE, Listener, Meter, nobody
from desktop_app.sync.session import Line
from desktop_app.sync.trouble import ServerTrouble, ServerUnreachable

KEPT = timedelta(days=30)  # so long an original stays on this computer after the centre has it
AT_ONCE = 32 * 1024  # bytes; such a file is sent without asking what of it is there
MOST_MISHAPS = 6  # of one file in one go: then the next file has its turn
DAMAGED = frozenset({"piece-damaged", "bytes-wrong"})

Stop = Callable[[], bool]


class FilesReport(msgspec.Struct, frozen=True, kw_only=True):
    """How many files went up and came down, and their bytes; which did not come through as they are.

    `left`: it was broken off before the end.
    """

    sent: int = 0
    received: int = 0
    bytes: int = 0
    failed: tuple[str, ...] = ()
    left: bool = False


def carry_files(
    line: Line,
    stop: Stop,
    listen: Listener = nobody,
    *,
    meter: Meter | None = None,
    avoid: Collection[str] = (),
) -> FilesReport:
    """Send what the centre lacks; `stop` is asked between pieces, and what was sent is not sent again.

    A file that does not come through steps back for the others. A `meter` of the caller's counts on over pauses.
    """
    waiting = [one for one in files.unsent(line.replica) if one[0] not in avoid]
    meter = meter or Meter(line.server.pace, listen)
    meter.begin(sum(size for _, size, _ in waiting))
    sendings = []
    for sha256, size, sent in waiting:
        if stop():
            break
        sendings.append(_Sending(line, sha256, size, meter))
        sendings[-1].run(sent, stop)
    failed = tuple(one.sha256 for one in sendings if one.mishaps >= MOST_MISHAPS)
    done = sum(one.is_there for one in sendings)
    return FilesReport(
        sent=done,
        bytes=sum(one.carried for one in sendings),
        failed=failed,
        left=done + len(failed) < len(waiting),
    )


def forget_old_originals(line: Line) -> int:
    """Remove originals the centre has had for thirty days, if it still has them; how many bytes went.

    One it has lost meanwhile waits to be sent again.
    """
    gone = 0
    for sha256, size in files.originals_kept_since(line.replica, line.now() - KEPT):
        there = line.server.blob_offset(sha256) >= size
        with line.replica.write(line.judge, line.new_id) as writing:
            if there:
                writing.files.forget_content(sha256)
            else:
                writing.files.note_sent(sha256, 0)
        gone += size * there
    return gone


class _Sending:
    """One file on its way up: how far the centre has it, what that took, how often it did not get further."""

    def __init__(self, line: Line, sha256: str, size: int, meter: Meter) -> None:
        self.sha256 = sha256
        self.mishaps = self.carried = 0
        self._line, self._size, self._meter = line, size, meter
        self._offset = 0

    @property
    def is_there(self) -> bool:
        """Whether the centre has all of it."""
        return self._offset >= self._size

    def run(self, sent: int, stop: Stop) -> None:
        """Send piece by piece, from where the centre stands."""
        try:
            self._send(sent, stop)
        finally:
            if self.is_there:
                self._note()
            else:
                self._meter.put_back(self._offset)

    def _send(self, sent: int, stop: Stop) -> None:
        data = files.file_bytes(self._line.replica, self.sha256) or b""
        if sent or self._size > AT_ONCE:
            self._reach(self._line.server.blob_offset(self.sha256))
        while not self.is_there and self.mishaps < MOST_MISHAPS and not stop():
            self._piece(data[self._offset : self._offset + self._line.server.pace.piece])

    def _piece(self, piece: bytes) -> None:
        server, began = self._line.server, self._line.server.pace.ticks()
        self.carried += len(piece)
        try:
            there = server.send_blob(self.sha256, self._offset, piece, self._size)
        except ServerUnreachable:
            server.pace.was_cut()
            raise
        except ServerTrouble as trouble:
            if trouble.code not in DAMAGED:
                raise
            there = server.blob_offset(self.sha256)
        else:
            server.pace.took(len(piece), began)
        self.mishaps += there <= self._offset
        self._reach(there)

    def _reach(self, there: int) -> None:
        self._meter.moved(there - self._offset)
        self._offset = there

    def _note(self) -> None:
        at, rate = self._line.now(), self._line.server.pace.rate
        with self._line.replica.write(self._line.judge, self._line.new_id) as writing:
            writing.files.note_sent(self.sha256, self._size, at)
            writing.set_meta(RATE, str(int(rate)))
