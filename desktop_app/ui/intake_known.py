"""What this desk knows already: an IIN on the list of children or of an earlier application fills the empty fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton

from admission.application import Application
from admission.children_rows import ListedChild
from admission.identifiers import check_iin, clean_digits
from admission.people import Address
from admission.problems import blocks
from admission.school import School
from admission.streets import settlement
from desktop_app.models import queries
from desktop_app.models.census import listed_child
from desktop_app.models.connection import ReplicaTrouble
from desktop_app.ui.fields import styled
from desktop_app.ui.intake_draft import date_text, phone_text
from desktop_app.ui.intake_fields import LineEntry
from desktop_app.ui.intake_form import IntakeForm
from desktop_app.ui.office import Office

CHILD, APPLICANT = "child", "applicant"
MARKS = {CHILD: "intake-from-list", APPLICANT: "intake-from-earlier"}
NAMES = ("surname", "given", "patronymic")
ADDRESS = ("locality", "street", "house", "flat")
AROUND = ("region", "district", "okrug")
LOCALITY = "registered.locality"
DEFAULTS = {"notify_in": "kk"}  # what an empty form answers already


class Loan(QObject):
    """What one IIN has filled in: only fields nobody had answered; taken back as one, but not where it was changed."""

    def __init__(self, form: IntakeForm, who: str, taken_back: Callable[[], None]) -> None:
        super().__init__(form)
        self._form, self._taken_back = form, taken_back
        self._before: dict[str, str] = {}
        self._iin = form.entries[f"{who}.iin"]
        assert isinstance(self._iin, LineEntry)
        self.undo = styled(QPushButton(), role="aside")
        self.undo.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.undo.setCursor(Qt.CursorShape.PointingHandCursor)
        self.undo.clicked.connect(self._undo)
        self._iin.put_beside_label(self.undo)
        self.undo.hide()
        self._iin.line.installEventFilter(self)

    def give(self, fields: Mapping[str, str], mark: str, *, over: frozenset[str] = frozenset()) -> None:
        """Fill what is empty, and what stands in `over` though it is not; the same answer needs no second look."""
        for key, text in fields.items():
            entry = self._form.entries[key]
            if text and text == entry.text and not entry.is_open:
                entry.given = True
            elif text and (entry.is_open or key in over):
                self._before[key] = "" if entry.is_open else entry.text
                entry.lend(text, mark)
        self._show()

    def take_back(self) -> None:
        """The fields as they were, where nobody has changed them since."""
        for key, before in self._before.items():
            if self._form.entries[key].given:
                self._form.entries[key].put_back(before)
        self.forget()

    def forget(self) -> None:
        """What was filled in stays, as if it had been typed."""
        self._before.clear()
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Z right after the IIN takes the names back and leaves the IIN."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if (
            pressed
            and self._before
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
        ):
            self._undo()
            return True
        return super().eventFilter(watched, event)

    def say(self, mark: str) -> None:
        """The mark of what is still lent, in the language of the moment."""
        for entry in (self._form.entries[key] for key in self._before):
            if entry.given:
                entry.set_mark(mark)

    def _undo(self) -> None:
        self.take_back()
        self._taken_back()
        self._iin.setFocus()

    def _show(self) -> None:
        self.undo.setVisible(bool(self._before))


class Known(QObject):
    """Asks the list of children and the applications of this desk when the twelfth digit of an IIN stands."""

    def __init__(
        self, office: Office, form: IntakeForm, school: Callable[[], School], propose: Callable[[], None]
    ) -> None:
        super().__init__(form)
        self._office, self._form, self._school = office, form, school
        self.loans = {who: Loan(form, who, propose) for who in (CHILD, APPLICANT)}
        self._asked = dict.fromkeys(self.loans, "")
        form.changed.connect(self._changed)

    def begin(self) -> None:
        """A form was filled or emptied: what stands in it was not lent by us."""
        for who, loan in self.loans.items():
            loan.forget()
            self._asked[who] = clean_digits(self._form.entries[f"{who}.iin"].text)

    def say_all(self) -> None:
        """The words of the moment."""
        words = self._office.words
        for who, loan in self.loans.items():
            loan.undo.setText(words(f"intake-known-undo-{who}"))
            loan.undo.setToolTip(words(f"intake-known-{who}"))
            loan.undo.setAccessibleName(words(f"intake-known-{who}"))
            loan.say(words(MARKS[who]))

    def _changed(self, key: str) -> None:
        who = key.removesuffix(".iin")
        if who in self.loans and key != who and not self._form.filling:
            self._ask(who, clean_digits(self._form.entries[key].text))

    def _ask(self, who: str, iin: str) -> None:
        if iin == self._asked[who]:
            return
        self._asked[who] = iin
        self.loans[who].take_back()
        if not blocks(check_iin(iin, who)):
            (self._lend_child if who == CHILD else self._lend_applicant)(iin)

    def _lend_child(self, iin: str) -> None:
        words = self._office.words
        try:
            child = listed_child(self._office.desk.replica, iin)
        except ReplicaTrouble:
            self._form.entries["child.iin"].say(words("intake-census-broken"), "info")
            return
        if child is not None:
            address = child.address(self._school().address.locality)
            self._lend(CHILD, _child_fields(child), address, words(MARKS[CHILD]))

    def _lend_applicant(self, iin: str) -> None:
        earlier = queries.siblings(self._office.desk.replica, iin)
        last = queries.application(self._office.desk.replica, earlier[-1].id) if earlier else None
        if last is not None:
            words = self._office.words(MARKS[APPLICANT])
            self._lend(APPLICANT, _applicant_fields(last), last.draft.registered, words)

    def _lend(self, who: str, fields: Mapping[str, str], address: Address, mark: str) -> None:
        """An address is lent whole or not at all: half of it would be of another house."""
        lent = {}
        if address.street and self._is_address_untouched():
            here = self._form.entries[LOCALITY].text
            lent = _address_fields(replace(address, locality=address.locality or here))
        defaults = {key for key, text in DEFAULTS.items() if self._form.entries[key].text == text}
        self.loans[who].give({**lent, **fields}, mark, over=frozenset({LOCALITY, *defaults}))

    def _is_address_untouched(self) -> bool:
        entries = self._form.entries
        locality, own = entries[LOCALITY].text, self._school().address.locality
        typed = any(entries[f"registered.{part}"].text for part in ("street", "house", "flat"))
        return not typed and (not locality or settlement(locality) == settlement(own))


def _child_fields(child: ListedChild) -> dict[str, str]:
    return {
        **{f"child.name.{part}": getattr(child.name, part) for part in NAMES},
        "child.born": date_text(child.born) if child.born else "",
        "child.sex": child.sex or "",
    }


def _applicant_fields(application: Application) -> dict[str, str]:
    applicant = application.draft.applicant
    return {
        **{f"applicant.name.{part}": getattr(applicant.name, part) for part in NAMES},
        "applicant.relation": applicant.relation,
        "applicant.phone": phone_text(applicant.phone),
        "applicant.email": applicant.email,
        "notify_in": application.draft.notify_in,
    }


def _address_fields(address: Address) -> dict[str, str]:
    """Street before region: a change of the street forgets the region of another one."""
    return {f"registered.{part}": getattr(address, part) for part in (*ADDRESS, *AROUND)}
