"""What the program is built of, each part made by hand from the settings; whoever starts it puts them together."""

from __future__ import annotations

import getpass
import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from admission.deadline import KAZAKHSTAN_TIME
from admission.profile_file import parse_profiles
from admission.profiles import RuleProfile, rules_in_force
from admission.workdays import WorkCalendar, parse_calendar
from desktop_app.models import queries, replica_key
from desktop_app.models.mark import REACHED
from desktop_app.models.replica import Replica, open_replica
from desktop_app.settings import Settings, keep_preferences, read_preferences
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.key_device import ncalayer_signer

if TYPE_CHECKING:
    from admission.printouts import Printout
    from admission.refusal_pages import Template
    from desktop_app.practice import Told
    from desktop_app.printing.printers import Printers
    from desktop_app.signing.signer import Signer
    from desktop_app.sync.session import Line
    from desktop_app.ui.office import Tools
    from desktop_app.usecases.desk import ReceiptSeal
    from desktop_app.usecases.export_court_folder import CourtFolder
    from desktop_app.usecases.print_sets import PrintSets
    from desktop_app.usecases.watching import Watcher

Clock = Callable[[], datetime]


def new_id() -> str:
    """A UUIDv7: unique everywhere, sorted by the time it was made."""
    import uuid_utils  # with the first act

    return str(uuid_utils.uuid7())


def now() -> datetime:
    """This computer's clock."""
    return datetime.now(UTC)


def replica_of(settings: Settings, ask: Callable[[str], str] = getpass.getpass) -> Replica:
    """The replica under the keyring's key, or under the vault's where there is no keyring; made if new."""
    settings.data.mkdir(parents=True, exist_ok=True)
    return open_replica(settings.replica, key_of(settings, ask))


def is_desk(replica: Replica) -> bool:
    """Whether the first run of this computer is over."""
    return bool(queries.meta(replica, "desk")) and not queries.meta(replica, REACHED)


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
    """The desk over an open replica."""
    profiles = profiles_of(settings)
    return Desk(
        replica=replica,
        now=clock,
        new_id=new_id,
        profiles=profiles,
        rules=in_force(profiles, clock(), _chosen(replica)),
        calendar=calendar_of(settings),
        sealer=partial(seal_of, replica),
        templates=partial(templates_of, settings),
    )


def templates_of(settings: Settings) -> Mapping[str, Template]:
    """The sentences of papers in both languages; read with the first refusal."""
    from wording import Texts

    return {language: Texts(language, settings.catalogues).template for language in ("kk", "ru")}


def seal_of(replica: Replica) -> ReceiptSeal:
    """This desk's hand under receipts; its libraries come with the first one."""
    from desktop_app.sync.receipt_seal import DeskSeal

    return DeskSeal(replica)


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
    if settings.practice:
        server.stay_here()
    return Line(desk.replica, desk.judge, desk.new_id, desk.now, server)


def press_of(settings: Settings) -> Callable[..., bytes]:
    """What turns a printout into PDF bytes; reportlab is imported with the first paper."""

    def press(
        printout: Printout,
        languages: tuple[str, ...] | None = None,
        paged: Callable[[int], object] = lambda _: None,
    ) -> bytes:
        from desktop_app.printing.own_words import paper_texts
        from desktop_app.printing.paper import to_pdf

        fonts = settings.resources / "fonts"
        texts = paper_texts(settings.catalogues, settings.data / "papers", fonts)
        mark = "  ".join(one("practice-watermark") for one in texts.values()) if settings.practice else ""
        return to_pdf(printout, texts, fonts, languages, mark, paged)

    return press


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

    # Nobody's real key signs for invented families.
    ncalayer = None if settings.practice else partial(ncalayer_signer, desk, settings.trust)
    return Tools(
        press_of(settings),
        signer_for,
        check,
        read_preferences(settings.data),
        ncalayer,
        printers_of,
        partial(keep_preferences, settings.data),
        partial(sets_of, settings),
        (settings.trust / "pins.txt").exists,
        court_of(settings, desk),
        None if settings.practice else asking_of(settings, desk),
    )


def asking_of(settings: Settings, desk: Desk) -> Callable[[], int]:
    """What asks the authority about certificates under orders; its libraries come with the first question."""

    def ask() -> int:
        from desktop_app.sync.revocation_line import ask_responder
        from desktop_app.usecases.ask_revocation import ask_revocation
        from verification.trust import load_trust

        return ask_revocation(desk, load_trust(settings.trust), ask_responder)

    return ask


def court_of(settings: Settings, desk: Desk) -> Callable[..., CourtFolder]:
    """What writes a folder for a court; its libraries and all three languages come with the first one."""

    def export(
        wanted: str, into: Path, *, others: bool = False, watcher: Watcher | None = None
    ) -> CourtFolder:
        from desktop_app.usecases.court_words import tongues_of
        from desktop_app.usecases.export_court_folder import export_court_folder

        tongues = tongues_of(settings.catalogues)
        return export_court_folder(
            desk, settings.trust, tongues, wanted, into, others=others, watcher=watcher
        )

    return export


def printers_of() -> Printers:
    """The queues of CUPS, else what Qt knows."""
    from desktop_app.printing.printers import CupsPrinters, has_cups
    from desktop_app.ui.print_qt import QtPrinters

    return CupsPrinters() if has_cups() else QtPrinters()


def sets_of(settings: Settings) -> PrintSets:
    """What is printed together: the office's own file, and ours where it says nothing."""
    from desktop_app.usecases.print_sets import FILE, read_sets

    return read_sets((settings.resources / FILE, settings.data / FILE))


def practice_key(mine: Settings) -> bytes:
    """The key of the practice replica, from its own vault; no keyring is asked."""
    from desktop_app.practice import fixed_passphrase

    if mine.vault.exists():
        return replica_key.key_from_vault(mine.vault, fixed_passphrase(mine))
    key = replica_key.fresh_key()
    replica_key.keep_in_vault(mine.vault, fixed_passphrase(mine), key)
    return key


def join_practice(mine: Settings, desk: Desk, told: Told) -> None:
    """A desk of the practice centre, which listens somewhere else at every start."""
    from desktop_app.practice import must_stay_here
    from desktop_app.sync import enrol

    must_stay_here(told.url)
    if not queries.meta(desk.replica, "desk"):
        answer = enrol.enrol(told.url, told.code, "1", practice=True)
        shutil.copytree(told.trust, mine.trust, dirs_exist_ok=True)
        with desk.write() as writing:
            enrol.keep_enrolment(writing, answer, told.url, desk.now())
    with desk.write() as writing:
        writing.set_meta("url", told.url)
