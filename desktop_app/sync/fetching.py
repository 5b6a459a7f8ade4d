"""Files from the centre: in pieces, kept encrypted until the file is whole, resumed where they were cut."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from desktop_app.models import files, pieces
from desktop_app.models.ranks import COPY, ORIGINAL
from desktop_app.scans.photos import COPY_BYTES
from desktop_app.sync.files import FilesReport, Stop
from desktop_app.sync.pace import RATE, Listener, Meter, nobody
from desktop_app.sync.session import Line
from desktop_app.sync.trouble import ServerTrouble, ServerUnreachable

LONGER = "range-wrong"  # more was kept here than the file is long


def fetch_files(line: Line, wanted: Sequence[str], stop: Stop, listen: Listener = nobody) -> FilesReport:
    """Bring the wanted files here, in this order; those the centre does not have yet are left for a later time.

    `stop` is asked between pieces. ServerTrouble for bytes that are not what their name says: none of them is kept.
    """
    fetchings, left = [], False
    for sha256 in files.missing(line.replica, wanted):
        fetchings.append(_Fetching(line, sha256, listen))
        if stop() or not (fetchings[-1].run(stop) or fetchings[-1].is_absent):
            left = True
            break
    return FilesReport(
        received=sum(one.is_here for one in fetchings),
        bytes=sum(one.carried for one in fetchings),
        failed=tuple(one.sha256 for one in fetchings if one.is_absent),
        left=left,
    )


class _Fetching:
    """One file on its way down."""

    def __init__(self, line: Line, sha256: str, listen: Listener) -> None:
        self.sha256 = sha256
        self.is_absent = self.is_here = False
        self.carried = 0
        self._line = line
        self._here = bytearray(pieces.fetched(line.replica, sha256))
        self._meter = Meter(line.server.pace, listen, sha256)
        self._meter.done = len(self._here)

    def run(self, stop: Stop) -> bool:
        """Ask for piece after piece; whether the file is here now."""
        while not self._is_whole():
            if stop() or not self._piece():
                return False
        self._keep()
        return True

    def _is_whole(self) -> bool:
        return len(self._here) == self._meter.total if self._meter.total else self._is_right()

    def _is_right(self) -> bool:
        return hashlib.sha256(self._here).hexdigest() == self.sha256

    def _piece(self) -> bool:
        """One piece more; False when there is nothing to go on with."""
        pace, start = self._line.server.pace, len(self._here)
        began = pace.ticks()
        try:
            piece = self._line.server.fetch_blob(self.sha256, start, pace.piece)
        except ServerTrouble as trouble:
            if trouble.code != LONGER:
                raise
            self._forget()
            return False
        if piece is None:
            self.is_absent = True
            return False
        self._join(piece.start, piece.content, piece.size)
        if piece.cut:
            pace.was_cut()
            raise ServerUnreachable("half a file")
        pace.took(len(piece.content), began)
        return True

    def _join(self, start: int, content: bytes, size: int) -> None:
        if start not in (0, len(self._here)) or not content:
            raise ServerTrouble("answer-unreadable")
        del self._here[start:]
        self._here += content
        self.carried += len(content)
        if self._meter.total != size:
            self._meter.begin(size - self._meter.done)
        self._meter.moved(len(self._here) - self._meter.done)
        if len(self._here) < size:
            self._line.write(lambda writing: pieces.keep_piece(writing, self.sha256, start, content))

    def _keep(self) -> None:
        data, at = bytes(self._here), self._line.now()
        if not self._is_right():
            self._forget()
            raise ServerTrouble("file-is-another-one")
        with self._line.replica.write(self._line.judge, self._line.new_id) as writing:
            writing.files.keep_file(data, sent=True, rank=ORIGINAL if len(data) > COPY_BYTES else COPY, at=at)
            writing.set_meta(RATE, str(int(self._line.server.pace.rate)))
            pieces.forget_pieces(writing, self.sha256)
        self.is_here = True

    def _forget(self) -> None:
        self._line.write(lambda writing: pieces.forget_pieces(writing, self.sha256))
