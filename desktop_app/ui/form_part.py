"""A part of a card with a form of its own, which a link opens; another application closes it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from admission.application import Application
from desktop_app.models import queries
from desktop_app.ui.card_parts import Part
from desktop_app.ui.fields import link, primary, secondary
from desktop_app.ui.office import Office


class FormPart(Part):
    """`open` shows the form, `confirm` and `cancel` stand under it; who inherits fills `column`, and wires them."""

    def __init__(self, office: Office, title: str) -> None:
        super().__init__(office, title)
        self._application: Application | None = None
        self.open, self.form = link(), QWidget()
        self.confirm, self.cancel = primary(), secondary()
        self.column = QVBoxLayout(self.form)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        self.form.hide()
        self.cancel.clicked.connect(self.close_form)

    @property
    def begun(self) -> bool:
        """Whether its form is open."""
        return not self.form.isHidden()

    def show_application(self, application: Application) -> None:
        """Another application closes the form."""
        if self._application is None or self._application.id != application.id:
            self.form.hide()
        self._application = application
        super().show_application(application)

    def close_form(self) -> None:
        """The form goes, and the part is written as the application stands now."""
        self.form.hide()
        if self._application is not None:
            found = queries.application(self._office.desk.replica, self._application.id)
            self.show_application(found or self._application)

    def add_form(self, *links: QWidget) -> None:
        """The links side by side, the form with its two buttons below them."""
        self.column.addLayout(_side_by_side(self.confirm, self.cancel))
        self.add(_side_by_side(*links))
        self.add(self.form)


def _side_by_side(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch()
    return row
