"""What neighbours have sealed for the centre is handed over in the order it came to be here, between our own acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop_app.models import neighbours
from desktop_app.models.exchange import LARGEST_NUMBER
from desktop_app.models.neighbours import HeldBundle
from desktop_app.sync.trouble import DeskRevoked, ServerTrouble

if TYPE_CHECKING:
    from desktop_app.sync.session import Line

TAKEN = "taken"
LATER = frozenset({"unavailable", "recovering", "courier-recovering", "cursor-ahead"})


class Share(NamedTuple):
    """How much of our own may go in this turn: acts to number `last`; `more`: another turn is needed after it."""

    last: int = LARGEST_NUMBER
    more: bool = False


class Deliveries:
    """Of one sync. A director's decision never comes to the centre before the filing it decides on."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._asked = False

    def share(self) -> Share:
        """Hand over what is due now, and say what may follow; first the centre is asked what it has already."""
        replica = self._line.replica
        if not self._asked:
            self._asked = True
            if neighbours.next_bundle(replica) is not None:
                return Share(last=0, more=True)
        while (bundle := neighbours.next_bundle(replica)) is not None:
            if 0 < neighbours.first_waiting(replica) <= bundle.after:
                return Share(last=bundle.after, more=True)
            self._deliver(bundle)
        leaning = neighbours.first_leaning(replica)
        return Share(last=leaning - 1) if leaning else Share()

    def frees(self, share: Share) -> bool:
        """Whether what this share held back may go now: its turn told that the centre has what it rests on."""
        return share != Share() and neighbours.first_leaning(self._line.replica) != share.last + 1

    def _deliver(self, bundle: HeldBundle) -> None:
        state, answer = self._handed(bundle)
        self._line.write(
            lambda writing: writing.neighbours.note_bundle(bundle.desk, bundle.last, state, answer)
        )

    def _handed(self, bundle: HeldBundle) -> tuple[str, bytes | None]:
        """TAKEN and the sealed answer, or why the centre will not have it; troubles that pass are raised."""
        try:
            return TAKEN, self._line.server.bundle(bundle.sealed)
        except ServerTrouble as trouble:
            if trouble.code in LATER or isinstance(trouble, DeskRevoked):
                raise
            return trouble.code, None
