"""The invariants of SYNC C11, asked of the files with SQL and JSON of our own, never through the product's."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from tests.histories.computer import Computer
from tests.histories.house import House
from tests.histories.told import Told

ACTIVE = {"sent_for_registration", "registered", "under_review", "on_signature", "accepted", "waitlisted"}
HOLD = {"accepted", "enrolled"}
FACTS = {"filed", "amended", "attached", "document_checked", "withdrawn", "noted", "assigned", "asked"}
OF_MANY = {"ordered", "order_amended"}  # one act, a step in the history of every child it lists
UNREADABLE = "unreadable"
LONGEST_WORD = 400
WORKED = {"applied", "applied_changed"}


class Broken(AssertionError):
    """An invariant does not hold; the message begins with its number."""


def hold(number: str, condition: bool, *what: object) -> None:
    if not condition:
        raise Broken(f"[{number}] " + " ".join(str(one)[:LONGEST_WORD] for one in what))


def check_ledger(house: House) -> None:
    """Invariants 1, 2, 3, 7 and 12 in what the centre has committed."""
    rows = [(school, kind, seq, json.loads(bytes(body))) for school, kind, seq, body in house.sql(
        "select school, kind, seq, body from row")]  # fmt: skip
    applications = [body for _, kind, _, body in rows if kind == "application"]
    _one_active(house, applications)
    _places(house, [body for _, kind, _, body in rows if kind == "stream"], applications)
    _numbers(applications)
    acts = house.sql("select desk, n, id, kind, outcome, school, seq, body from act order by desk, n")
    _series(acts)
    numbered = [(act[5], act[6]) for act in acts if act[2] is not None or act[3] == UNREADABLE]
    _sequence(
        house, [(school, seq) for school, _, seq, _ in rows] + numbered
    )  # what came again has no number
    for desk, n, _id, kind, outcome, *_ in acts:
        hold("12", kind not in FACTS or outcome != "refused", f"fact {kind} {desk}/{n} was refused")


def _one_active(house: House, applications: list[Any]) -> None:
    children = [(_child(one), one["year"]) for one in applications if one["status"] in ACTIVE]
    twice = [child for child, times in Counter(children).items() if times > 1]
    hold("1", not twice, "two active applications of", twice)
    held = {application for (application,) in house.sql("select application from active_child")}
    active = {one["id"] for one in applications if one["status"] in ACTIVE}
    hold("1", held == active, "active_child holds", held ^ active)


def _child(application: Any) -> str:
    child = application["draft"]["child"]
    return child.get("iin") or json.dumps([child["name"], child["born"]], sort_keys=True)


def _places(house: House, streams: list[Any], applications: list[Any]) -> None:
    kept = dict(house.sql("select stream, taken from stream_place"))
    for stream in streams:
        taken = sum(stream.get(side, 0) for side in ("inside", "outside", "apart"))
        asked = [one for one in applications if one["status"] in HOLD and _stream(one) == stream["id"]]
        hold("2", taken == len(asked) == kept[stream["id"]], stream["id"], taken, len(asked), kept)
        hold("2", 0 <= taken <= stream["capacity"], stream["id"], "overbooked", taken)
        for lease in stream.get("leases", ()):
            hold("2", 0 <= lease.get("used", 0) <= lease["seats"], "lease", lease)


def _stream(application: Any) -> str:
    return f"{application['school']}/{application['year']}/{application['draft']['language']}"


def _numbers(applications: list[Any]) -> None:
    numbers = Counter((one["school"], one["year"], one["number"]) for one in applications)
    hold("3", max(numbers.values(), default=1) == 1, "numbers given twice", numbers.most_common(2))


def _series(acts: list[Any]) -> None:
    """What every desk has numbered is 1..max, the void ones included."""
    given: dict[tuple[str, str], list[int]] = {}
    for desk, _n, _id, _kind, _outcome, _school, _seq, body in acts:
        said = json.loads(bytes(body))["body"]
        if said["kind"] == "filed":
            series, _, count = said["number"].partition("-")
            given.setdefault((desk, series), []).append(int(count))
    for series, counts in given.items():
        hold("3", counts == list(range(1, len(counts) + 1)), "series", series, counts)


def _sequence(house: House, found: list[tuple[str, int]]) -> None:
    twice = [one for one, times in Counter(found).items() if times > 1]
    hold("7", not twice, "seq given twice", twice)
    for school, head in house.sql("select school, seq from school_head"):
        highest = max((seq for one, seq in found if one == school), default=0)
        hold("7", highest == head, school, "head", head, "highest", highest)


def check_replica(computer: Computer, house: House) -> None:
    """Invariants 6 and 9: the base is what the centre holds up to the cursor; an overlay stands on waiting acts."""
    school, cursor = computer.meta("school"), int(computer.meta("cursor") or 0)
    rows = {(kind, one): (ver, bytes(confirmed)) for kind, one, ver, confirmed in computer.sql(
        "select kind, id, ver, confirmed from row where confirmed is not null")}  # fmt: skip
    for (kind, one), (_ver, body) in rows.items():
        tree = json.loads(body)
        hold("9", (one if kind == "school" else tree["school"]) == school, "a foreign row", kind, one)
    if computer.meta("epoch") == house.ledger.epoch and not house.recovering:
        _same_base(computer, house, school, cursor, rows)
    [(waiting,)] = computer.sql("select count(*) from act where state = 'waiting'")
    [(shown,)] = computer.sql("select count(*) from row where shown is not null")
    on_its_way = computer.meta("staged")  # outcomes are here, the rows of them come with the next page
    [(held,)] = computer.sql("select count(*) from neighbour_act")
    hold("6", bool(waiting or held or on_its_way or not shown), "an overlay stands on nothing")
    _lines(computer)


def _same_base(
    computer: Computer, house: House, school: str, cursor: int, rows: dict[tuple[str, str], tuple[int, bytes]]
) -> None:
    theirs = house.sql("select kind, id, ver, seq, body from row where school = ?", school)
    for kind, one, ver, seq, body in theirs:
        mine = rows.get((kind, one))
        if seq <= cursor:
            hold("6", mine == (ver, bytes(body)), computer.place, kind, one, "is not the centre's at", cursor)
        elif mine is not None:
            hold("6", mine[0] <= ver, computer.place, kind, one, "is newer than the centre's")
    known = {(kind, one) for kind, one, *_ in theirs}
    hold("6", rows.keys() <= known, computer.place, "rows nobody wrote", rows.keys() - known)


def _lines(computer: Computer) -> None:
    """The list on the screen is the rows."""
    shown = {}
    for one, body in computer.sql(
        "select id, coalesce(shown, confirmed) from row where kind = 'application'"
    ):
        tree = json.loads(body)
        shown[one] = (tree["number"], tree["status"])
    lines = {one: (number, status) for one, number, status in computer.sql(
        "select id, number, status from application_line")}  # fmt: skip
    hold("6", lines == shown, computer.place, "lines and rows differ", lines, shown)


def check_end(told: Told, house: House, computers: list[Computer], *, restored: bool) -> None:
    """Invariants 4, 5, 8 and 14 when everything has come to rest."""
    records = house.sql("select desk, n, id, kind, outcome, body from act")
    outcomes: dict[str, set[str]] = {}
    for _desk, _n, _id, kind, outcome, body in records:
        if kind != UNREADABLE or outcome == "quarantined":
            outcomes.setdefault(_act_id(body), set()).add(outcome)
    if restored:  # an act of a desk that the backup forgot lives on in the history of its row
        for act, outcome in _from_rows(house):
            outcomes.setdefault(act, set()).update(outcome)
    lost = [
        f"{act} ({kind})"
        for act, kind in told.acts.items()
        if act not in outcomes and act not in told.excused
    ]
    hold("4", not lost, "acts nobody knows any more", lost)
    for (place, act), outcome in told.outcomes.items():
        found = outcomes.get(act, set())
        gone = not found and restored and act in told.excused
        hold("5", gone or outcome in found, f"desk {place} was told {outcome} of {act}, centre", found)
    _effects(house, records, restored=restored)
    _slips(told, house)
    for computer in computers:
        _attention(computer)
    _blobs(house)


def _slips(told: Told, house: House) -> None:
    """The number of an application is one that its parent was given."""
    for (body,) in house.sql("select body from row where kind = 'application'"):
        row = json.loads(bytes(body))
        given = told.numbers.get(row["id"], {row["number"]})
        hold("3", row["number"] in given, row["id"], "bears", row["number"], "its slips say", given)


def _from_rows(house: House) -> list[tuple[str, set[str]]]:
    """Acts that rows tell of: they worked."""
    rows = [
        json.loads(bytes(body))
        for (body,) in house.sql("select body from row where kind in ('application', 'order')")
    ]
    acts = [line["act"] for row in rows for line in row.get("history", ())]
    return [(act, WORKED) for act in [*acts, *(row["act"] for row in rows if "act" in row)]]


def _act_id(body: bytes) -> str:
    try:
        return str(json.loads(bytes(body))["id"])
    except (ValueError, KeyError):
        return ""


def _effects(house: House, records: list[Any], *, restored: bool) -> None:
    """Each act stands in one history at most once, and only if it worked."""
    lines = Counter(
        line["act"]
        for (body,) in house.sql("select body from row where kind = 'application'")
        for line in json.loads(bytes(body)).get("history", ())
        if line["kind"] not in OF_MANY
    )
    hold("4", max(lines.values(), default=1) == 1, "an act took effect twice", lines.most_common(2))
    worked = {one for _, _, one, _, outcome, _ in records if outcome in WORKED}
    idle = {_act_id(body) for *_, body in records} - worked
    hold("4", not lines.keys() & idle, "acts without effect took effect", lines.keys() & idle)
    hold("4", restored or lines.keys() <= worked, "effects of nothing", lines.keys() - worked)
    filed = {one for _, _, one, kind, outcome, _ in records if kind == "filed" and outcome in WORKED and one}
    hold("4", filed <= lines.keys(), "filings without a trace", filed - lines.keys())


def _attention(computer: Computer) -> None:
    """Whoever did what was not simply applied finds it in "Needs attention"."""
    if computer.ended:
        return
    done = computer.sql("select id, state from act union all select id, state from former_act")
    asked = {act for (act,) in computer.sql("select act from attention")}
    silent = [(act, state) for act, state in done if state not in ("applied", "waiting") and act not in asked]
    hold("8", not silent, computer.place, "nobody was told of", silent)


def _blobs(house: House) -> None:
    for sha256, size in house.sql("select sha256, size from blob where complete = 1"):
        data = (house.settings.files / sha256[:2] / sha256).read_bytes()
        hold("14", (len(data), hashlib.sha256(data).hexdigest()) == (size, sha256), "file", sha256)
