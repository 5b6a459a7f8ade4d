"""One desk among its neighbours: its door, the code it may show, who is found, and whom it talks to."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from desktop_app.models import neighbours, queries
from desktop_app.sync.neighbours.calling import PORT, call, full_address
from desktop_app.sync.neighbours.door import ANYWHERE, Door
from desktop_app.sync.neighbours.finding import Finder, Found, own_addresses
from desktop_app.sync.neighbours.messages import NeighbourTrouble, school_mark
from desktop_app.sync.neighbours.pairing import (
    CodeShown,
    Hello,
    Proof,
    decoded,
    enter_code,
    keep_pair,
)
from desktop_app.sync.neighbours.talking import answer, talk
from desktop_app.sync.trouble import ServerUnreachable

if TYPE_CHECKING:
    from desktop_app.sync.session import Line

LOOK_SECONDS = 2.0


class House:
    """Everything of it may be used from one background thread; `heard` is called from the door's own.

    Nothing listens, is announced or is looked for before `open`, which is for desks with a pair or with a code to show.
    `post` carries a message to a path of an address.
    """

    def __init__(
        self,
        line: Line,
        heard: Callable[[], object],
        *,
        host: str = ANYWHERE,
        port: int = PORT,
        finder: Callable[[], Finder] | None = Finder,
        post: Callable[[str, str, bytes], bytes] = call,
    ) -> None:
        self._line, self._heard = line, heard
        self._host, self._port, self._make_finder, self._post = host, port, finder, post
        self._door: Door | None = None
        self._finder: Finder | None = None
        self._shown: CodeShown | None = None
        self._guard = threading.Lock()

    @property
    def port(self) -> int:
        """Where this desk listens; 0 while it does not."""
        return self._door.port if self._door else 0

    def open(self) -> None:
        """Listen, tell the local network, and look for others; twice is harmless."""
        if self._door is None:
            self._door = Door(self._serve, self._port, self._host)
        if self._finder is None and self._make_finder is not None:
            self._finder = self._make_finder()
            replica = self._line.replica
            self._finder.start(queries.meta(replica, "desk"), school_mark(replica), self.port)

    def open_for_pairs(self) -> None:
        """Open where there is somebody to listen to."""
        if neighbours.neighbours(self._line.replica):
            self.open()

    def rest(self) -> None:
        """Close where there is neither a pair nor a code on the screen."""
        if self._shown is None and not neighbours.neighbours(self._line.replica):
            self.close()

    def close(self) -> None:
        """Neither listen nor look any more."""
        if self._finder is not None:
            self._finder.close()
            self._finder = None
        if self._door is not None:
            self._door.close()
            self._door = None

    def show_code(self) -> tuple[str, datetime]:
        """A new code for another desk, and until when it is valid; an earlier one is void. NeighbourTrouble."""
        shown = CodeShown(self._line.replica, self._line.now())
        self.open()
        with self._guard:
            self._shown = shown
        return shown.code, shown.until

    def hide_code(self) -> None:
        """The code is void."""
        with self._guard:
            self._shown = None

    def where(self) -> str:
        """Where this desk is to be found, for a person to type at the other one."""
        return ", ".join(f"{one}:{self.port}" for one in own_addresses())

    def look(self, seconds: float = LOOK_SECONDS) -> list[Found]:
        """Wait a little for announcements to come in; who is there then."""
        end = time.monotonic() + seconds
        while self._finder is not None and not self.found() and time.monotonic() < end:
            time.sleep(0.1)
        return self.found()

    def found(self) -> list[Found]:
        """Desks of this school that announce themselves on the local network."""
        return self._finder.found() if self._finder else []

    def enter(self, code: str, address: str) -> str:
        """Pair with the desk at this address; its id. NeighbourTrouble, ServerUnreachable."""
        self.open()
        return enter_code(self._line, code, full_address(address), self._post, self.port)

    def unpair(self, desk: str) -> None:
        """Know it no more, and show what it did only as the centre tells it."""
        from desktop_app.models.writing import Writing

        def forget(writing: Writing) -> None:
            writing.neighbours.unpair(desk)
            writing.show_again()

        self._line.write(forget)

    def talk_to_all(self) -> bool:
        """Talk to every neighbour that can be reached; whether anything new was heard."""
        news = False
        for friend in neighbours.neighbours(self._line.replica):
            self._look_up(friend.desk, friend.address)
            try:
                news = talk(self._line, friend.desk, self._talking, self.port) or news
            except NeighbourTrouble as trouble:
                self._note(friend.desk, trouble.code)
            except ServerUnreachable:
                continue  # one who is away is away
        return news

    def _talking(self, address: str, message: bytes) -> bytes:
        return self._post(address, "/talk", message)

    def _note(self, desk: str, code: str) -> None:
        self._line.write(lambda writing: writing.neighbours.note_trouble(desk, code))

    def _look_up(self, desk: str, known: str) -> None:
        """Where it announces itself now."""
        now = dict(self.found()).get(desk, known)
        if now != known:
            self._line.write(lambda writing: writing.neighbours.move(desk, now))

    def _serve(self, path: str, body: bytes, host: str) -> bytes:
        """What somebody on the local network is answered; NeighbourTrouble."""
        if path == "/talk":
            said, news = answer(self._line, body, host, self.port)
            if news:
                self._heard()
            return said
        with self._guard:
            shown = self._shown
        if shown is None:
            raise NeighbourTrouble("pair-code-over")
        if path == "/pair/1":
            return msgspec.json.encode(shown.hello(decoded(body, Hello), self._line.now()))
        if path == "/pair/2":
            return self._proved(shown, decoded(body, Proof), host)
        raise NeighbourTrouble("neighbour-damaged")

    def _proved(self, shown: CodeShown, theirs: Proof, host: str) -> bytes:
        proof = shown.prove(theirs, self._line.now())
        keep_pair(self._line, theirs.hello, f"{host}:{theirs.port}" if 0 < theirs.port < 65536 else "")
        self.hide_code()
        self._heard()
        return msgspec.json.encode(proof)
