"""The bar of a round of reviews: where one is in the list, and on to the next without going back to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop_app.ui.fields import link, secondary, styled
from desktop_app.ui.office import Office
from desktop_app.ui.review_round import ReviewRound

DONE_KEY, SKIP_KEY, BACK_KEY = "Ctrl+Return", "Ctrl+PgDown", "Ctrl+PgUp"
HINTS = (
    ("Ctrl+Enter", "review-hint-done"),
    ("Ctrl+PgDn", "review-hint-skip"),
    ("Ctrl+PgUp", "review-hint-back"),
)
# after these the executor, or the director, has nothing more to do with it
MOVES_ON = frozenset(
    {
        "propose-accept",
        "propose-refuse",
        "decide-accept",
        "decide-refuse",
        "return",
        "withdraw",
        "annul",
        "register-accept",
        "register-refuse",
    }
)


class ReviewBar(QWidget):
    """Hidden outside a round. `wanted`: the next application; `over`: the list was walked to its end."""

    wanted = Signal(str)
    over = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.round: ReviewRound | None = None
        self.place = styled(QLabel(), role="label")
        self.back, self.skip, self.done = link(), link(), secondary()
        self._lay_out()
        for button, act in ((self.back, self.go_back), (self.skip, self.go_on), (self.done, self.finish)):
            button.clicked.connect(act)
        self.hide()

    def begin(self, ids: Sequence[str], at: str) -> None:
        """Walk these, beginning with the one that is open; a list of one is no round."""
        self.round = ReviewRound(ids, at) if at in ids and len(ids) > 1 else None
        self.setVisible(self.round is not None)
        self.retranslate()

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        for name, button, key in (
            ("back", self.back, BACK_KEY),
            ("skip", self.skip, SKIP_KEY),
            ("done", self.done, DONE_KEY),
        ):
            button.setText(words(f"review-{name}"))
            button.setToolTip(words(f"review-{name}-tip", keys=key))
            button.setAccessibleName(button.toolTip())
        if self.round is not None:
            one = self.round
            self.place.setText(words("review-place", n=one.position, total=one.total, left=one.left))
            self.back.setEnabled(one.position > 1)

    def finish(self) -> None:
        """Done with this one."""
        if self.round is not None:
            self._show(self.round.done())

    def go_on(self) -> None:
        """The next one; this one comes again."""
        if self.round is not None:
            self._show(self.round.skip())

    def go_back(self) -> None:
        """The one before."""
        if self.round is not None:
            self._show(self.round.back())

    def after(self, deed: str) -> None:
        """A deed was done: on to the next by itself, where nothing more is to be done here."""
        if deed in MOVES_ON:
            self.finish()

    def _show(self, application: str) -> None:
        self.retranslate()
        if application:
            self.wanted.emit(application)
        else:
            self.over.emit()
            self._office.notice.emit(self._office.words("review-over"))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.place, self.back, self.skip, self.done):
            row.addWidget(part)
