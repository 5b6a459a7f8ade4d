"""The office: builds everything once, by hand, and opens the window; `enrol` makes this computer a desk."""

from __future__ import annotations

import argparse
import gc
import getpass
import logging
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from admission.problems import ActRefused
from admission.profile_file import ProfileWrong
from admission.workdays import CalendarWrong
from desktop_app.building import (
    calendar_of,
    court_of,
    desk_of,
    in_force,
    is_desk,
    join_practice,
    key_of,
    line_of,
    new_id,
    now,
    practice_key,
    profiles_of,
    replica_of,
    tools_of,
)
from desktop_app.models import replica_key
from desktop_app.models.connection import ReplicaTrouble
from desktop_app.models.judge import Judge
from desktop_app.models.replica import Replica, open_replica
from desktop_app.settings import Settings, default_data, read_preferences

if TYPE_CHECKING:
    from desktop_app.practice import Told
    from desktop_app.usecases.import_children import ImportedChildren
    from desktop_app.usecases.import_directory import ImportedDirectory


def main(arguments: list[str] | None = None) -> int:
    """Run one command; its exit status."""
    chosen = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    language = chosen.language or read_preferences(chosen.data).language
    settings = Settings(data=chosen.data, language=language, dark=chosen.dark)
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
    parser.add_argument("--language", choices=("kk", "ru", "en"), help="else as chosen before")
    parser.add_argument("--dark", action="store_true")
    commands = parser.add_subparsers(dest="command")
    commands.add_parser(
        "practice", help="an invented office with a centre of its own, apart from the real one"
    )
    enrol = commands.add_parser("enrol", help="make this computer a desk of its school")
    enrol.add_argument("url", help="address of the centre, https://…")
    enrol.add_argument("code", help="one-time code from the administrator")
    enrol.add_argument("name", help="what this desk is called in the office")
    _add_carrying(commands)
    return parser


def _add_carrying(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    courier = commands.add_parser("courier", help="exchange with the centre by a stick")
    courier.add_argument("direction", choices=("export", "import"))
    courier.add_argument("folder", type=Path, help="folder of the stick")
    _add_court(commands)
    rebuilt = commands.add_parser("rebuild", help="file again from scanned receipts what a lost computer had")
    rebuilt.add_argument("paths", type=Path, nargs="+", help="folders or files: scans, photos, PDFs")
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


def _add_court(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    court = commands.add_parser(
        "court", help="a folder for a court: an application or an order with its proofs"
    )
    court.add_argument("case", help="number or id")
    court.add_argument("folder", type=Path, help="where the new folder shall lie")
    court.add_argument(
        "--others",
        action="store_true",
        help="with acts on other families' applications where the chain needs them",
    )


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


def _court(settings: Settings, chosen: argparse.Namespace) -> int:
    from desktop_app.usecases.court_words import done_sentence, refused_sentence
    from wording import Texts

    words = Texts(settings.language, settings.catalogues)
    replica = replica_of(settings)
    try:
        export = court_of(settings, desk_of(settings, replica))
        print(done_sentence(words, export(chosen.case, chosen.folder, others=chosen.others)))
        return 0
    except ActRefused as refused:
        print(refused_sentence(words, refused), file=sys.stderr)
        return 1
    finally:
        replica.close()


def _rebuild(settings: Settings, chosen: argparse.Namespace) -> int:
    from desktop_app.usecases.rebuild import check_papers, rebuild
    from desktop_app.usecases.rebuild_words import no_file_sentence, rebuilt_sentences
    from verification.receipt_files import receipts_in
    from wording import Texts

    words = Texts(settings.language, settings.catalogues)
    replica = replica_of(settings)
    try:
        desk = desk_of(settings, replica)
        done = rebuild(desk, check_papers(desk, receipts_in(chosen.paths)))
    except OSError as error:
        print(no_file_sentence(words, error), file=sys.stderr)
        return 1
    finally:
        replica.close()
    print("\n".join(rebuilt_sentences(words, done)))
    return 0 if all(one.well for one in done) else 1


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


def _open(settings: Settings, chosen: argparse.Namespace) -> int:
    gc.disable()  # until the window is seen: nearly all that is made now stays
    try:
        return _opened(settings, chosen)
    finally:
        gc.enable()


def _opened(settings: Settings, chosen: argparse.Namespace) -> int:
    from desktop_app.ui.plain_imports import import_plainly

    import_plainly()
    from desktop_app.ui import opening

    replica = ready_replica(settings)
    if replica is None:
        return 0
    settings = replace(settings, language=chosen.language or read_preferences(settings.data).language)
    desk = desk_of(settings, replica)
    try:
        return opening.run(settings, desk, tools_of(settings, desk), lambda: line_of(settings, desk))
    finally:
        replica.close()


def ready_replica(settings: Settings) -> Replica | None:
    """The replica of a desk that can begin to work, after the first run where it is needed; None: not today."""
    replica = None
    if settings.replica.exists():
        replica = _unlocked(settings)
        if replica is None or is_desk(replica):
            return replica
    return _begun(settings, replica)


def _begun(settings: Settings, replica: Replica | None) -> Replica | None:
    # half a second, which a desk need not wait for every morning
    from desktop_app.sync.beginning import Beginning
    from desktop_app.ui import first_run

    gc.enable()
    profiles = profiles_of(settings)
    judge = Judge(profiles=profiles, calendar=calendar_of(settings))
    beginning = Beginning(settings, judge, new_id, now, replica)
    if not beginning.reached or first_run.run(settings, beginning, in_force(profiles, now())):
        return beginning.let_go()
    beginning.close()
    return None


def _unlocked(settings: Settings) -> Replica | None:
    if not settings.vault.exists():
        return replica_of(settings)
    from desktop_app.ui.unlock import unlock

    def open_with(typed: str) -> Replica:
        key = replica_key.key_from_sheet(typed) or replica_key.key_from_vault(settings.vault, typed)
        return open_replica(settings.replica, key)

    return unlock(settings, in_force(profiles_of(settings), now()), open_with)


def _practice(settings: Settings, _chosen: argparse.Namespace) -> int:
    from desktop_app.practice import PracticeTrouble

    try:
        return _practised(settings)
    except PracticeTrouble as trouble:
        print(_sentence(settings, f"problem-{trouble.code}"), file=sys.stderr)
        return 1


def _practised(settings: Settings) -> int:
    from functools import partial

    from desktop_app import practice
    from desktop_app.ui.practice_wait import wait_in_window

    mine = practice.practice_settings(settings)
    with practice.practice_centre(mine, partial(wait_in_window, mine)) as told:
        from desktop_app.ui.opening import BEGIN_AGAIN  # after the first window is seen

        status = _practise(mine, told)
    if status == BEGIN_AGAIN:
        practice.begin_again(mine)
        practice.start_practice(settings)
        return 0
    return status


def _practise(mine: Settings, told: Told) -> int:
    from desktop_app.ui import opening

    replica = open_replica(mine.replica, practice_key(mine))
    try:
        desk = desk_of(mine, replica, told.now)
        join_practice(mine, desk, told)
        return opening.run(mine, desk, tools_of(mine, desk), lambda: line_of(mine, desk), told)
    finally:
        replica.close()


def _sentence(settings: Settings, key: str, **values: object) -> str:
    from wording import Texts

    return Texts(settings.language, settings.catalogues)(key, **values)


COMMANDS: Mapping[str | None, Callable[[Settings, argparse.Namespace], int]] = {
    None: _open,
    "practice": _practice,
    "enrol": _enrol,
    "courier": _courier,
    "rebuild": _rebuild,
    "court": _court,
    "directory": _directory,
    "children": _children,
}

if __name__ == "__main__":
    sys.exit(main())
