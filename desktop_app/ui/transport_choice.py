"""Free transport: what is said about it together with the proposal or the decision (DOMAIN 2.3)."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from admission.application import Application
from desktop_app.ui.fields import styled
from desktop_app.ui.office import Office

CHOICES: tuple[tuple[str, bool | None], ...] = (("open", None), ("yes", True), ("no", False))


class TransportChoice(QWidget):
    """Shown where transport was asked for; begins with what was proposed."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office, self._shown = office, ("", False)
        self.label, self.box = styled(QLabel(), role="label"), QComboBox()
        self.label.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.label)
        row.addWidget(self.box)
        row.addStretch()

    @property
    def wish(self) -> bool | None:
        """What is said: driven, not driven, or nothing."""
        return CHOICES[max(0, self.box.currentIndex())][1] if not self.isHidden() else None

    def show_for(self, application: Application, offered: bool) -> None:
        """For this application; `offered` while a proposal or a decision is possible."""
        words, proposal = self._office.words, application.proposal
        self.setVisible(application.draft.transport and offered)
        known = (application.id, proposal is not None)
        kept = self.wish if known == self._shown else proposal.transport if proposal else None
        self._shown = known
        self.label.setText(words("transport-ask"))
        self.box.setAccessibleName(words("transport-ask"))
        with QSignalBlocker(self.box):
            self.box.clear()
            for key, _ in CHOICES:
                self.box.addItem(words(f"transport-{key}"))
            self.box.setCurrentIndex([value for _, value in CHOICES].index(kept))
