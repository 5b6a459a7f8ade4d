"""What every page is given: the desk, its lane, the words, who is signed in, and the news that something changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from admission.problems import ActRefused
from admission.roles import Officer
from desktop_app.models.connection import ReplicaTrouble
from desktop_app.settings import Preferences, Settings
from desktop_app.ui.key_window import KeyWindow
from desktop_app.ui.lane import Lane
from desktop_app.ui.wording import Words
from desktop_app.usecases.desk import Desk

if TYPE_CHECKING:
    from desktop_app.printing.printers import Printers
    from desktop_app.signing.signer import Signer
    from desktop_app.usecases.export_court_folder import CourtFolder
    from desktop_app.usecases.print_sets import PrintSets

T = TypeVar("T")


class Page(Protocol):
    """A screen of the office: a QWidget that can speak another language and ask its queries again.

    It may have `hints`, pairs of a key and the key of its words, for the bar below, and `arrive()`, which puts
    the cursor where the work begins.
    """

    def retranslate(self) -> None:
        """Set every word again, in the language of the moment."""

    def reload(self) -> None:
        """Ask the queries again."""


def _forget(_: Preferences) -> None:
    """Nothing is remembered beyond this session."""


def _no_printers() -> Printers:
    from desktop_app.printing.printers import NoPrinters

    return NoPrinters()


def _never() -> bool:
    """Nobody signs here."""
    return False


def _shipped_sets() -> PrintSets:
    from desktop_app.usecases.print_sets import FILE, read_sets

    return read_sets((Settings.resources / FILE,))


@dataclass(frozen=True)
class Tools:
    """What the office prints and signs with.

    `press` turns a printout into PDF bytes; `signer_for` gives the director's key device; `check` gives the
    reason code why a signature (CMS, content, IIN of the signer, moment) does not hold, or None. `preferences`: the
    printer of this computer and how paper lies in it. `ncalayer`: the key device behind another program's window, by
    IIN, language and the question whether the wait is given up; None where there is none. `printers` of this computer;
    `keep_preferences` remembers one; `print_sets` reads what is printed together. `signs`: whether a signature could
    be verified here, because some authority is pinned.
    `court` writes a folder for a court: by id or number, into a folder, before a `watcher`. `ask_revocation` asks the
    authority about certificates under orders and tells of how many something new is known; None where nobody is asked.
    """

    press: Callable[..., bytes]
    signer_for: Callable[..., Signer]
    check: Callable[[bytes, bytes, str, datetime], str | None]
    preferences: Preferences = field(default_factory=Preferences)
    ncalayer: Callable[[str, str, Callable[[], bool]], Signer] | None = None
    printers: Callable[[], Printers] = _no_printers
    keep_preferences: Callable[[Preferences], None] = _forget
    print_sets: Callable[[], PrintSets] = _shipped_sets
    signs: Callable[[], bool] = _never
    court: Callable[..., CourtFolder] | None = None
    ask_revocation: Callable[[], int] | None = None


class Office(QObject):
    """One open office. Pages read its replica on the GUI thread and change it only through `do`.

    `changed`: the replica did; `spoken`: the language did; `seated`: another officer works here now;
    `wanted`, `unwanted`: a page would like to have files here (their SHA-256s), or no more; `carried`: how far files
    have come, from the sync lane; `beginning`: the top of the queue is here, from that lane too; `notice`: a
    sentence for the person.
    """

    changed = Signal()
    spoken = Signal()
    seated = Signal()
    wanted = Signal(object)
    unwanted = Signal(object)
    carried = Signal(object)
    beginning = Signal()
    notice = Signal(str)

    def __init__(self, desk: Desk, desk_lane: Lane, words: Words, tools: Tools) -> None:
        super().__init__()
        self.desk = desk
        self.desk_lane = desk_lane
        self.words = words
        self.press = tools.press
        self.signer_for = tools.signer_for
        self.check = tools.check
        self.preferences = tools.preferences
        self.ncalayer = tools.ncalayer
        self._printers_of, self.print_sets = tools.printers, tools.print_sets
        self.keep_preferences, self.signs = tools.keep_preferences, tools.signs
        self.court = tools.court
        self.key_window = KeyWindow()
        self._officer: Officer | None = None
        self.signed_in = False
        words.changed.connect(self.spoken)

    @cached_property
    def printers(self) -> Printers:
        """The printers of this computer; asked for when something is printed."""
        return self._printers_of()

    @property
    def officer(self) -> Officer:
        """Who works here, or did until the screen was locked; asking before anybody did is a bug of ours."""
        assert self._officer is not None, "nobody has signed in yet"
        return self._officer

    def was(self, officer: Officer) -> bool:
        """Whether this officer was the last to work here."""
        return self._officer is not None and self._officer.id == officer.id

    def sign_in(self, officer: Officer) -> None:
        """`officer` works here from now on."""
        another = not self.was(officer)
        self._officer, self.signed_in = officer, True
        if another:
            self.seated.emit()

    def sign_out(self) -> None:
        """Nobody works here; nothing that was begun is lost, and it stays the last officer's."""
        self.signed_in = False

    def do(
        self,
        work: Callable[[], T],
        done: Callable[[T], Any] | None = None,
        failed: Callable[[ActRefused], Any] | None = None,
        *,
        quietly: bool = False,
        lane: Lane | None = None,
    ) -> None:
        """Run a use case on the desk lane, then tell everybody that the replica changed (unless `quietly`).

        Another `lane` is for work that waits for a person: the desk goes on meanwhile.
        A refusal goes to `failed`, else it becomes a notice; trouble with disk or key becomes a notice;
        anything else is a bug and is raised again.
        """

        def succeeded(result: T) -> None:
            if not quietly:
                self.changed.emit()
            if done is not None:
                done(result)

        def went_wrong(error: BaseException) -> None:
            if isinstance(error, ActRefused) and failed is not None:
                failed(error)
            else:
                self.notice.emit(self.trouble(error))

        (lane or self.desk_lane).run(work, succeeded, went_wrong)

    def trouble(self, error: BaseException) -> str:
        """The sentence for a refusal or a trouble at the edge; a bug is raised again."""
        if isinstance(error, ActRefused):
            return "\n".join(map(self.words.problem, error.problems))
        if isinstance(error, ReplicaTrouble):
            return self.words(f"trouble-{error.code}")
        from desktop_app.signing.signer import SigningTrouble  # not needed for the first window

        if isinstance(error, SigningTrouble):
            known = f"trouble-{error.code}"
            return self.words(known if self.words.has(known) else f"trouble-{SigningTrouble.code}")
        raise error
