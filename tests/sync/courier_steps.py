"""What a courier's tests do: save at a desk, come to the centre, take in at a desk, look whether anything changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from admission.courier import CourierTrouble
from admission.identifiers import iin_with_check_digit
from central_server.keys import read_keys
from central_server.law import read_law
from central_server.stick import Carried, take_in_folder
from central_server.turns import Exchange
from desktop_app.sync.stick import Saved, TakenIn, save_for_courier, take_in_answers
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.propose import propose
from tests.centre import Centre, Joined
from tests.desk import CHILD, EXECUTOR, OTHER_CHILD, a_draft


def at_centre(centre: Centre, folder: Path) -> list[Carried]:
    """The courier comes to the centre with the stick."""
    law, keys = read_law(centre.settings.resources), read_keys(centre.settings.keys)
    return list(take_in_folder(Exchange(centre.ledger, law, keys), folder, centre.clock))


def save(joined: Joined, folder: Path) -> Saved:
    return save_for_courier(joined.line, folder)


def take(joined: Joined, folder: Path) -> list[TakenIn]:
    return take_in_answers(joined.line, folder)


def told(one: TakenIn):
    assert one.told is not None, one.trouble
    return one.told


def trouble(work) -> str:
    """The code with which this was refused."""
    with pytest.raises(CourierTrouble) as refused:
        work()
    return refused.value.code


def state(joined: Joined) -> tuple[object, ...]:
    """Everything an answer could change."""
    with joined.desk.replica.read() as db:
        tables = ("row", "act", "meta", "receipt", "attention", "file", "opened", "staged")
        return tuple(db.execute(f"select * from {name} order by 1, 2").fetchall() for name in tables)


def digest_at(centre: Centre) -> str:
    from central_server.models import feed

    with centre.ledger.read() as tx:
        return feed.digest(tx, "school-63")


def many(joined: Joined, count: int) -> list[str]:
    """So many applications of different children."""
    filed = []
    for place in range(count):
        digits = f"2009155{place:04}"
        child = replace(CHILD, iin=iin_with_check_digit(digits) or f"{digits}0", certificate=None)
        draft = a_draft(child=child, confirmed=("similar-child",), confirmed_because="туыстар")
        filed.append(file_application(joined.desk, EXECUTOR, draft))
    return filed


def a_day(counter: Joined, office: Joined) -> tuple[str, str]:
    """Both desks work a day without a line; the office knows nothing of what the counter filed."""
    first = file_application(counter.desk, EXECUTOR, a_draft())
    propose(counter.desk, EXECUTOR, first, True)
    second = file_application(office.desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    return first, second
