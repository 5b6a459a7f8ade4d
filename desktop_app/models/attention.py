"""Questions about what needs attention: every act the centre did not simply apply, settled or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from admission.acts import Act, Filed, OrderAmended, Ordered
from admission.problems import Problem
from admission.roles import Officer
from admission.wire import load_act, load_row
from desktop_app.models.lines import AttentionItem
from desktop_app.models.replica import Replica

EVERYBODY = ""
ALL = -1
Names = Mapping[str, str]
ITEM = """select a.id, a.act, a.kind, a.application, coalesce(l.number, ''), coalesce(l.child, ''), a.outcome, a.reason,
    a.at, a.person, coalesce(a.seen, ''), coalesce(j.body,
    (select f.body from former_act f where f.id = a.act order by f.rowid desc limit 1))
    from attention a left join application_line l on l.id = a.application left join act j on j.id = a.act"""


def attention(
    replica: Replica, *, person: str = EVERYBODY, application: str = "", limit: int = ALL, offset: int = 0
) -> list[AttentionItem]:
    """What the centre refused, changed or set aside, newest first; settled items stay at the end.

    Of everybody or of one person; of one application where it is named.
    """
    where = """a.person = coalesce(nullif(?, ''), a.person)
        and a.application = coalesce(nullif(?, ''), a.application)
        order by a.seen is not null, a.at desc, a.id limit ? offset ?"""
    return _items(replica, where, (person, application, limit, offset))


def those(replica: Replica, ids: Sequence[str]) -> list[AttentionItem]:
    """The items of these ids."""
    return _items(replica, f"a.id in ({','.join('?' * len(ids))})", ids)


def _items(replica: Replica, where: str, values: Sequence[Any]) -> list[AttentionItem]:
    with replica.read() as db:
        found = db.execute(f"{ITEM} where {where}", tuple(values)).fetchall()
        officers = db.execute(
            "select id, coalesce(shown, confirmed) from row where kind = 'officer'"
        ).fetchall()
    names = {officer: _short_name(body) for officer, body in officers}
    return [_item(row, names) for row in found]


def asking(replica: Replica, person: str = EVERYBODY) -> int:
    """How many items nobody has settled yet, of everybody or of one person."""
    question = (
        "select count(*) from attention where seen is null and person = coalesce(nullif(?, ''), person)"
    )
    with replica.read() as db:
        return int(db.execute(question, (person,)).fetchone()[0])


def refusals(replica: Replica) -> int:
    """How many refused acts nobody has settled yet."""
    with replica.read() as db:
        question = "select count(*) from attention where seen is null and outcome = 'refused'"
        return int(db.execute(question).fetchone()[0])


def _item(row: Sequence[Any], names: Names) -> AttentionItem:
    act = load_act(row[11]) if row[11] else None
    number, child = _whom(act, row[4], row[5])
    settled, _, settler = row[10].partition(" ")
    told = datetime.fromisoformat(row[8])
    return AttentionItem(
        id=row[0],
        act=row[1],
        n=act.n if act else 0,
        desk=act.desk if act else "",
        kind=row[2],
        application=row[3],
        number=number,
        child=child,
        outcome=row[6],
        reason=msgspec.json.decode(row[7], type=Problem),
        body=act.body if act else None,
        done=act.at if act else told,
        at=told,
        person=row[9],
        by=names.get(row[9], ""),
        seen=bool(settled),
        settled_at=datetime.fromisoformat(settled) if settled else None,
        settled_by=names.get(settler, ""),
    )


def _whom(act: Act | None, number: str, child: str) -> tuple[str, str]:
    """Number and child as the lists show them; of a filing or an order that is not in them, as it says itself."""
    body = act.body if act else None
    if isinstance(body, Filed) and not number:
        return body.number, body.draft.child.name.full
    return (body.number, "") if isinstance(body, Ordered | OrderAmended) else (number, child)


def _short_name(body: bytes) -> str:
    row = load_row(body)
    return row.name.short if isinstance(row, Officer) else ""
