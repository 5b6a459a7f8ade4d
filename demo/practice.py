"""The practice centre: the sample school on loopback, kept between starts; it ends with the program that began it."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uuid_utils

from admission.intake import Intake
from central_server.administration import enrol_code
from central_server.api import app
from central_server.api.packing import read_packing
from central_server.keys import read_keys
from central_server.law import read_law
from central_server.models.ledger import Ledger, open_ledger
from central_server.serving import Application, running
from central_server.settings import Settings, settings_in
from demo.clock import MORNING
from demo.counter import PASSWORD
from demo.intakes import intakes
from demo.keys import PASSWORD as KEY_PASSWORD
from demo.sample import prepare, take_online
from demo.schools import school_63

ONLINE = 24
SCHOOL = 20  # the school, its people and keys take about as long as so many families
BETWEEN = timedelta(minutes=23)
LOGINS = ["aigul", "director"]
DESK = "Жаттығу"


def practise(folder: Path) -> int:
    """Serve the sample of this folder until standard input ends: it does when who began us is gone, however it went."""
    settings = settings_in(folder / "centre")
    born = _set_up(settings, folder)
    ledger = open_ledger(settings)
    try:
        with running(_app(ledger, settings, _clock(born))) as url:
            code = enrol_code(ledger, school_63().id, DESK, _clock(born)())
            _say(folder, url=url, code=code, born=born.isoformat())
            sys.stdin.read()
    finally:
        ledger.close()
    return 0


def _set_up(settings: Settings, folder: Path) -> datetime:
    """The sample, made once and whole; the moment it was."""
    mark = folder / "born.txt"
    if not mark.exists():
        _say_step(0)
        shutil.rmtree(folder, ignore_errors=True)  # what a killed start left
        prepare(folder)
        ledger = open_ledger(settings)
        try:
            take_online(ledger, read_law(settings.resources), _arrivals())
        finally:
            ledger.close()
        mark.write_text(datetime.now(UTC).isoformat(), encoding="ascii")
    return datetime.fromisoformat(mark.read_text(encoding="ascii"))


def _arrivals() -> Iterator[tuple[datetime, Intake]]:
    """What came on the day before: work for one morning, none of it late yet."""
    yesterday = MORNING - timedelta(hours=23)
    for place, (_, intake) in enumerate(intakes(school_63(), ONLINE)):
        _say_step(SCHOOL + place)
        yield yesterday + place * BETWEEN, intake


def _say_step(done: int) -> None:
    """How far the set-up is: the school, then one family after the other."""
    print(json.dumps({"step": done, "of": SCHOOL + ONLINE}), flush=True)


def _app(ledger: Ledger, settings: Settings, clock: Callable[[], datetime]) -> Application:
    law = read_law(settings.resources)
    packing = read_packing(settings.resources, settings.max_body)
    keys = read_keys(settings.keys)
    return app(ledger, clock, law, settings.catalogues, lambda: str(uuid_utils.uuid7()), keys, packing)


def _clock(born: datetime) -> Callable[[], datetime]:
    """The morning of the demonstration when it was set up, and on from there."""
    return lambda: MORNING + (datetime.now(UTC) - born)


def _say(folder: Path, **told: object) -> None:
    keys = {
        "key_password": KEY_PASSWORD,
        "key_files": str(folder / "keys"),
        "trust": str(folder / "keys" / "trust"),
    }
    people = {"logins": LOGINS, "password": PASSWORD, "start": MORNING.isoformat()}
    print(json.dumps({**told, **keys, **people}, ensure_ascii=False), flush=True)
