"""The first run without its windows: a key, an identity, a school, the first rows; each step is kept before the next.

What is half done when the computer is switched off goes on there at the next start: `reached` says where.
"""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from admission.exchange import SnapshotOffer
from admission.school import School
from desktop_app.models import queries, replica_key
from desktop_app.models.judge import Judge
from desktop_app.models.mark import REACHED
from desktop_app.models.replica import Replica, open_replica
from desktop_app.settings import Settings
from desktop_app.sync.enrol import NAMES, enrol, keep_enrolment
from desktop_app.sync.fill import OFFERED
from desktop_app.sync.meeting import CLOCKS_AGREE, MeetingTrouble, address_of, meet, school_at
from desktop_app.sync.server import Server
from desktop_app.sync.session import Line, SyncReport, synchronise

STEPS = ("language", "key", "sheet", "centre", "school", "printer", "fill")


@dataclass
class Beginning:
    """A computer on its way to being a desk; used from one lane at a time."""

    settings: Settings
    judge: Judge
    new_id: Callable[[], str]
    now: Callable[[], datetime]
    replica: Replica | None = None
    _key: bytes = b""
    _server: Server | None = field(default=None, repr=False)

    @property
    def reached(self) -> str:
        """The step to go on with."""
        if self.replica is None:
            return STEPS[0]
        if not queries.meta(self.replica, "desk"):
            return "centre"
        return queries.meta(self.replica, REACHED)

    @property
    def sheet(self) -> str:
        """What the recovery sheet has to say, as long as the key was made in this run."""
        return replica_key.sheet_of(self._key) if self._key else ""

    def has_keyring(self) -> bool:
        """Whether this computer keeps keys by itself."""
        try:
            replica_key.key_from_keyring(self._installation)
        except replica_key.KeyringMissing:
            return False
        return True

    def keep_key(self, passphrase: str) -> None:
        """A new key, in the vault under the passphrase or in the keyring where it is empty; then the replica.

        KeyringMissing, OSError and ReplicaTrouble leave neither behind.
        """
        self.settings.data.mkdir(parents=True, exist_ok=True)
        key = replica_key.fresh_key()
        if passphrase:
            self.settings.vault.unlink(
                missing_ok=True
            )  # of a start that was broken off before it had a replica
            replica_key.keep_in_vault(self.settings.vault, passphrase, key)
        else:
            self.settings.vault.unlink(missing_ok=True)
            replica_key.keep_in_keyring(self._installation, key)
        self.replica, self._key = open_replica(self.settings.replica, key), key

    def enrol(self, typed: str, code: str, name: str, *, clock_stood_by: bool = False) -> None:
        """Become a desk of the code's school, for good; MeetingTrouble, ServerTrouble, ServerUnreachable."""
        url = address_of(typed)
        ahead = meet(url, self.now())
        if abs(ahead) > CLOCKS_AGREE and not clock_stood_by:
            minutes = round(abs(ahead).total_seconds() / 60)
            raise MeetingTrouble(
                "clock-ahead" if ahead.total_seconds() > 0 else "clock-behind", minutes=minutes
            )
        answer = enrol(url, code, name)
        with self._open.write(self.judge, self.new_id) as writing:
            keep_enrolment(writing, answer, url, self.now())
            writing.set_meta(REACHED, "school")

    def school(self) -> School | None:
        """Whose desk this is now; None where the first rows do not say."""
        return school_at(self._line().server, queries.meta(self._open, "epoch"), self.now())

    def another_school(self) -> None:
        """It was the wrong code: this computer is nobody's desk again, and needs a new one."""
        with self._open.write(self.judge, self.new_id) as writing:
            for name in (*NAMES, "url", REACHED):
                writing.set_meta(name, "")
        self._hang_up()

    def go_on_at(self, step: str) -> None:
        """Remember the step to go on with; empty: the wizard is over."""
        with self._open.write(self.judge, self.new_id) as writing:
            writing.set_meta(REACHED, step)

    def fill(self, stop: Callable[[], bool]) -> SyncReport:
        """The first rows, as far as the line goes; what came is kept, another call goes on from there."""
        return synchronise(self._line(), stop)

    def progress(self) -> tuple[int, int]:
        """Bytes that came, and how many a ready snapshot has; the latter 0 where nobody knows."""
        down = self._server.bytes_down if self._server else 0
        offer = queries.meta(self._open, OFFERED)
        if not offer:
            return down, 0
        size = msgspec.json.decode(offer, type=SnapshotOffer).rows.size
        return min(down, size), size

    def let_go(self) -> Replica:
        """The replica, for the office; the line is hung up."""
        self._hang_up()
        return self._open

    def close(self) -> None:
        """The program ends; everything stays as it was reached."""
        self._hang_up()
        if self.replica is not None:
            self.replica.close()

    @property
    def _installation(self) -> str:
        return str(self.settings.data.resolve())

    @property
    def _open(self) -> Replica:
        assert self.replica is not None, "the key comes first"
        return self.replica

    def _line(self) -> Line:
        replica = self._open
        if self._server is None:
            url, token = queries.meta(replica, "url"), queries.meta(replica, "token")
            self._server = Server(url, token, dictionary=self.settings.dictionary.read_bytes())
        return Line(replica, self.judge, self.new_id, self.now, self._server)

    def _hang_up(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None


def computer_name() -> str:
    """What this computer calls itself: a proposal for the name of the desk."""
    return platform.node()
