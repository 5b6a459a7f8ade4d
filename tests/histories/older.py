"""Older programs: what they did in their words, and what of the centre's rows they are shown."""

from __future__ import annotations

import json
from typing import Any

import requests

from tests.histories.computer import Computer
from tests.histories.invariants import hold
from tests.histories.wire import Asked
from tests.histories.world import SYNC, World

OLDEST, NEWEST = 1, 3
STEPS_OF_3 = {
    "filed", "amended", "attached", "document_checked", "proposed", "returned", "registered", "taken_up", "decided",
    "reversed", "withdrawn", "annulled", "resumed", "ordered",
}  # fmt: skip
ROWS = "select kind, id, ver, seq, body from row where school = ?"


def reads(world: World, computer: Computer, a: int, b: int) -> None:
    """A program of an earlier version asks for all rows: none of what came after it may stand in them."""
    version = OLDEST + a % NEWEST
    answer = _asked(world, computer, version)
    if answer is None or answer.get("recover") or answer["epoch"] != computer.meta("epoch"):
        return
    world.counts[f"read by a program of version {version}"] += 1
    theirs = {(kind, one): (ver, seq, json.loads(bytes(body))) for kind, one, ver, seq, body in
              world.house.sql(ROWS, computer.meta("school"))}  # fmt: skip
    told = {(line["kind"], line["id"]): line for line in answer["rows"]}
    hold("20", told.keys() == theirs.keys(), "an older program is shown", told.keys() ^ theirs.keys())
    for key, line in told.items():
        ver, seq, body = theirs[key]
        hold("20", (line["ver"], line["seq"]) == (ver, seq), "an older program is shown another", key)
        _fits(version, key, line["body"], body)


def _asked(world: World, computer: Computer, version: int) -> Any:
    message = {"p": 1, "epoch": computer.meta("epoch"), "cursor": 0, "now": world.clock().isoformat(),
               "v": version, "max_rows": 2000}  # fmt: skip
    headers = {"Authorization": f"Bearer {computer.meta('token')}", "Content-Type": "application/json"}
    try:
        answered = world.serve(Asked("POST", SYNC, headers, json.dumps(message).encode()))
    except requests.ConnectionError:
        return None
    return json.loads(answered.body) if answered.status == 200 else None


def _fits(version: int, key: tuple[str, str], shown: Any, whole: Any) -> None:
    """Only steps it has a word for, all of them, and attachments as it knew them."""
    if key[0] != "application":
        hold("20", shown == whole, "an older program is shown another", key)
        return
    steps = [line for line in whole["history"] if line["kind"] in STEPS_OF_3]
    hold(
        "20",
        shown["history"] == steps,
        "version",
        version,
        "is shown",
        shown["history"],
        "of",
        whole["history"],
    )
    names = {name for attachment in shown["attachments"] for name in attachment}
    hold(
        "20", version > 2 or not names & {"original", "original_size", "thumbnail"}, "version", version, names
    )
