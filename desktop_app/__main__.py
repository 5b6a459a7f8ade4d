"""The office: builds everything once, by hand, and opens the window; `enrol` makes this computer a desk."""

from __future__ import annotations

import argparse
import getpass
import logging
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import uuid_utils

from admission.deadline import KAZAKHSTAN_TIME
from admission.problems import ActRefused
from admission.profile_file import ProfileWrong, parse_profiles
from admission.profiles import RuleProfile, rules_in_force
from admission.readiness import be_ready_to_read
from admission.workdays import CalendarWrong, WorkCalendar, parse_calendar
from desktop_app.models import queries, replica_key
from desktop_app.models.connection import ReplicaTrouble
from desktop_app.models.judge import Judge
from desktop_app.models.replica import Replica, open_replica
from desktop_app.settings import Settings, default_data
from desktop_app.usecases.desk import Desk

if TYPE_CHECKING:
    from admission.printouts import Printout
    from desktop_app.signing.signer import Signer
    from desktop_app.sync.session import Line
    from desktop_app.ui.office import Tools
    from desktop_app.usecases.import_children import ImportedChildren
    from desktop_app.usecases.import_directory import ImportedDirectory

Clock = Callable[[], datetime]


def main(arguments: list[str] | None = None) -> int:
    """Run one command; its exit status."""
    chosen = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    settings = Settings(data=chosen.data, language=chosen.language, dark=chosen.dark)
    try:
        return COMMANDS[chosen.command](settings, chosen)
    except ReplicaTrouble as trouble:
        print(_sentence(settings, f"trouble-{trouble.code}"), file=sys.stderr)
        return 1
    except (ProfileWrong, CalendarWrong) as wrong:
        print(_sentence(settings, "trouble-rules-wrong", reason=wrong), file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m desktop_app", description=__doc__)
    parser.add_argument("--data", type=Path, default=default_data(), help="folder of the replica and its key")
    parser.add_argument("--language", choices=("kk", "ru", "en"), default="kk")
    parser.add_argument("--dark", action="store_true")
    commands = parser.add_subparsers(dest="command")
    enrol = commands.add_parser("enrol", help="make this computer a desk of its school")
    enrol.add_argument("url", help="address of the centre, https://…")
    enrol.add_argument("code", help="one-time code from the administrator")
    enrol.add_argument("name", help="what this desk is called in the office")
    courier = commands.add_parser("courier", help="exchange with the centre by a stick")
    courier.add_argument("direction", choices=("export", "import"))
    courier.add_argument("folder", type=Path, help="folder of the stick")
    lists = {
        "directory": "addresses to choose from while typing",
        "children": "children of the school's census",
    }
    for verb, what in lists.items():
        imported = commands.add_parser(verb, help=what)
        imported.add_argument("act", choices=("import",))
        imported.add_argument(
            "files", type=Path, nargs="+", help="XLSX or CSV; together they replace what was there"
        )
    return parser


def new_id() -> str:
    """A UUIDv7: unique everywhere, sorted by the time it was made."""
    return str(uuid_utils.uuid7())


def now() -> datetime:
    """This computer's clock."""
    return datetime.now(UTC)


def replica_of(settings: Settings, ask: Callable[[str], str] = getpass.getpass) -> Replica:
    """The replica under the keyring's key, or under the vault's where there is no keyring; made if new."""
    settings.data.mkdir(parents=True, exist_ok=True)
    return open_replica(settings.replica, key_of(settings, ask))


def key_of(settings: Settings, ask: Callable[[str], str]) -> bytes:
    """The replica's raw key; a new one is made only where there is no replica yet."""
    if settings.vault.exists():
        return replica_key.key_from_vault(settings.vault, ask("key.vault: "))
    installation = str(settings.data.resolve())
    try:
        kept = replica_key.key_from_keyring(installation)
        if kept is None:
            kept = replica_key.fresh_key()
            replica_key.keep_in_keyring(installation, kept)
    except replica_key.KeyringMissing:
        kept = replica_key.fresh_key()
        replica_key.keep_in_vault(settings.vault, ask("key.vault: "), kept)
    return kept


def profiles_of(settings: Settings) -> dict[str, RuleProfile]:
    """Every profile of the resources, and those an administrator keeps beside the replica, by id."""
    folders = (settings.resources / "profiles", settings.data / "profiles")
    files = [file for folder in folders for file in sorted(folder.glob("*.toml"))]
    return parse_profiles((file.name, file.read_bytes()) for file in files)


def calendar_of(settings: Settings) -> WorkCalendar:
    """The calendar of working days."""
    return parse_calendar((settings.resources / "calendars/kz.toml").read_bytes())


def in_force(profiles: Mapping[str, RuleProfile], at: datetime, chosen: str = "") -> RuleProfile:
    """The school's own choice, else the profile in force on that day, else the newest there is."""
    found = rules_in_force(profiles, at.astimezone(KAZAKHSTAN_TIME).date(), chosen)
    return found or max(profiles.values(), key=lambda one: one.valid_to)


def desk_of(settings: Settings, replica: Replica, clock: Clock = now) -> Desk:
    """The desk over an open replica; threads may begin afterwards."""
    be_ready_to_read()
    profiles = profiles_of(settings)
    return Desk(
        replica=replica,
        now=clock,
        new_id=new_id,
        profiles=profiles,
        rules=in_force(profiles, clock(), _chosen(replica)),
        calendar=calendar_of(settings),
    )


def _chosen(replica: Replica) -> str:
    """The profile this school runs under; none before the first sync has told us the school."""
    try:
        return queries.school(replica).profile
    except LookupError:
        return ""


def line_of(settings: Settings, desk: Desk) -> Line:
    """The line to the centre this desk was enrolled at."""
    from desktop_app.sync.server import Server
    from desktop_app.sync.session import Line

    url, token = queries.meta(desk.replica, "url"), queries.meta(desk.replica, "token")
    server = Server(url, token, dictionary=settings.dictionary.read_bytes())
    return Line(desk.replica, desk.judge, desk.new_id, desk.now, server)


def press_of(settings: Settings) -> Callable[[Printout], bytes]:
    """What turns a printout into PDF bytes; reportlab is imported with the first paper."""

    def press(printout: Printout) -> bytes:
        from desktop_app.printing.paper import to_pdf
        from wording import Texts

        texts = {language: Texts(language, settings.catalogues) for language in ("kk", "ru")}
        return to_pdf(printout, texts, settings.resources / "fonts")

    return press


def _enrol(settings: Settings, chosen: argparse.Namespace) -> int:
    from desktop_app.sync import enrol
    from desktop_app.sync.trouble import ServerTrouble, ServerUnreachable

    try:
        answer = enrol.enrol(chosen.url, chosen.code, chosen.name)
    except ServerUnreachable:
        print(_sentence(settings, "trouble-server-unreachable"), file=sys.stderr)
        return 1
    except ServerTrouble as trouble:
        print(trouble.message.get(settings.language, trouble.code), file=sys.stderr)
        return 1
    replica = replica_of(settings)
    try:
        judge = Judge(profiles=profiles_of(settings), calendar=calendar_of(settings))
        with replica.write(judge, new_id) as writing:
            enrol.keep_enrolment(writing, answer, chosen.url, now())
    finally:
        replica.close()
    print(f"{answer.school} {answer.series}")
    return 0


def tools_of(settings: Settings, desk: Desk) -> Tools:
    """What the office prints and signs with; the libraries come with the first use."""
    from desktop_app.ui.office import Tools

    def signer_for(key_file: bytes, password: str) -> Signer:
        from desktop_app.signing.pkcs12 import Pkcs12RsaSigner

        return Pkcs12RsaSigner(key_file, password, desk.now)

    def check(cms: bytes, content: bytes, iin: str, at: datetime) -> str | None:
        from verification.cms import verify_cms
        from verification.trust import load_trust
        from verification.verdict import ExpectedSigner

        expected = ExpectedSigner(iin=iin, bin=queries.school(desk.replica).bin)
        return verify_cms(cms, content, load_trust(settings.trust), expected, at).reason

    return Tools(press=press_of(settings), signer_for=signer_for, check=check)


def _courier(settings: Settings, chosen: argparse.Namespace) -> int:
    from admission.courier import CourierTrouble
    from desktop_app.sync import courier_words, stick
    from wording import Texts

    words = Texts(settings.language, settings.catalogues)
    replica = replica_of(settings)
    try:
        line = line_of(settings, desk_of(settings, replica))
        if chosen.direction == "export":
            saved = stick.save_for_courier(line, chosen.folder)
            print(courier_words.saved_sentence(words, saved, f"{saved.bytes} B"))
            return 0
        sentence, well = courier_words.taken_sentence(words, stick.take_in_answers(line, chosen.folder))
        print(sentence)
        return 0 if well else 1
    except CourierTrouble as trouble:
        print(courier_words.trouble_sentence(words, trouble), file=sys.stderr)
        return 1
    finally:
        replica.close()


def _directory(settings: Settings, chosen: argparse.Namespace) -> int:
    from desktop_app.usecases.import_directory import import_directory

    return _imported(settings, lambda: import_directory(settings.data, chosen.files))


def _children(settings: Settings, chosen: argparse.Namespace) -> int:
    from desktop_app.usecases.import_children import import_children

    settings.data.mkdir(parents=True, exist_ok=True)
    key = key_of(settings, getpass.getpass)
    return _imported(settings, lambda: import_children(settings.data, key, chosen.files))


def _imported(settings: Settings, work: Callable[[], ImportedDirectory | ImportedChildren]) -> int:
    from desktop_app.usecases import import_words
    from wording import Texts

    words = Texts(settings.language, settings.catalogues)
    try:
        print("\n".join(import_words.imported_sentences(words, work())))
    except ActRefused as refused:
        print("\n".join(import_words.refused_sentences(words, refused)), file=sys.stderr)
        return 1
    except OSError as error:
        print(import_words.missing_sentence(words, error), file=sys.stderr)
        return 1
    return 0


def _open(settings: Settings, _chosen: argparse.Namespace) -> int:
    from desktop_app.ui import opening

    replica = replica_of(settings)
    desk = desk_of(settings, replica)
    try:
        return opening.run(settings, desk, tools_of(settings, desk), lambda: line_of(settings, desk))
    finally:
        replica.close()


def _sentence(settings: Settings, key: str, **values: object) -> str:
    from wording import Texts

    return Texts(settings.language, settings.catalogues)(key, **values)


COMMANDS: Mapping[str | None, Callable[[Settings, argparse.Namespace], int]] = {
    None: _open,
    "enrol": _enrol,
    "courier": _courier,
    "directory": _directory,
    "children": _children,
}

if __name__ == "__main__":
    sys.exit(main())
