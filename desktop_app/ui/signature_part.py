"""The signature of a decision on its card: verified whenever the card is opened, with the reason where it fails."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLabel

from admission.application import Application
from desktop_app.ui.card_parts import Part
from desktop_app.ui.fields import styled
from desktop_app.ui.layouts import wrapped
from desktop_app.ui.office import Office
from desktop_app.usecases.verify_decision import verify_decision

Signed = tuple[str, tuple[str, ...]]  # an application and the files of its decision
CHECKING, COMING = "checking", "files-on-their-way"


class SignaturePart(Part):
    """Not there for a decision nobody signed; files that are not here yet are asked for once."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, "signature-title")
        self.told = wrapped(styled(QLabel(), role="problem"))
        self.add(self.told)
        self._signed: Signed = ("", ())
        self._verdict: str | None = None
        self.hide()

    def forget(self) -> None:
        """The card is opened: what was found out before counts no more."""
        self._signed, self._verdict = ("", ()), None

    def write(self, application: Application) -> None:
        """The verdict on these very files; it is found out where it is not known yet."""
        ruling = application.decision
        signed = application.id, ruling.files if ruling is not None else ()
        self.setVisible(bool(signed[1]))
        if signed == self._signed and self._verdict != COMING:
            self._tell()
        elif signed[1]:
            self._find_out(signed)

    def _find_out(self, signed: Signed) -> None:
        office, again = self._office, signed == self._signed
        self._signed, self._verdict = signed, CHECKING
        self._tell()
        work = partial(verify_decision, office.desk, signed[0], office.check)
        office.do(work, partial(self._found_out, signed, again), quietly=True)

    def _found_out(self, signed: Signed, again: bool, verdict: str | None) -> None:
        if signed != self._signed:
            return
        self._verdict = verdict
        self._tell()
        if verdict == COMING and not again:
            self._office.wanted.emit(list(signed[1]))

    def _tell(self) -> None:
        words, verdict = self._office.words, self._verdict
        if verdict is None or verdict == CHECKING:
            self.told.setText(words("signature-holds" if verdict is None else "signature-checking"))
        else:
            why = words(f"verdict-{verdict}") if words.has(f"verdict-{verdict}") else verdict
            self.told.setText(words("signature-does-not-hold", reason=why))
        styled(self.told, tone={None: "good", CHECKING: "info", COMING: "warn"}.get(verdict, "danger"))
