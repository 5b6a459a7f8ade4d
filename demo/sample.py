"""The sample: a centre with two schools, their people, the online applications of a campaign, test keys."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import uuid_utils
from argon2 import PasswordHasher
from msgspec.structs import replace

from admission.deadline import KAZAKHSTAN_TIME
from admission.intake import Intake
from admission.roles import Role
from admission.school import School
from central_server.administration import add_school, enrol, enrol_code, portal_token
from central_server.intake import Door, take_in
from central_server.law import Law, read_law
from central_server.models.ledger import Ledger, open_ledger
from central_server.settings import settings_in
from demo.clock import MORNING
from demo.history import PastDesk, applications_of
from demo.intakes import intakes, to_json
from demo.keys import TestKeys, make_test_keys
from demo.schools import officers, school_63, school_karakoga, streams

BEFORE = datetime(2026, 5, 26, 9, 0, tzinfo=KAZAKHSTAN_TIME)
ONLINE = 220
ONLINE_IN_THE_VILLAGE = 12


@dataclass(frozen=True)
class Sample:
    """What a demonstration needs to begin: codes for two desks, the portal's token, the director's key."""

    centre: Path
    school: School
    counter_code: str
    director_code: str
    portal_token: str
    key_file: Path
    key_password: str
    trust: Path


def prepare(folder: Path) -> Sample:
    """Make the whole sample under `folder`, from a fixed seed; about ten seconds."""
    centre = folder / "centre"
    centre.mkdir(parents=True)
    settings = settings_in(centre)
    ledger = open_ledger(settings)
    school = school_63()
    try:
        for one in (school, school_karakoga()):
            _open_school(ledger, one)
        codes = [enrol_code(ledger, school.id, name, MORNING) for name in ("1-терезе", "Директор")]
        token = portal_token(ledger, school.id)
    finally:
        ledger.close()
    keys = _keys(folder / "keys", school)
    return Sample(centre, school, codes[0], codes[1], token, keys.p12, keys.password, keys.trust)


def play_campaign(sample: Sample) -> int:
    """Let the campaign happen up to the demonstration's morning; how many applications came online."""
    settings = settings_in(sample.centre)
    ledger = open_ledger(settings)
    law = read_law(settings.resources)
    try:
        count = 0
        for school, asked in ((sample.school, ONLINE), (school_karakoga(), ONLINE_IN_THE_VILLAGE)):
            count += take_online(ledger, law, intakes(school, asked))
        _work_off(ledger, sample.school)
    finally:
        ledger.close()
    return count


def take_online(ledger: Ledger, law: Law, arrivals: Iterable[tuple[datetime, Intake]]) -> int:
    """Let these online applications come in, each at its moment; how many they were."""
    count = 0
    for received, intake in arrivals:
        door = Door(ledger, law, _always(received), _new_id)
        take_in(door, intake, hashlib.sha256(to_json(intake)).hexdigest())
        count += 1
    return count


def _work_off(ledger: Ledger, school: School) -> None:
    law = read_law(settings_in(Path()).resources)
    code = enrol_code(ledger, school.id, "2-терезе", BEFORE)
    desk = enrol(ledger, code, "2-терезе", BEFORE, _new_id)
    past = PastDesk(
        ledger,
        law,
        law.profiles["oqu2026"],
        desk,
        executor=f"{school.id}-marat",
        director=f"{school.id}-director",
    )
    past.work_off(applications_of(ledger, school.id), MORNING - timedelta(minutes=5))


def _open_school(ledger: Ledger, school: School) -> None:
    hasher = PasswordHasher()
    people = [replace(officer, password_hash=hasher.hash(password)) for officer, password in officers(school)]
    add_school(ledger, school, streams(school), people)


def _keys(folder: Path, school: School) -> TestKeys:
    director = next(officer for officer, _ in officers(school) if Role.DIRECTOR in officer.roles)
    return make_test_keys(
        folder,
        director_iin=director.iin,
        director_name=director.name,
        bin=school.bin,
        organisation="№63 ЖББМ КММ",
        now=MORNING,
    )


def _always(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def _new_id() -> str:
    return str(uuid_utils.uuid7())
