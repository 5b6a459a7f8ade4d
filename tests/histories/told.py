"""What people were told: acts that were durable, numbers on slips, outcomes that were shown, portal answers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from tests.histories.computer import Computer

ACTS = "select id, kind, state, body from act union all select id, '', state, body from former_act"


@dataclass
class Told:
    """The memory of everybody outside the machines."""

    acts: dict[str, str] = field(default_factory=dict)  # id of an act -> its kind, once durable
    here: dict[int, set[str]] = field(default_factory=dict)  # what each computer holds of them
    outcomes: dict[tuple[int, str], str] = field(default_factory=dict)  # (computer, act) -> shown outcome
    numbers: dict[str, set[str]] = field(default_factory=dict)  # application -> numbers on its slips
    excused: set[str] = field(default_factory=set)  # acts that died with their only copy
    portal: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)  # reference -> first answer
    commits: list[tuple[str, Any]] = field(default_factory=list)  # what the centre committed, in order
    wrong: list[str] = field(default_factory=list)  # noticed while listening

    def listen(self, computer: Computer) -> None:
        """What stands in this computer's journal now: nothing of it may go, no outcome may change."""
        if computer.ended:
            return
        held = self.here.setdefault(computer.place, set())
        found = set()
        for act, kind, state, body in computer.sql(ACTS):
            found.add(act)
            if act not in held or kind == "filed":  # a desk that was renewed gives its slips other numbers
                self._remember(act, body)
            if act not in held:
                self.excused.discard(act)
            if state != "waiting":
                self._hear(computer.place, act, state)
        gone = held - found
        if gone:
            self.wrong.append(f"desk {computer.place} lost {sorted(gone)}")
        self.here[computer.place] = found

    def _remember(self, act: str, body: bytes) -> None:
        said = json.loads(body)["body"]
        self.acts[act] = said["kind"]
        if said["kind"] == "filed":
            self.numbers.setdefault(said["application"], set()).add(said["number"])

    def _hear(self, place: int, act: str, state: str) -> None:
        before = self.outcomes.setdefault((place, act), state)
        if before != state:
            self.wrong.append(f"desk {place} was told {before} of {act}, now {state}")

    def forget(self, computer: Computer, kept: set[str]) -> None:
        """This computer went back to a copy that holds only these acts."""
        gone = self.here.get(computer.place, set()) - kept
        elsewhere = set().union(*(acts for place, acts in self.here.items() if place != computer.place))
        self.excused |= gone - elsewhere
        self.here[computer.place] = kept
        self.outcomes = {key: one for key, one in self.outcomes.items() if key[0] != computer.place}
