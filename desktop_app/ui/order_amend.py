"""Change a signed order: its children and those who might come on its list, what happens to each, and the signature."""

from __future__ import annotations

from collections import Counter
from datetime import date

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from admission.amending import Amendment, check_amending
from admission.deadline import KAZAKHSTAN_TIME
from admission.order import EnrolmentOrder, OrderChange
from admission.problems import Problem
from desktop_app.models import queries
from desktop_app.ui.fields import link, quiet, section
from desktop_app.ui.layouts import scrolled
from desktop_app.ui.office import Office
from desktop_app.ui.order_change import CHANGE_WORDS, ChangeForm, Row
from desktop_app.ui.order_form import OrderForm
from desktop_app.ui.order_signing import OrderSigning
from desktop_app.usecases.amend_order import AmendPlan, amend_order, amendment, children_of
from desktop_app.usecases.plan_order import orderable

ROW_HEIGHT = 34
LIVE = frozenset({"class-too-large"})  # said while the director still chooses


class AmendForm(OrderForm):
    """The same form without a letter: the class is the earlier order's."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.letter.setVisible(False)

    def retranslate(self) -> None:
        """Every word again."""
        super().retranslate()
        self.title.setText(self._office.words("amend-form"))
        self.explain.setText(self._office.words("amend-explain"))


class OrderAmendPart(QWidget):
    """`signed`: the new order's id; `left`: the director goes back to the list of orders."""

    signed = Signal(str)
    left = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._order: EnrolmentOrder | None = None
        self._rows: list[Row] = []
        self._changes: dict[str, OrderChange] = {}
        self.title, self.told, self.back = section(), quiet(), link()
        self.children_list, self.change, self.form = QListWidget(), ChangeForm(office), AmendForm(office)
        self._signing = OrderSigning(
            office, self.form, amend_order, plan=self._plan, ready=self._count, done=self._done
        )
        self._lay_out()
        self.back.clicked.connect(self.left)
        self.children_list.currentRowChanged.connect(self._show_change)
        self.children_list.installEventFilter(self)
        self.change.changed.connect(self._keep)
        self.form.dated.connect(self._count)

    def begin(self, order: EnrolmentOrder, application: str = "") -> None:
        """This order, nothing of it changed yet; the cursor stands at this child."""
        self._order, self._changes = order, {}
        self.form.show_problems(())
        self.form.propose_day(self._today())
        self.retranslate()
        self.reload()
        ids = [row.id for row in self._rows]
        self.children_list.setCurrentRow(ids.index(application) if application in ids else 0)
        self.children_list.setFocus()

    def reload(self) -> None:
        """Ask again; what was chosen for a child stays as long as it may still happen."""
        found = queries.order(self._office.desk.replica, self._order.id) if self._order else None
        if found is None:
            return
        self._order = found
        desk, at = self._office.desk, self._current()
        self._rows = [
            Row(one.id, one.draft.child.name.full, one.number, True) for one in children_of(desk, found)
        ]
        self._rows += [Row(one.id, one.child, one.number, False) for one in orderable(desk, found.language)]
        known = {row.id: row for row in self._rows}
        self._changes = {
            one: line
            for one, line in self._changes.items()
            if one in known and line.change in known[one].choices
        }
        self._show_rows(at.id if at else "")

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        number = self._order.number if self._order else ""
        self.title.setText(words("amend-title", number=number))
        self.back.setText(words("amend-back"))
        self.children_list.setAccessibleName(words("order-children"))
        self.change.retranslate()
        self.form.retranslate()
        for place, row in enumerate(self._rows):
            self.children_list.item(place).setText(self._text(row))
        self._count()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space takes the next choice for the child, Enter goes to the reason."""
        if (
            watched is self.children_list
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            if event.key() == Qt.Key.Key_Space:
                self.change.next_choice()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.change.why.isVisibleTo(
                self.change
            ):
                self.change.why.line.setFocus()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _plan(self) -> AmendPlan | None:
        """What shall be signed; None while the date is missing, which is said."""
        day = self.form.day(self._today())
        if day is None or self._order is None:
            self.form.show_problems((Problem("date-missing", "dated"),))
            return None
        lines = (self._changes[row.id] for row in self._rows if row.id in self._changes)
        return AmendPlan(order=self._order.id, dated=day, lines=tuple(lines))

    def _done(self, order: str) -> None:
        self.signed.emit(order)

    def _keep(self, application: str, line: OrderChange | None) -> None:
        self._changes.pop(application, None)
        if line is not None:
            self._changes[application] = line
        place = [row.id for row in self._rows].index(application)
        self.children_list.item(place).setText(self._text(self._rows[place]))
        self._count()

    def _count(self) -> None:
        """How many stand on the list before and after, and what stands against it by now."""
        words, day = self._office.words, self.form.day(self._today())
        if self._order is None:
            return
        lines = tuple(self._changes.values())
        plan = AmendPlan(order=self._order.id, dated=day or self._order.dated, lines=lines)
        asked = amendment(self._office.desk, plan)
        if asked is not None:
            self.told.setText(_numbers(self._office, asked))
            judged = check_amending(asked, self._office.desk.rules)
            self.form.judge_date(judged if day else ())
            self.form.trouble.say(
                "\n".join(words.problem(one) for one in judged if one.code in LIVE), "danger"
            )
        self.form.enable(bool(lines))

    def _show_rows(self, current: str) -> None:
        self.children_list.blockSignals(True)
        self.children_list.clear()
        for row in self._rows:
            item = QListWidgetItem(self._text(row))
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            self.children_list.addItem(item)
        ids = [row.id for row in self._rows]
        self.children_list.blockSignals(False)
        place = ids.index(current) if current in ids else 0
        self.children_list.setCurrentRow(place if ids else -1)
        self._show_change(place if ids else -1)
        self._count()

    def _show_change(self, place: int) -> None:
        row = self._rows[place] if 0 <= place < len(self._rows) else None
        self.change.show_row(row, self._changes.get(row.id) if row else None)

    def _current(self) -> Row | None:
        place = self.children_list.currentRow()
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def _text(self, row: Row) -> str:
        words, line = self._office.words, self._changes.get(row.id)
        named = f"{row.child}   ·   {row.number}"
        if line is not None:
            return f"●  {words(CHANGE_WORDS[line.change])}   ·   {named}"
        return named if row.listed else f"{words('amend-not-listed')}   ·   {named}"

    def _today(self) -> date:
        return self._office.desk.now().astimezone(KAZAKHSTAN_TIME).date()

    def _lay_out(self) -> None:
        head, left, right, body = QHBoxLayout(), QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.back)
        left.addWidget(self.told)
        left.addWidget(self.children_list, 1)
        inside = QWidget()
        inside.setLayout(right)
        right.setContentsMargins(0, 0, 4, 0)
        for part in (self.change, self.form):
            right.addWidget(part)
        right.addStretch()
        body.setSpacing(14)
        body.addLayout(left, 1)
        body.addWidget(scrolled(inside, whole=True), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addLayout(body, 1)


def _numbers(office: Office, asked: Amendment) -> str:
    counts = Counter(line.change for line in asked.lines)
    return office.words(
        "amend-told",
        before=asked.before,
        after=asked.after,
        left=counts["left"],
        out=counts["taken_out"],
        added=counts["added"],
    )
