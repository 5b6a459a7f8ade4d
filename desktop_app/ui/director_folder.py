"""The director's folder: what is ready to be signed, and the sample to look at before the clean ones go as one."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from desktop_app.usecases.decide_batch import Wish

LARGEST_SAMPLE = 5
ONE_OF = 10


def sample_size(clean: int) -> int:
    """A tenth of the clean ones, rounded up, at most five; one at least, where there is any."""
    return min(LARGEST_SAMPLE, math.ceil(clean / ONE_OF))


class Folder:
    """Kept while the office is open and nowhere else: nothing in it is decided yet. `chance` draws the sample."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._one_by_one: dict[str, Wish] = {}
        self._together: tuple[str, ...] = ()
        self._seen: set[str] = set()
        self.clean: tuple[str, ...] = ()
        self.sample: tuple[str, ...] = ()

    @property
    def wishes(self) -> list[Wish]:
        """Everything that is ready to be signed: those decided one by one, then the clean ones accepted together."""
        return [*self._one_by_one.values(), *(Wish(one, True) for one in self._together)]

    @property
    def together(self) -> int:
        """How many clean ones were accepted together."""
        return len(self._together)

    @property
    def unseen(self) -> tuple[str, ...]:
        """Those of the sample nobody has looked at yet."""
        return tuple(one for one in self.sample if one not in self._seen)

    @property
    def looked_through(self) -> bool:
        """Whether the clean ones may be accepted together."""
        return bool(self.clean) and not self.unseen

    def lay_out(self, waiting: Sequence[str], clean: Sequence[str]) -> None:
        """What waits now, and which of it is clean; what waits no more leaves the folder, the sample is filled up."""
        here = set(waiting)
        self._one_by_one = {one: wish for one, wish in self._one_by_one.items() if one in here}
        still = set(clean)
        self._together = tuple(one for one in self._together if one in still)
        self._deal(clean)

    def put(self, wish: Wish) -> None:
        """This one is decided so; until it is signed that may be changed."""
        self._one_by_one[wish.application] = wish
        self._together = tuple(one for one in self._together if one != wish.application)
        self._deal([one for one in self.clean if one != wish.application])

    def take_out(self, application: str) -> bool:
        """It is not decided after all; whether it was in the folder."""
        wish = self._one_by_one.pop(application, None)
        if wish is None and application not in self._together:
            return False
        self._together = tuple(one for one in self._together if one != application)
        return True

    def look(self, application: str) -> bool:
        """Somebody looks at it; whether that was still wanting."""
        wanted = application in self.unseen
        if wanted:
            self._seen.add(application)
        return wanted

    def accept_clean(self) -> bool:
        """All clean ones together, once the sample was looked at; whether that is so."""
        if not self.looked_through:
            return False
        self._together = (*self._together, *self.clean)
        self._deal(())
        return True

    def leave_clean(self) -> None:
        """The clean ones wait again."""
        self._together = ()

    def mark(self, application: str) -> str:
        """`accept`, `refuse`: in the folder; `sample`, `seen`: to be looked at, or looked at; empty for any other."""
        wish = self._one_by_one.get(application)
        if wish is not None:
            return "accept" if wish.accept else "refuse"
        if application in self._together:
            return "accept"
        if application in self.sample:
            return "seen" if application in self._seen else "sample"
        return ""

    def _deal(self, clean: Sequence[str]) -> None:
        """The clean ones that nobody has decided about, and a sample of them; what was drawn stays drawn."""
        decided = {*self._one_by_one, *self._together}
        self.clean = tuple(one for one in clean if one not in decided)
        size, free = sample_size(len(self.clean)), set(self.clean)
        drawn = [one for one in self.sample if one in free]
        rest = [one for one in self.clean if one not in drawn]
        drawn += self._chance.sample(rest, max(0, size - len(drawn)))
        self.sample = tuple(one for one in self.clean if one in drawn)
