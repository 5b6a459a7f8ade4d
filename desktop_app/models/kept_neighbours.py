"""Writing what comes from neighbours: pairs, their acts until the centre's rows hold them, bundles for the centre."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from admission.acts import Act
from desktop_app.models.neighbours import HeldBundle

PAIR = """insert into neighbour (desk, verify_key, recipient, address) values (?, ?, ?, ?)
    on conflict (desk) do update set verify_key = excluded.verify_key, recipient = excluded.recipient,
    address = excluded.address, trouble = ''"""
ADD = """insert or ignore into neighbour_act (desk, n, id, application, body, "after", place)
    values (?, ?, ?, ?, ?, ?, ?)"""
ADD_BUNDLE = """insert or ignore into neighbour_bundle (desk, last, "after", place, sealed)
    values (?, ?, ?, ?, ?)"""
PLACE = """select 1 + max((select coalesce(max(place), 0) from neighbour_act),
    (select coalesce(max(place), 0) from neighbour_bundle))"""
IN_ORDER = """select body from (
    select n as "after", -1 as place, n, body from act where state = 'waiting'
    union all select "after", place, n, body from neighbour_act where id not in (select id from act)
    ) order by "after", place, n"""
FORGET = ("neighbour_act where desk = ? and n <= ?", "neighbour_bundle where desk = ? and last <= ?")


class KeptNeighbours:
    """Within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def pair(self, desk: str, verify_key: str, recipient: str, address: str) -> None:
        """Know this desk from now on; a desk that was known gets other keys or another address."""
        self._do(PAIR, desk, verify_key, recipient, address)

    def unpair(self, desk: str) -> None:
        """Know it no more; what it did comes from the centre alone."""
        for table in ("neighbour", "neighbour_act", "neighbour_bundle"):
            self._do(f"delete from {table} where desk = ?", desk)

    def move(self, desk: str, address: str) -> None:
        """The neighbour is to be found there now."""
        self._do("update neighbour set address = ? where desk = ? and address <> ?", address, desk, address)

    def next_message(self, desk: str) -> int:
        """The number of the next message to this neighbour."""
        return self._number("update neighbour set sent = sent + 1 where desk = ? returning sent", desk)

    def skip_to(self, desk: str, number: int) -> None:
        """It has heard messages up to this number, from before our own memory."""
        self._do("update neighbour set sent = max(sent, ?) where desk = ?", number, desk)

    def heard(self, desk: str) -> int:
        """The number of the newest message from this neighbour."""
        return self._number("select heard from neighbour where desk = ?", desk)

    def note_heard(self, desk: str, number: int) -> None:
        """A message of this number was taken."""
        self._do("update neighbour set heard = max(heard, ?) where desk = ?", number, desk)

    def note_met(self, desk: str, at: datetime, trouble: str = "") -> None:
        """It was spoken with, well or with this trouble; `at` is this desk's clock."""
        self._do("update neighbour set met = ?, trouble = ? where desk = ?", at.isoformat(), trouble, desk)

    def note_trouble(self, desk: str, code: str) -> None:
        """Somebody answered in its place, or it will not talk to us."""
        self._do("update neighbour set trouble = ? where desk = ?", code, desk)

    def add(
        self, acts: Sequence[tuple[Act, bytes]], newest_hash: str, bundle: HeldBundle, after: int
    ) -> bool:
        """Hold these acts of one neighbour with their bytes, and the bundle of them, as come after our own act `after`.

        Whether one of them was here before under another desk: then what is shown must be built again.
        """
        newest, place = acts[-1][0], self._number(PLACE)
        desk, last = newest.desk, newest.n
        again = self._take_over([act.id for act, _ in acts])
        for act, body in acts:
            application = getattr(act.body, "application", "")
            self._do(ADD, desk, act.n, act.id, application, body, after, place)
        if bundle.sealed:
            self._do(ADD_BUNDLE, desk, bundle.last, after, place, bundle.sealed)
        self._do("update neighbour set has = ?, hash = ? where desk = ?", last, newest_hash, desk)
        return again

    def has(self, desk: str) -> tuple[int, str]:
        """The newest act of it that is held or known, and its chain hash where that is known."""
        found = self._connection.exec_driver_sql("select has, hash from neighbour where desk = ?", (desk,))
        row = found.first()
        return (0, "") if row is None else (row[0], row[1])

    def any_act(self) -> bool:
        """Whether acts of neighbours have a part in what is shown."""
        return bool(self._number("select exists (select 1 from neighbour_act)"))

    def in_order(self) -> list[bytes]:
        """Every act to be decided over the centre's rows, ours and theirs, in the order they came to be here."""
        return list(self._connection.exec_driver_sql(IN_ORDER).scalars())

    def forget(self, known: Mapping[str, int]) -> bool:
        """The centre's rows hold these desks' acts up to these numbers; whether any of them was held here."""
        before = self._number("select count(*) from neighbour_act")
        for desk, n in known.items():
            for where in FORGET:
                self._do(f"delete from {where}", desk, n)
            self._do("update neighbour set has = ?, hash = '' where desk = ? and has < ?", n, desk, n)
        return self._number("select count(*) from neighbour_act") < before

    def note_bundle(self, desk: str, last: int, state: str, answer: bytes | None = None) -> None:
        """What the centre said to a bundle; its sealed answer waits for the neighbour, who takes them in order only."""
        self._do("update neighbour_bundle set state = ? where desk = ? and last = ?", state, desk, last)
        if answer is not None:
            self._do("update neighbour set answer = ? where desk = ? and answer is null", answer, desk)

    def note_answer_given(self, desk: str, answer: bytes) -> None:
        """The neighbour has this answer now."""
        self._do("update neighbour set answer = null where desk = ? and answer = ?", desk, answer)

    def renumber(self) -> None:
        """Our waiting acts are about to be numbered from 1: what came between them stays between them."""
        for table in ("neighbour_act", "neighbour_bundle"):
            self._do(
                f"""update {table} set "after" = (select count(*) from act
                    where state = 'waiting' and n <= {table}."after")"""
            )

    def forget_pairs(self) -> None:
        """Pairs were made with keys that are gone; what the neighbours did stays until the centre has it."""
        self._do("delete from neighbour")

    def _take_over(self, ids: Sequence[str]) -> bool:
        """An act keeps its id when its computer becomes another desk: the newer one counts."""
        gone = [self._do("delete from neighbour_act where id = ?", one) for one in ids]
        return any(gone) or any(self._number("select count(*) from act where id = ?", one) for one in ids)

    def _do(self, statement: str, *values: object) -> int:
        return self._connection.exec_driver_sql(statement, values).rowcount

    def _number(self, question: str, *values: object) -> int:
        return int(self._connection.exec_driver_sql(question, values).scalar() or 0)
