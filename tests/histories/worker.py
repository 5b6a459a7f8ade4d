"""`python -m tests.histories.worker FOLDER`: files and proposes without end, and says what is durable."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path
from uuid import uuid4

from desktop_app.usecases.desk import Desk
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.propose import propose
from tests.central_server.actors import a_child_draft
from tests.desk import EXECUTOR, FakeClock, calendar, make_replica, rules

STOOD_BY = {"confirmed": ("similar-child",), "confirmed_because": "келді"}


def main(folder: Path) -> None:
    law, replica = rules(), make_replica(folder)
    desk = Desk(replica, FakeClock(), lambda: str(uuid4()), {law.id: law}, law, calendar())
    with replica.read() as db:
        (begun,) = db.execute("select count(*) from act").fetchone()
    for child in count(begun):
        application = file_application(desk, EXECUTOR, a_child_draft(child % 10_000, **STOOD_BY))
        print(application, flush=True)
        propose(desk, EXECUTOR, application, True)
        print(application, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
