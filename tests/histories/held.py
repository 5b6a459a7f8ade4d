"""What a desk holds of its neighbours: it reaches the centre once, in order, and is never more than waiting here."""

from __future__ import annotations

import json
from collections import Counter

from tests.histories.computer import Computer
from tests.histories.house import House
from tests.histories.invariants import OF_MANY, hold

HELD = "select desk, n, id, body from neighbour_act order by desk, n"
DECIDED = "select id, last_n from desk"
IN_ORDER = """select desk, n, case outcome when 'quarantined' then reason end, body from act
    order by school, seq"""
BUNDLES = "select desk, last, state from neighbour_bundle"
LEANING = """select a.n from act a join neighbour_act b on b.application = a.application
    where a.state = 'waiting' and a.application <> ''"""


def held(computer: Computer) -> dict[str, list[int]]:
    """The numbers of the acts this computer holds of each neighbour."""
    found: dict[str, list[int]] = {}
    for desk, n, *_ in computer.sql(HELD):
        found.setdefault(desk, []).append(n)
    return found


def check_held(computer: Computer) -> None:
    """Invariants 9 and 15: only what the own school did, as it was told, and shown once."""
    school, own = computer.meta("school"), computer.meta("desk")
    for desk, n, act, body in computer.sql(HELD):
        said = json.loads(body)
        hold("9", said["school"] == school, "a foreign act", desk, n)
        named = (said["desk"], said["n"], said["id"])
        hold("15", named == (desk, n, act) and desk != own, computer.place, "holds", named, "as", desk, n)
    for (body,) in computer.sql("select shown from row where kind = 'application' and shown is not null"):
        row = json.loads(body)
        lines = Counter(line["act"] for line in row["history"] if line["kind"] not in OF_MANY)
        twice = [one for one, times in lines.items() if times > 1]
        hold("15", not twice, computer.place, "shows acts twice", row["id"], twice)


def check_decided(computer: Computer, house: House) -> None:
    """Invariant 16: after a whole sync nothing is shown from a neighbour's word that the centre has judged."""
    decided = dict(house.sql(DECIDED))
    for desk, numbers in held(computer).items():
        late = [n for n in numbers if n <= decided.get(desk, 0)]
        hold("16", not late, computer.place, "still shows", late, "of", desk, "decided to", decided.get(desk))


def check_order(house: House) -> None:
    """Invariant 17: nothing that was done on an application came to the centre before its filing.

    A filing may have come in vain: that of a revoked desk is kept, and makes no application.
    """
    filed: set[str] = set()
    for desk, n, reason, body in house.sql(IN_ORDER):
        said = json.loads(bytes(body))["body"]
        if said["kind"] == "filed":
            filed.add(said["application"])
        elif reason is not None and json.loads(bytes(reason))["code"] == "application-unknown":
            came = said["application"] in filed
            hold("17", came, "overtook its filing:", desk, n, said["kind"])


def check_rest(computer: Computer, house: House, at_work: set[str]) -> None:
    """Invariant 18: every bundle was handed over; what is held yet is of desks nobody works at any more.

    `at_work`: desks in use of which no computer is a copy.
    """
    waiting = [one[:2] for one in computer.sql(BUNDLES) if one[2] == "waiting"]
    hold("18", not waiting, computer.place, "has not handed over", waiting)
    check_decided(computer, house)
    left = {desk for desk in held(computer) if desk in at_work}
    hold("18", not left, computer.place, "holds acts of desks that have told the centre everything", left)


def leaning(computer: Computer) -> set[int]:
    """Own acts that wait for something a neighbour did and the centre has not heard."""
    return {n for (n,) in computer.sql(LEANING)}
