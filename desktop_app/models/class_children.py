"""Children of the first classes: accepted, or in an order already, with the letter they stand at."""

from __future__ import annotations

from datetime import date

import msgspec

from admission.application import TwinsWish
from admission.classes import Pupil
from admission.people import Applicant, PersonName
from desktop_app.models import queries
from desktop_app.models.queries import SHOWN
from desktop_app.models.replica import Replica

GRADE = 1
TOLD = f"""select number, waiting, {SHOWN}
    from application_line join row on kind = 'application' and row.id = application_line.id
    where year = ? and language = ? and status in ('accepted', 'enrolled')"""
CONFIRMED = """select row.id from application_line join row on kind = 'application' and row.id = application_line.id
    where status = 'accepted' and language = ? and json_extract(cast(confirmed as text), '$.status') = 'accepted'"""


class ClassChild(msgspec.Struct, frozen=True, kw_only=True):
    """One child; `order` is the order's number, empty before it, `letter` then the order's.

    `twins` is the same for children of one applicant born on one day. `waiting`: the centre has not confirmed it all.
    """

    id: str
    number: str
    name: PersonName
    born: date
    girl: bool
    special: bool
    twins: str
    twins_wish: TwinsWish
    letter: str
    order: str
    transfer: bool
    waiting: bool

    @property
    def pupil(self) -> Pupil:
        """As the rules of classes look at it."""
        return Pupil(
            id=self.id,
            girl=self.girl,
            special=self.special,
            twins=self.twins,
            twins_wish=self.twins_wish,
            letter=self.letter,
        )


class _Child(msgspec.Struct, frozen=True):
    name: PersonName
    born: date
    sex: str


class _Draft(msgspec.Struct, frozen=True):
    child: _Child
    applicant: Applicant
    special_needs: bool = False
    grade: int = GRADE
    transfer: msgspec.Raw | None = None


class _Application(msgspec.Struct, frozen=True):
    """As much of an application as its class asks of it."""

    id: str
    draft: _Draft
    order: str = ""
    letter: str = ""
    twins_wish: TwinsWish = ""


def class_children(replica: Replica, year: int, language: str) -> list[ClassChild]:
    """Every child of the first grade taught in this language who is accepted or enrolled."""
    orders = {one.id: (one.number, one.letter) for one in queries.orders(replica)}
    with replica.read() as db:
        rows = db.execute(TOLD, (year, language)).fetchall()
    found = [
        (number, waiting, msgspec.json.decode(body, type=_Application)) for number, waiting, body in rows
    ]
    return [
        _child(number, bool(waiting), one, orders.get(one.order, ("", one.letter)))
        for number, waiting, one in found
        if one.draft.grade == GRADE
    ]


def confirmed_accepted(replica: Replica, language: str) -> frozenset[str]:
    """Ids of the children of this language whose acceptance stands here and at the centre."""
    with replica.read() as db:
        return frozenset(row[0] for row in db.execute(CONFIRMED, (language,)))


def _child(number: str, waiting: bool, one: _Application, order: tuple[str, str]) -> ClassChild:
    child, applicant = one.draft.child, one.draft.applicant
    return ClassChild(
        id=one.id,
        number=number,
        name=child.name,
        born=child.born,
        girl=child.sex == "female",
        special=one.draft.special_needs,
        twins=f"{applicant.iin or applicant.name.full}|{child.born.isoformat()}",
        twins_wish=one.twins_wish,
        letter=order[1],
        order=order[0],
        transfer=one.draft.transfer is not None,
        waiting=waiting,
    )
