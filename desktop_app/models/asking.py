"""All that needs attention in one list: what the centre decided otherwise, and prints nobody has answered for."""

from __future__ import annotations

from desktop_app.models.attention import EVERYBODY, asking, those
from desktop_app.models.lines import AttentionItem, OpenPrint
from desktop_app.models.print_log import ASKING, asking_amount, open_prints
from desktop_app.models.replica import Replica

Asking = AttentionItem | OpenPrint
IDS = f"""select id from (
    select id, at, seen is not null as settled from attention where person = coalesce(nullif(?, ''), person)
    union all select p.id, p.at, 0 {ASKING}) order by settled, at desc, id limit ? offset ?"""


def asking_items(replica: Replica, person: str, limit: int, offset: int) -> list[Asking]:
    """Of everybody or of one person, newest first; what is settled stays at the end, but a print is gone then."""
    with replica.read() as db:
        ids = [row[0] for row in db.execute(IDS, (person, person, limit, offset))]
    found: dict[str, Asking] = {one.id: one for one in those(replica, ids)}
    found |= {one.id: one for one in open_prints(replica, ids)}
    return [found[one] for one in ids if one in found]


def amount(replica: Replica, person: str = EVERYBODY) -> int:
    """How many of them nobody has settled yet."""
    return asking(replica, person) + asking_amount(replica, person)
