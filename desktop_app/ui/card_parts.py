"""The parts of a card: what is out of the ordinary, and the data in two columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from admission.application import Application
from desktop_app.models import queries
from desktop_app.ui.card_exceptions import notices
from desktop_app.ui.fields import Card, section, styled
from desktop_app.ui.intake_draft import phone_text
from desktop_app.ui.layouts import empty, wrapped
from desktop_app.ui.office import Office

# why an accepted child waits: a code, not a written reason
NO_PLACE = frozenset({"class-full", "places-lent", "limit-3-1"})


class Part(Card):
    """A card with a title whose lines are written anew for each application."""

    def __init__(self, office: Office, title: str) -> None:
        super().__init__(margin=14, spacing=6)
        self._office, self._key = office, title
        self.title = section()
        self.lines = QVBoxLayout()
        self.lines.setSpacing(6)
        self.add(self.title)
        self.add(self.lines)

    def show_application(self, application: Application) -> None:
        """Write the lines of this application."""
        self.title.setText(self._office.words(self._key))
        empty(self.lines)
        self.write(application)

    def write(self, application: Application) -> None:
        """The lines; every part has its own."""

    @property
    def begun(self) -> bool:
        """Whether something is written in it that nobody has confirmed yet."""
        return False


class ExceptionsPart(Part):
    """First of all: what a person must look at; one calm line when there is nothing."""

    def write(self, application: Application) -> None:
        """One line a notice."""
        found = notices(self._office, application)
        for notice in found:
            self.lines.addWidget(wrapped(styled(QLabel(notice.text), role="problem", tone=notice.tone)))
        if not found:
            calm = styled(QLabel(self._office.words("card-nothing-odd")), role="problem", tone="good")
            self.lines.addWidget(wrapped(calm))


class DataPart(Part):
    """What was entered: the child on the left, the applicant and the wish on the right."""

    def write(self, application: Application) -> None:
        """Two columns of labels and values."""
        columns = QHBoxLayout()
        columns.setSpacing(24)
        for pairs in (_child(self._office, application), _applicant(self._office, application)):
            columns.addLayout(self._column(pairs), 1)
        self.lines.addLayout(columns)

    def _column(self, pairs: Sequence[tuple[str, str]]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        for key, text in pairs:
            if not text:
                continue
            value = wrapped(QLabel(text))
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(styled(QLabel(self._office.words(key)), role="small"))
            column.addWidget(value)
            column.addSpacing(5)
        column.addStretch()
        return column


def _child(office: Office, application: Application) -> list[tuple[str, str]]:
    words, child = office.words, application.draft.child
    certificate = child.certificate
    shown = f"{certificate.number}, {words.day(certificate.issued)}" if certificate else ""
    return [
        ("intake-child", child.name.full),
        ("intake-child-iin", child.iin),
        ("intake-child-born", words.day(child.born)),
        ("intake-child-sex", words(f"sex-{child.sex}")),
        ("card-certificate", shown),
        ("card-citizenship", "" if child.citizenship == "KZ" else child.citizenship),
        ("intake-address", application.draft.registered.line),
        ("intake-by-territory", words.territory(application.draft.by_territory)),
    ]


def _applicant(office: Office, application: Application) -> list[tuple[str, str]]:
    words, draft = office.words, application.draft
    applicant = draft.applicant
    wishes = [
        words(f"intake-{key.replace('_', '-')}")
        for key in ("special_needs", "transport")
        if getattr(draft, key)
    ]
    return [
        ("intake-applicant", applicant.name.full),
        ("intake-applicant-iin", applicant.iin),
        ("card-relation", words(f"intake-relation-{applicant.relation}")),
        ("intake-applicant-phone", phone_text(applicant.phone)),
        ("card-email", applicant.email),
        ("intake-language", words.teaching(draft.language)),
        ("card-wishes", ", ".join(wishes)),
        ("card-received", words.moment(application.received)),
        ("card-channel", words.channel(draft.channel)),
    ]


def officer_name(office: Office, officer: str) -> str:
    """Surname and initials of an officer; a portal has its own name."""
    found = queries.officer(office.desk.replica, officer)
    return found.name.short if found else officer
