"""Correcting a filed application: which field, what stands there, what it becomes, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import get_args

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QStackedWidget

from admission.application import Application, allowed_acts
from admission.deadline import KAZAKHSTAN_TIME
from admission.identifiers import clean_digits, normal_phone
from admission.naming import tidy_name
from admission.people import Relation, Sex
from admission.problems import ActRefused
from desktop_app.models import queries
from desktop_app.ui.field_words import PHONES, TRUTH, field_value
from desktop_app.ui.fields import Field
from desktop_app.ui.form_part import FormPart
from desktop_app.ui.intake_draft import read_date
from desktop_app.ui.layouts import wrapped
from desktop_app.ui.office import Office
from desktop_app.usecases.compare_previous import filled_fields
from desktop_app.usecases.correct import Correction, correct

NAMES = ("surname", "given", "patronymic")
LEFT_OUT = ("channel", "previous", "transfer.why", "child.name_latin")


class CorrectPart(FormPart):
    """A link that opens the form; hidden for whom and where no correction is possible."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, "correct-title")
        self.field, self.reason = Field(QComboBox()), Field(QLineEdit())
        self.stands = wrapped(QLabel())
        self.typed, self.choice = QLineEdit(), QComboBox()
        self._value = QStackedWidget()
        self.value = Field(self._value)
        self._lay_out()
        self._wire()

    def write(self, application: Application) -> None:
        """The words, and the fields that may be corrected."""
        words = self._office.words
        may = "amended" in allowed_acts(application.status, self._office.officer.roles)
        if not may:
            self.form.hide()
        self.setVisible(may)
        self.open.setText(words("correct-open"))
        self.open.setVisible(self.form.isHidden())
        self.field.set_label(words("correct-field"))
        self.value.set_label(words("correct-value"))
        self.typed.setAccessibleName(words("correct-value"))
        self.choice.setAccessibleName(words("correct-value"))
        self.reason.set_label(words("correct-reason"))
        self.confirm.setText(words("correct-confirm"))
        self.cancel.setText(words("deed-cancel"))
        if may and self.form.isHidden():
            self._offer_fields(application)

    def begin(self) -> None:
        """Open the form at the first field."""
        self.open.hide()
        self.form.show()
        self._fields.setCurrentIndex(0)
        self._field_chosen()
        self.reason.line.clear()
        for part in (self.value, self.reason):
            part.clear()
        self._fields.setFocus()

    @property
    def _fields(self) -> QComboBox:
        assert isinstance(self.field.widget, QComboBox)
        return self.field.widget

    def _offer_fields(self, application: Application) -> None:
        words = self._office.words
        with QSignalBlocker(self._fields):
            self._fields.clear()
            for path, _ in filled_fields(application.draft):
                if path not in LEFT_OUT and words.field(path) != path:
                    self._fields.addItem(words.field(path), path)

    def _field_chosen(self, _: int = 0) -> None:
        """What stands there, and the way to say what it becomes."""
        path, seen = self._path(), self._seen()
        self.stands.setText(
            self._office.words("correct-stands", value=field_value(self._office.words, path, seen))
        )
        options = list(self._options(path, seen))
        self.choice.clear()
        for value, text in options:
            self.choice.addItem(text, value)
        self.choice.setCurrentIndex(max(0, self.choice.findData(seen)))
        self.typed.setText(seen if options else self._shown(path, seen))
        self._value.setCurrentWidget(self.choice if options else self.typed)
        self.value.clear()

    def _shown(self, path: str, seen: str) -> str:
        """An empty value is edited as empty; a date and a phone as people write them."""
        return field_value(self._office.words, path, seen) if seen else ""

    def _options(self, path: str, seen: str) -> Iterator[tuple[str, str]]:
        words, leaf = self._office.words, path.rsplit(".", maxsplit=1)[-1]
        streams = [one.language for one in queries.streams(self._office.desk.replica)]
        known: dict[str, tuple[str, ...]] = {
            "sex": get_args(Sex),
            "relation": get_args(Relation),
            "language": tuple(streams),
            "notify_in": ("kk", "ru"),
        }
        values = known.get(leaf, tuple(TRUTH) if seen in TRUTH else ())
        return ((value, field_value(words, path, value)) for value in values)

    def _entered(self) -> str:
        """The new value as the application keeps it."""
        if self._value.currentWidget() is self.choice:
            return str(self.choice.currentData() or "")
        path, text = self._path(), self.typed.text().strip()
        leaf = path.rsplit(".", maxsplit=1)[-1]
        if leaf in PHONES:
            return normal_phone(text) or text
        if leaf == "iin":
            return clean_digits(text)
        if _is_day(self._seen()):
            day = read_date(text, self._office.desk.now().astimezone(KAZAKHSTAN_TIME).date())
            return day.isoformat() if day else text
        return tidy_name(text) if leaf in NAMES else text

    def _confirm(self) -> None:
        assert self._application is not None, "the part shows an application"
        office = self._office
        wish = Correction(
            application=self._application.id,
            field=self._path(),
            seen=self._seen(),
            value=self._entered(),
            reason=self.reason.line.text(),
        )
        office.do(partial(correct, office.desk, office.officer, wish), self._done, self._refused)

    def _done(self, _: object) -> None:
        self.close_form()
        self._office.notice.emit(self._office.words("correct-done"))

    def _refused(self, refused: ActRefused) -> None:
        words = self._office.words
        why = [one for one in refused.problems if one.code == "reason-missing"]
        others = [one for one in refused.problems if one not in why]
        self.reason.say("\n".join(map(words.problem, why)))
        self.value.say("\n".join(map(words.problem, others)))

    def _path(self) -> str:
        return str(self._fields.currentData() or "")

    def _seen(self) -> str:
        return dict(filled_fields(self._application.draft)).get(self._path(), "") if self._application else ""

    def _wire(self) -> None:
        self.open.clicked.connect(self.begin)
        self._fields.currentIndexChanged.connect(self._field_chosen)
        self.confirm.clicked.connect(self._confirm)
        self.reason.line.returnPressed.connect(self._confirm)

    def _lay_out(self) -> None:
        self._value.addWidget(self.typed)
        self._value.addWidget(self.choice)
        self._value.setFixedHeight(max(self.typed.sizeHint().height(), self.choice.sizeHint().height()))
        for part in (self.field, self.stands, self.value, self.reason):
            self.column.addWidget(part)
        self.add_form(self.open)


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
