"""`python -m tests.golden.recording FILE`: records the requests of a short office day, as this version sends them."""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from desktop_app.sync.server import Server
from desktop_app.usecases.ask_papers import ask_papers
from desktop_app.usecases.assign import assign
from desktop_app.usecases.attach_file import attach_file
from desktop_app.usecases.check_document import check_document
from desktop_app.usecases.decide_application import decide_application
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.note import note
from desktop_app.usecases.propose import propose
from desktop_app.usecases.return_application import return_application
from desktop_app.usecases.withdraw import withdraw
from tests.centre import Centre, centre_in
from tests.desk import DIRECTOR, EXECUTOR, OTHER_CHILD, ROOT, FakeClock, a_draft


class Recorder:
    """Every message that went up: its door, whose token it carried (by the order of enrolment), its text."""

    def __init__(self) -> None:
        self.took: list[dict[str, Any]] = []
        self._tokens: list[str] = []

    def listen(self, server: type[Server]) -> None:
        """Stand between every line and its centre."""
        talk = server._post

        def post(line: Server, path: str, body: bytes) -> bytes:
            answer = talk(line, path, body)
            self._note(line, path, body, json.loads(answer))
            return answer

        server._post = post  # type: ignore[assignment, method-assign]

    def _note(self, line: Server, path: str, body: bytes, told: dict[str, Any]) -> None:
        token = str(line._session.headers.get("Authorization", "")).removeprefix("Bearer ")
        by = self._tokens.index(token) if token else None
        self.took.append(
            {"path": path, "by": by, "request": body.decode(), "results": told.get("results", [])}
        )
        if "token" in told:
            self._tokens.append(told["token"])


def play(centre: Centre, clock: FakeClock) -> None:
    """Two applications, one accepted, one given back and withdrawn."""
    counter, office = centre.join("counter"), centre.join("office")
    one = file_application(counter.desk, EXECUTOR, a_draft())
    two = file_application(counter.desk, EXECUTOR, a_draft(child=OTHER_CHILD, by_territory=False))
    check_document(counter.desk, EXECUTOR, one, "photo", True)
    attach_file(counter.desk, EXECUTOR, one, "photo", "photo.jpg", picture())
    note(counter.desk, EXECUTOR, one, "анасы кешке келеді")
    assign(counter.desk, EXECUTOR, one, EXECUTOR.id)
    ask_papers(counter.desk, EXECUTOR, two, ("health",), (clock() + timedelta(days=2)).date())
    propose(counter.desk, EXECUTOR, one, True)
    propose(counter.desk, EXECUTOR, two, True)
    clock.forward(minutes=10)
    counter.sync()
    office.sync()
    decide_application(office.desk, DIRECTOR, one, True)
    return_application(office.desk, DIRECTOR, two, "қайта қараңыз")
    clock.forward(minutes=10)
    office.sync()
    withdraw(counter.desk, EXECUTOR, two, "көшіп кетті")
    for joined in (counter, office, counter):
        joined.sync()


def picture() -> bytes:
    """A small photo."""
    made = BytesIO()
    Image.new("RGB", (300, 400), "white").save(made, "JPEG")
    return made.getvalue()


def record() -> list[dict[str, Any]]:
    """The day, on a centre of this version."""
    recorder, clock = Recorder(), FakeClock()
    recorder.listen(Server)
    with (
        tempfile.TemporaryDirectory() as folder,
        centre_in(Path(folder), ROOT / "translations", clock) as centre,
    ):
        play(centre, clock)
    return recorder.took


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(record(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
