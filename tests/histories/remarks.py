"""Remarks: notes, assignments and papers asked for stand in every row once, in order, and mean what their acts said."""

from __future__ import annotations

import json
from typing import Any

from tests.histories.house import House
from tests.histories.invariants import hold

REMARKS = ("noted", "assigned", "asked")
ACTS = f"""select id, seq, body from act where kind in {REMARKS!r} and outcome in ('applied', 'applied_changed')
    and id is not null order by school, seq"""
ROWS = "select body from row where kind = 'application'"
TEXTS = {"noted": "text", "assigned": "officer", "asked": "note"}


def check_remarks(house: House, *, restored: bool) -> None:
    """Invariant 19, of what the centre has committed."""
    rows = [json.loads(bytes(body)) for (body,) in house.sql(ROWS)]
    acts = {one: (seq, json.loads(bytes(body))) for one, seq, body in house.sql(ACTS)}
    for row in rows:
        _means_what_was_said(row, acts)
    if not restored:
        _stand_in_order({row["id"]: row for row in rows}, acts)


def _stand_in_order(rows: dict[str, Any], acts: dict[str, tuple[int, Any]]) -> None:
    said: dict[str, list[str]] = {}
    for act, (_, body) in sorted(acts.items(), key=lambda one: (one[1][1]["school"], one[1][0])):
        said.setdefault(body["body"]["application"], []).append(act)
    for one, wanted in said.items():
        found = [line["act"] for line in rows[one]["history"] if line["kind"] in REMARKS]
        hold("19", found == wanted, one, "remarks", found, "were said as", wanted)


def _means_what_was_said(row: Any, acts: dict[str, tuple[int, Any]]) -> None:
    steps = {kind: [line for line in row["history"] if line["kind"] == kind] for kind in REMARKS}
    newest = steps["assigned"][-1].get("reason", "") if steps["assigned"] else ""
    hold("19", row.get("assigned", "") == newest, row["id"], "is work of", row.get("assigned"), newest)
    letters = [one.get("reason", "") for one in row["history"] if one["kind"] == "classed"]
    hold(
        "19",
        row.get("letter", "") in ("", *letters[-1:]),
        row["id"],
        "is in class",
        row.get("letter"),
        letters,
    )
    if steps["asked"]:
        line = steps["asked"][-1]
        _asks(row, row.get("asked"), line, acts.get(line["act"]))
    else:
        hold("19", not row.get("asked"), row["id"], "asks for what nobody asked")
    for line in (line for kind in REMARKS for line in steps[kind]):
        if line["act"] in acts:
            text = acts[line["act"]][1]["body"].get(TEXTS[line["kind"]], "")
            hold("19", text == line.get("reason", ""), row["id"], line, "was said as", text)


def _asks(row: Any, asked: Any, line: Any, said: tuple[int, Any] | None) -> None:
    """What is asked for still: what the newest question named, without what has been looked at since."""
    since = row["history"][row["history"].index(line) :]
    looked = [one for one in since if one["kind"] == "document_checked"]
    named, wanted = set(line["grounds"]), set(asked["documents"]) if asked else set()
    hold("19", wanted <= named, row["id"], "asks for more", asked, line)
    hold("19", len(named - wanted) <= len(looked), row["id"], "asks no more for", named - wanted, looked)
    if asked and said is not None:
        hold("19", asked["until"] == said[1]["body"]["until"], row["id"], "asks until", asked["until"])
