"""The director's batch: the clean ones together after a look at a sample, one key for everything in the folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel

from admission.problems import ActRefused, Problem
from desktop_app.ui.director_folder import Folder
from desktop_app.ui.director_key import DirectorKey
from desktop_app.ui.fields import Banner, Card, link, primary, secondary, styled
from desktop_app.ui.lane import Lane
from desktop_app.ui.office import Office
from desktop_app.usecases.decide_batch import Batch, Tell, Wish, decide_batch

if TYPE_CHECKING:
    from desktop_app.signing.signer import Signer, SigningTrouble

TOLD = 4  # left-out applications that are named on the screen; all of them are in the tooltip


class DirectorBatch(Card):
    """`next_of_sample`: the next one to look at; `turned`: the folder is another one; `signed`: a batch was."""

    next_of_sample = Signal()
    turned = Signal()
    signed = Signal()
    _told = Signal(str, int, int)

    def __init__(self, office: Office, folder: Folder) -> None:
        super().__init__(margin=10, spacing=8)
        self._office, self._folder, self.busy = office, folder, False
        self.clean, self.sample = styled(QLabel(), role="section"), styled(QLabel(), role="quiet")
        self.look, self.accept, self.leave = secondary(), primary(), link()
        self.key, self.outcome = DirectorKey(office), Banner("good")
        self._lay_out()
        self.look.clicked.connect(self.next_of_sample)
        self.accept.clicked.connect(self.accept_clean)
        self.leave.clicked.connect(self.leave_clean)
        self.key.sign.connect(self._sign)
        self.key.through.connect(self._sign_through)
        self._told.connect(self._show_stage, Qt.ConnectionType.QueuedConnection)

    def accept_clean(self) -> None:
        """All clean ones into the folder, once the sample was looked at."""
        if self.busy or not self._folder.clean:
            return
        if self._folder.accept_clean():
            self.turned.emit()
        else:
            self.outcome.say(self._office.words("batch-unlooked"), "warn")

    def leave_clean(self) -> None:
        """Out of the folder again."""
        if not self.busy:
            self._folder.leave_clean()
            self.turned.emit()

    def arrive(self) -> None:
        """To the key, where there is something to sign."""
        if self._folder.wishes:
            self.key.arrive()
        else:
            self.outcome.say(self._office.words("batch-nothing"), "info")

    def retranslate(self) -> None:
        """Every word and number again."""
        words, folder = self._office.words, self._folder
        n, size, ready = len(folder.clean), len(folder.sample), len(folder.wishes)
        self.clean.setText(
            words("batch-accepted" if folder.together else "batch-clean", n=folder.together or n)
        )
        looked = "batch-looked" if folder.looked_through else "batch-look"
        self.sample.setText(words(looked, seen=size - len(folder.unseen), size=size) if n else "")
        self.look.setText(words("batch-next"))
        self.accept.setText(words("batch-accept", n=n))
        self.clean.setVisible(bool(n or folder.together))
        self.sample.setVisible(bool(n))
        self.leave.setText(words("batch-unaccept"))
        self.look.setVisible(bool(folder.unseen))
        self.accept.setVisible(bool(n))
        self.leave.setVisible(bool(folder.together))
        for button, may in ((self.accept, folder.looked_through), (self.look, True), (self.leave, True)):
            button.setEnabled(may and not self.busy)
        self.key.setVisible(bool(ready))
        self.key.offer(ready, self.busy, self.busy and self._office.key_window.is_open)
        self.setVisible(bool(n or ready or self.outcome.text))

    def _sign(self) -> None:
        path, password = self.key.path.text().strip(), self.key.take_password()
        if self.busy or not self._folder.wishes:
            return
        self._begin(partial(_key_of_file, self._office, path, password), None)

    def _sign_through(self) -> None:
        """At NCALayer's window; pressed again meanwhile, the wait is given up."""
        window = self._office.key_window
        if window.is_open:
            window.stop()
        elif self._folder.wishes and not self.busy:
            window.begin()
            key = partial(_key_behind_window, self._office, self._office.words.language)
            self._begin(key, window.lane)
            self.outcome.say(self._office.words("order-ncalayer-open"))

    def _begin(self, key: Callable[[], Signer], lane: Lane | None) -> None:
        self.busy = True
        self.outcome.say("")
        self.retranslate()
        work = partial(_signed, self._office, self._folder.wishes, key, self._told.emit)
        self._office.do(work, self._done, self._refused, lane=lane)

    def _show_stage(self, stage: str, done: int, total: int) -> None:
        if self.busy and not (stage == "signing" and self._office.key_window.is_open):
            self.outcome.say(self._office.words(f"batch-stage-{stage}", done=done, total=total))

    def _end(self) -> None:
        self.busy = False
        self._office.key_window.end()

    def _done(self, answer: Any) -> None:
        self._end()
        if isinstance(answer, Batch):
            self._remember_key()
            for one in (*answer.decided, *(left.application for left in answer.left_out)):
                self._folder.take_out(one)
            self._tell(answer)
        elif isinstance(answer, OSError):
            self.outcome.say(self._office.words("order-key-missing"), "danger")
        else:
            self.outcome.say(self._office.trouble(answer), "danger")
        self.turned.emit()
        if isinstance(answer, Batch):
            self.signed.emit()
        else:
            self.key.arrive()

    def _refused(self, refused: ActRefused) -> None:
        self._end()
        self.outcome.say("\n".join(map(self._worded, refused.problems)), "danger")
        self.turned.emit()
        self.key.arrive()

    def _tell(self, batch: Batch) -> None:
        words, n = self._office.words, len(batch.decided)
        lines = [words("batch-done", n=n) if n else words("batch-none-done")]
        left = [
            words("batch-left-out", number=one.number, why=self._worded(one.problem))
            for one in batch.left_out
        ]
        more = [f"+ {len(left) - TOLD}"] if len(left) > TOLD else []
        self.outcome.say("\n".join([*lines, *left[:TOLD], *more]), "warn" if left else "good")
        self.outcome.setToolTip("\n".join(left))

    def _worded(self, problem: Problem) -> str:
        words, reason = self._office.words, str(problem.params.get("reason", ""))
        if not words.has(f"verdict-{reason}"):
            return words.problem(problem)
        said = words(f"problem-{problem.code}", reason=words(f"verdict-{reason}"))
        return words("batch-number", number=problem.params.get("number", ""), why=said)

    def _remember_key(self) -> None:
        """Which file it was, for the next time; never the password."""
        office, path = self._office, self.key.path.text().strip()
        if path != office.preferences.key_file:
            office.preferences = replace(office.preferences, key_file=path)
            office.do(partial(office.keep_preferences, office.preferences), quietly=True)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        for part in (self.clean, self.sample):
            row.addWidget(part)
        self.sample.setWordWrap(True)
        row.setStretch(1, 1)
        for button in (self.leave, self.look, self.accept):
            row.addWidget(button)
        self.add(row)
        self.add(self.key)
        self.add(self.outcome)


def _key_of_file(office: Office, path: str, password: str) -> Signer:
    return office.signer_for(Path(path).read_bytes(), password)


def _key_behind_window(office: Office, language: str) -> Signer:
    assert office.ncalayer is not None, "the button is only there with it"
    return office.ncalayer(office.officer.iin, language, office.key_window.stopped)


def _signed(
    office: Office, wishes: Sequence[Wish], key: Callable[[], Signer], tell: Tell
) -> Batch | SigningTrouble | OSError:
    """What became of the batch, or why the key did not sign: that belongs beside the key."""
    from desktop_app.signing.signer import SigningTrouble

    try:
        return decide_batch(office.desk, office.officer, wishes, office.press, key(), office.check, tell)
    except (SigningTrouble, OSError) as trouble:
        return trouble
