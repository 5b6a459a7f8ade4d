"""The centre from a shell: `python -m central_server serve`, and the administrator's verbs, which answer in JSON."""

from __future__ import annotations

import argparse
import json
import logging
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import uuid_utils

from admission.intake import Intake
from admission.problems import ActRefused, blocks
from admission.profile_file import ProfileWrong
from admission.workdays import CalendarWrong
from central_server import administration
from central_server.administration import SchoolUnknown
from central_server.api import app
from central_server.api.packing import read_packing
from central_server.casefolder import CaseNotClear, CaseUnknown, Registry, write_case_folder
from central_server.intake import Door, ReferenceUsed, intake_digest, take_in
from central_server.keys import read_keys
from central_server.law import read_law
from central_server.models import recovery
from central_server.models.ledger import Ledger, LedgerTrouble, open_ledger, recover_ledger
from central_server.models.sweeping import CentreClosed, sweep
from central_server.models.timeline import LedgerOlder
from central_server.recovery import reopen
from central_server.schoolfile import read_school
from central_server.serving import serve
from central_server.settings import Settings, settings_in
from central_server.stick import take_in_folder, told_carried
from central_server.territoryfile import read_territory_file, told_problems
from central_server.turns import Exchange
from wording import LANGUAGES, Texts

Clock = Callable[[], datetime]
REFUSED = 1
CANNOT_SERVE = 3

# What an administrator can put right, and the sentence that says so; the first kind that fits is told.
TROUBLES: Mapping[type[Exception], tuple[int, str]] = {
    LedgerOlder: (CANNOT_SERVE, "{}"),
    LedgerTrouble: (CANNOT_SERVE, "The database does not answer: {}."),
    CentreClosed: (REFUSED, "The centre waits for its desks; nothing is swept before `reopen`."),
    SchoolUnknown: (REFUSED, "The centre has no school {!r}."),
    msgspec.DecodeError: (REFUSED, "The file cannot be used: {}."),
    ProfileWrong: (CANNOT_SERVE, "A rule profile cannot be used: {}."),
    CalendarWrong: (CANNOT_SERVE, "The working calendar cannot be used: {}."),
    CaseUnknown: (REFUSED, "There is neither an application nor an order {!r}."),
    CaseNotClear: (REFUSED, "Several schools have {!r}: name one with --school, or give the id."),
    FileExistsError: (REFUSED, "The folder is there already; nothing is written over."),
    FileNotFoundError: (REFUSED, "There is no such file."),
    OSError: (CANNOT_SERVE, "The computer refused: error {}."),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it was done."""
    asked = _parser().parse_args(arguments)
    settings = settings_in(asked.data, asked.database)
    try:
        return COMMANDS[asked.command](settings, asked)
    except tuple(TROUBLES) as error:
        status, sentence = next(told for kind, told in TROUBLES.items() if isinstance(error, kind))
        print(sentence.format(*error.args[:1] or (type(error).__name__,)), file=sys.stderr)
        return status


def _serve(settings: Settings, asked: argparse.Namespace) -> int:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    for name in (signal.SIGTERM, signal.SIGINT):
        # Uvicorn ends well and raises the signal again; leaving by SystemExit closes the ledger at any moment.
        signal.signal(name, lambda *_: sys.exit(0))
    clock = _clock(asked.demo_clock)
    if asked.demo_clock:
        print(
            f"DEMONSTRATION: this centre believes it is {clock():%Y-%m-%d %H:%M %z}. Never for real applications."
        )
    with _ledger(settings) as ledger:
        law = read_law(settings.resources, settings.own_profiles)
        keys = read_keys(settings.keys)
        packing = read_packing(settings.resources, settings.max_body)
        centre = app(ledger, clock, law, settings.catalogues, new_id, keys, packing)
        serve(centre, asked.host, asked.port, lambda url: print(f"listening on {url}", flush=True))
    return 0


def _migrate(settings: Settings, _asked: argparse.Namespace) -> int:
    with _ledger(settings) as ledger:
        _say(epoch=ledger.epoch)
    return 0


def _school(settings: Settings, asked: argparse.Namespace) -> int:
    school, streams, officers = read_school(asked.file.read_bytes())
    with _ledger(settings) as ledger:
        administration.add_school(ledger, school, streams, officers)
    _say(school=school.id, streams=[one.id for one in streams], officers=[one.id for one in officers])
    return 0


def _territory(settings: Settings, asked: argparse.Namespace) -> int:
    with _ledger(settings) as ledger:
        locality = administration.school_row(ledger, asked.school).address.locality
        table = read_territory_file(asked.file, locality)
        refused = bool(blocks(table.problems))
        changed = not (refused or asked.dry_run) and administration.replace_territory(
            ledger, asked.school, table.territory
        )
    _say(
        school=asked.school,
        streets=len(table.territory),
        changed=changed,
        dry_run=asked.dry_run,
        problems=told_problems(table.problems, settings.catalogues),
    )
    return REFUSED if refused else 0


def _code(settings: Settings, asked: argparse.Namespace) -> int:
    with _ledger(settings) as ledger:
        _say(code=administration.enrol_code(ledger, asked.school, asked.name, _clock(asked.demo_clock)()))
    return 0


def _portal_token(settings: Settings, asked: argparse.Namespace) -> int:
    with _ledger(settings) as ledger:
        _say(school=asked.school, token=administration.portal_token(ledger, asked.school))
    return 0


def _revoke(settings: Settings, asked: argparse.Namespace) -> int:
    with _ledger(settings) as ledger:
        done = administration.revoke(ledger, asked.desk, _clock(asked.demo_clock)())
    _say(desk=asked.desk, revoked=done)
    return 0 if done else REFUSED


def _intake(settings: Settings, asked: argparse.Namespace) -> int:
    intake = msgspec.json.decode(asked.file.read_bytes(), type=Intake)
    with _ledger(settings) as ledger:
        door = Door(
            ledger, read_law(settings.resources, settings.own_profiles), _clock(asked.demo_clock), new_id
        )
        try:
            answer, _ = take_in(door, intake, intake_digest(intake))
        except ActRefused as refused:
            _say(problems=msgspec.to_builtins(refused.problems))
            return REFUSED
        except ReferenceUsed:
            _say(problems=[{"code": "reference-used", "at": "reference"}])
            return REFUSED
    _say(**msgspec.to_builtins(answer))
    return 0


def _courier(settings: Settings, asked: argparse.Namespace) -> int:
    law, keys = read_law(settings.resources, settings.own_profiles), read_keys(settings.keys)
    refused = False
    with _ledger(settings) as ledger:
        for one in take_in_folder(Exchange(ledger, law, keys), asked.folder, _clock(asked.demo_clock)):
            _say(**told_carried(one, settings.catalogues))
            refused = refused or one.trouble is not None
    return REFUSED if refused else 0


def _recover(settings: Settings, asked: argparse.Namespace) -> int:
    try:
        open_ledger(settings).close()
        older = False
    except LedgerOlder:
        older = True
    if not (older or asked.force):
        print("Nothing is missing from this database; --force recovers all the same.", file=sys.stderr)
        return REFUSED
    lost = recover_ledger(settings)
    _say(recovering=True, lost={school: {"has": has, "had": had} for school, (has, had) in lost.items()})
    return 0


def _recovery(settings: Settings, _asked: argparse.Namespace) -> int:
    with _ledger(settings) as ledger, ledger.read() as tx:
        for desk in recovery.brought_by(tx):
            _say(**msgspec.to_builtins(desk))
        for conflict in recovery.conflicts(tx):
            _say(**msgspec.to_builtins(conflict))
    return 0


def _reopen(settings: Settings, _asked: argparse.Namespace) -> int:
    with _ledger(settings) as ledger:
        for settled in reopen(ledger, read_law(settings.resources, settings.own_profiles)):
            _say(**msgspec.to_builtins(settled))
    return 0


def _sweep_files(settings: Settings, asked: argparse.Namespace) -> int:
    with _ledger(settings) as ledger:
        for swept in sweep(ledger, _clock(asked.demo_clock)(), dry_run=asked.dry_run):
            _say(**msgspec.to_builtins(swept), dry_run=asked.dry_run)
    return 0


def _court(settings: Settings, asked: argparse.Namespace) -> int:
    law, keys = read_law(settings.resources, settings.own_profiles), read_keys(settings.keys)
    tongues = {language: Texts(language, settings.catalogues) for language in LANGUAGES}
    now = _clock(asked.demo_clock)()
    with _ledger(settings) as ledger:
        registry = Registry(ledger, law, keys, tongues)
        written = write_case_folder(registry, asked.case, asked.folder, now, asked.school)
    _say(folder=str(written.path), files=written.files, missing=written.gaps, key=keys.public.verify_key)
    return 0


COMMANDS: Mapping[str, Callable[[Settings, argparse.Namespace], int]] = {
    "serve": _serve,
    "migrate": _migrate,
    "school": _school,
    "territory": _territory,
    "code": _code,
    "portal-token": _portal_token,
    "revoke": _revoke,
    "intake": _intake,
    "courier": _courier,
    "recover": _recover,
    "recovery": _recovery,
    "reopen": _reopen,
    "sweep-files": _sweep_files,
    "court": _court,
}


def new_id() -> str:
    """A UUIDv7."""
    return str(uuid_utils.uuid7())


@contextmanager
def _ledger(settings: Settings) -> Iterator[Ledger]:
    ledger = open_ledger(settings)
    try:
        yield ledger
    finally:
        ledger.close()


def _clock(start: datetime | None) -> Clock:
    """The computer's clock, or one that starts at a stated instant and runs on from there."""
    if start is None:
        return lambda: datetime.now(UTC)
    born = time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - born)


def _instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError("the instant needs a zone, such as 2026-08-25T09:00+05:00")
    return moment


def _say(**answer: object) -> None:
    print(json.dumps(answer, ensure_ascii=False), flush=True)


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--data", type=Path, default=Path("centre-data"), help="folder of the ledger and the files"
    )
    common.add_argument("--database", default="", help="postgresql://… in place of the SQLite file in --data")
    common.add_argument(
        "--demo-clock", type=_instant, help="demonstrations: the clock starts at this instant"
    )
    parser = argparse.ArgumentParser(prog="central_server", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    made = {name: commands.add_parser(name, parents=[common]) for name in COMMANDS}
    _add_names(made)
    made["recover"].add_argument("--force", action="store_true", help="although nothing seems to be missing")
    made["territory"].add_argument("--school", required=True, help="its id")
    for name, told in (("territory", "what is wrong"), ("sweep-files", "what would go")):
        made[name].add_argument("--dry-run", action="store_true", help=f"tell {told}, change nothing")
    _add_paths(made)
    return parser


def _add_names(made: Mapping[str, argparse.ArgumentParser]) -> None:
    made["serve"].add_argument("--host", default="127.0.0.1")
    made["serve"].add_argument("--port", type=int, default=8463, help="0: any free one")
    for name in ("code", "portal-token"):
        made[name].add_argument("school")
    made["code"].add_argument("name", help="what the desk is called")
    made["revoke"].add_argument("desk")


def _add_paths(made: Mapping[str, argparse.ArgumentParser]) -> None:
    for name in ("school", "territory", "intake"):
        made[name].add_argument("file", type=Path)
    made["courier"].add_argument(
        "direction", choices=("import",), help="answers are written beside the files"
    )
    made["courier"].add_argument("folder", type=Path, help="the stick, with the files of any number of desks")
    made["court"].add_argument("case", help="number or id of an application or an order")
    made["court"].add_argument("folder", type=Path, help="where the new folder shall lie")
    made["court"].add_argument("--school", default="", help="its id, where several schools have that number")


if __name__ == "__main__":
    sys.exit(main())
