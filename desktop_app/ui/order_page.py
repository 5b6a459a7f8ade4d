"""Enrolment orders: choose the children of one class, sign with the director's key, look at what was signed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from admission.deadline import KAZAKHSTAN_TIME
from admission.order import EnrolmentOrder, check_order
from admission.problems import Problem
from desktop_app.models import queries
from desktop_app.models.lines import ApplicationLine
from desktop_app.ui.fields import Card, heading, quiet, section, styled
from desktop_app.ui.layouts import empty
from desktop_app.ui.office import Office
from desktop_app.ui.order_form import OrderForm, line
from desktop_app.ui.order_signed import SignedOrder
from desktop_app.ui.order_signing import OrderSigning
from desktop_app.usecases.plan_order import OrderPlan, orderable
from desktop_app.usecases.sign_order import sign_order, verify_order

if TYPE_CHECKING:
    from desktop_app.ui.order_amend import OrderAmendPart

ROW_HEIGHT = 36


class OrderPage(QWidget):
    """`show_pdf`: PDF bytes, a name for the file, the verdict on its signature, the tone of the verdict."""

    show_pdf = Signal(object, str, str, str)
    hints = (("Space", "order-hint-mark"),)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("page")
        self._office = office
        self._language = ""
        self._found: list[ApplicationLine] = []
        self.title, self.told = heading(), quiet()
        self.languages = QHBoxLayout()
        self.children_list, self.form = QListWidget(), OrderForm(office)
        self.signed_title, self.signed = section(), QVBoxLayout()
        self.main = QWidget()
        self.amend: OrderAmendPart | None = None
        self._lay_out()
        self.children_list.itemChanged.connect(self._count)
        self._signing = OrderSigning(
            office, self.form, sign_order, plan=self._plan, ready=self._count, done=self._signed
        )
        self.form.dated.connect(self._judge_date)

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        self.title.setText(words("order-title"))
        self.children_list.setAccessibleName(words("order-children"))
        self.signed_title.setText(words("order-signed"))
        self.form.retranslate()
        if self.amend is not None:
            self.amend.retranslate()
        if self._language:
            self.reload()

    def reload(self) -> None:
        """Ask again; who was taken off the list stays off it."""
        office = self._office
        streams = [stream.language for stream in queries.streams(office.desk.replica)]
        if self._language not in streams and streams:
            self._language = streams[0]
        self._show_languages(streams)
        self._show_children()
        self._show_signed()
        self.form.propose_day(self._today())
        self._judge_date()
        if self.amend is not None and self.amend.isVisibleTo(self):
            self.amend.reload()

    def choose_language(self, language: str) -> None:
        """Children of this language of instruction."""
        self._language = language
        self.reload()

    def prepare(self, language: str, letter: str, ids: Collection[str]) -> None:
        """These children of a class, and no others, for the letter; the director signs as ever."""
        self.close_amending()
        self.choose_language(language)
        self.form.letter.line.setText(letter)
        for row, found in enumerate(self._found):
            state = Qt.CheckState.Checked if found.id in ids else Qt.CheckState.Unchecked
            self.children_list.item(row).setCheckState(state)
        self.children_list.setFocus()

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids of the children on the list, in its order."""
        rows = range(self.children_list.count())
        marked = (row for row in rows if self.children_list.item(row).checkState() is Qt.CheckState.Checked)
        return tuple(self._found[row].id for row in marked)

    def amend_for(self, application: str) -> None:
        """Change the order on whose list this child stands."""
        replica = self._office.desk.replica
        child = queries.application(replica, application)
        found = queries.order(replica, child.order) if child else None
        first = queries.order(replica, found.amends) if found and found.amends else found
        if first is not None:
            self.open_amending(first, application)

    def open_amending(self, order: EnrolmentOrder, application: str = "") -> None:
        """Change the list of a signed order, beginning with this child."""
        if self.amend is None:
            from desktop_app.ui.order_amend import OrderAmendPart

            self.amend = OrderAmendPart(self._office)
            self.column.addWidget(self.amend, 1)
            self.amend.left.connect(self.close_amending)
            self.amend.signed.connect(self._amended)
        self.main.hide()
        self.amend.show()
        self.amend.begin(order, application)

    def close_amending(self) -> None:
        """Back to the list of orders."""
        if self.amend is not None and self.amend.isVisibleTo(self):
            self.amend.hide()
            self.main.show()
            self.reload()
            self.children_list.setFocus()

    def _amended(self, order: str) -> None:
        """The new order stands in the list, and its paper comes to the front to be printed."""
        self.close_amending()
        self._signed(order)
        found = queries.order(self._office.desk.replica, order)
        if found is not None:
            self.open_order(found)

    def open_order(self, order: EnrolmentOrder) -> None:
        """Check the signature of a signed order, then show its paper with the verdict."""
        office = self._office
        done = partial(self._verified, order)
        office.do(partial(verify_order, office.desk, order.id, office.check), done, quietly=True)

    def _verified(self, order: EnrolmentOrder, reason: str | None) -> None:
        words = self._office.words
        pdf = queries.file_bytes(self._office.desk.replica, order.pdf_sha256)
        if pdf is None:
            self._office.wanted.emit([order.manifest_sha256, order.pdf_sha256, order.cms_sha256])
        known = words.has(f"verdict-{reason}")
        why = words(f"verdict-{reason}") if known else str(reason)
        holds = words("order-holds", number=order.number)
        verdict = holds if reason is None else words("order-does-not-hold", number=order.number, reason=why)
        self.show_pdf.emit(pdf, order.number, verdict, "good" if reason is None else "danger")

    def _plan(self) -> OrderPlan | None:
        """What shall be signed; None while the date is missing, which is said."""
        day = self.form.day(self._today())
        if day is None:
            self.form.show_problems((Problem("date-missing", "dated"),))
            return None
        letter = line(self.form.letter).text().strip().upper()
        return OrderPlan(language=self._language, letter=letter, dated=day, applications=self.chosen)

    def _signed(self, answer: str) -> None:
        words = self._office.words
        found = queries.order(self._office.desk.replica, answer)
        self.form.trouble.say(words("order-done", number=found.number if found else ""), "good")

    def _judge_date(self) -> None:
        day = self.form.day(self._today())
        judged = check_order(day, self._language, (), self._office.desk.rules) if day else ()
        self.form.judge_date(judged)

    def _count(self) -> None:
        words = self._office.words
        total, chosen = self.children_list.count(), len(self.chosen)
        self.told.setText(words("order-told", chosen=chosen, total=total) if total else words("order-nobody"))
        self.form.enable(bool(chosen))

    def _show_languages(self, streams: Sequence[str]) -> None:
        empty(self.languages)
        for language in streams:
            amount = len(orderable(self._office.desk, language))
            button: QPushButton = styled(QPushButton(), role="filter")
            button.setText(f"{self._office.words.teaching(language)}  {amount}")
            button.setCheckable(True)
            button.setChecked(language == self._language)
            button.clicked.connect(partial(self.choose_language, language))
            self.languages.addWidget(button)
        self.languages.addStretch()

    def _show_children(self) -> None:
        before = {one.id for one in self._found} - set(self.chosen)
        self._found = orderable(self._office.desk, self._language)
        self.children_list.blockSignals(True)
        self.children_list.clear()
        for found in self._found:
            item = QListWidgetItem(f"{found.child}   ·   {found.number}")
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if found.id in before else Qt.CheckState.Checked)
            self.children_list.addItem(item)
        self.children_list.blockSignals(False)
        self._count()

    def _show_signed(self) -> None:
        empty(self.signed)
        found = queries.orders(self._office.desk.replica)
        for order in found:
            row = SignedOrder(self._office, order)
            row.opened.connect(self.open_order)
            row.changing.connect(self.open_amending)
            self.signed.addWidget(row)
        if not found:
            self.signed.addWidget(quiet(self._office.words("order-none")))

    def _today(self) -> date:
        return self._office.desk.now().astimezone(KAZAKHSTAN_TIME).date()

    def _lay_out(self) -> None:
        left, right, body = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        left.setSpacing(8)
        left.addLayout(self.languages)
        left.addWidget(self.told)
        left.addWidget(self.children_list, 1)
        signed = Card(margin=14, spacing=6)
        signed.add(self.signed_title)
        signed.add(self.signed)
        right.setSpacing(10)
        right.addWidget(self.form)
        right.addWidget(signed)
        right.addStretch()
        body.setSpacing(14)
        body.addLayout(left, 1)
        body.addWidget(_scrolled(right), 1)
        body.setContentsMargins(0, 0, 0, 0)
        self.main.setLayout(body)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(28, 10, 28, 14)
        self.column.setSpacing(8)
        self.column.addWidget(self.title)
        self.column.addWidget(self.main, 1)


def _scrolled(layout: QVBoxLayout) -> QScrollArea:
    inside = QWidget()
    layout.setContentsMargins(0, 0, 4, 0)
    inside.setLayout(layout)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inside)
    return scroll
