"""Places of each stream as the director sees them: what of them is lent to which computer, and a form to lend more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from admission.deadline import KAZAKHSTAN_TIME
from admission.places import Lease, Stream
from admission.problems import ActRefused
from desktop_app.models import queries
from desktop_app.ui.fields import Banner, Card, link, primary, quiet, secondary, section, styled
from desktop_app.ui.intake_draft import date_text, read_date
from desktop_app.ui.intake_fields import LineEntry, ListEntry
from desktop_app.ui.layouts import WrappingRow, empty, wrapped
from desktop_app.ui.office import Office
from desktop_app.usecases.lend_seats import lend_seats

MOST_SEATS = 999
END_OF_DAY = time(23, 59)


class LeasePanel(Card):
    """One line a stream; behind `open` the form: language, computer, how many, until the end of which day."""

    def __init__(self, office: Office) -> None:
        super().__init__(margin=10, spacing=6)
        self._office = office
        self.title, self.open = section(), link()
        self.lines = QVBoxLayout()
        self.form, self.explain = QWidget(), quiet()
        self.stream, self.desk = ListEntry("stream"), ListEntry("desk")
        self.seats, self.until = LineEntry("seats"), LineEntry("until")
        self.seats.line.setValidator(QIntValidator(0, MOST_SEATS, self))
        self.lend, self.cancel, self.trouble = primary(), secondary(), Banner("danger")
        self._lay_out()
        self.form.hide()
        self.open.clicked.connect(self.begin)
        self.cancel.clicked.connect(self.form.hide)
        self.lend.clicked.connect(self._lend)

    def retranslate(self) -> None:
        """Every word and number again."""
        words, streams = self._office.words, queries.streams(self._office.desk.replica)
        self.title.setText(words("lease-title"))
        self.open.setText(words("lease-open"))
        self.explain.setText(words("lease-explain"))
        fields = {"stream": self.stream, "desk": self.desk, "seats": self.seats, "until": self.until}
        for name, field in fields.items():
            field.set_label(words(f"lease-{name}"))
        self.lend.setText(words("lease-lend"))
        self.cancel.setText(words("deed-cancel"))
        self.stream.offer([(one.id, words.teaching(one.language)) for one in streams])
        self.desk.offer([(one.id, one.name) for one in queries.desks(self._office.desk.replica)])
        empty(self.lines)
        for one in streams:
            self.lines.addWidget(wrapped(styled(QLabel(self._line(one)), role="quiet")))

    def begin(self) -> None:
        """The form, with the commonest answers in it."""
        desk = self._office.desk
        self.stream.fill(next((one.id for one in queries.streams(desk.replica)), ""))
        self.desk.fill(queries.meta(desk.replica, "desk"))
        self.seats.line.setText("1")
        self.until.line.setText(date_text(self._today() + timedelta(days=1)))
        self.until.clear()
        self.trouble.say("")
        self.form.show()
        self.seats.line.setFocus()

    def _line(self, stream: Stream) -> str:
        words, now = self._office.words, self._office.desk.now()
        running = [one for one in stream.leases if now < one.until]
        free = stream.free - sum(one.left for one in running)
        named = words.teaching(stream.language)
        places = words(
            "lease-places", language=named, capacity=stream.capacity, taken=stream.taken, free=free
        )
        return "; ".join([places, *self._told(running)])

    def _told(self, leases: list[Lease]) -> Iterator[str]:
        words = self._office.words
        names = {one.id: one.name for one in queries.desks(self._office.desk.replica)}
        for one in leases:
            until, name = words.moment(one.until), names.get(one.desk, one.desk)
            told = words("lease-lent", desk=name, until=until, seats=one.seats, left=one.left)
            yield told if one.confirmed else f"{told} ({words('lease-waiting')})"

    def _lend(self) -> None:
        day = read_date(self.until.line.text(), self._today())
        if day is None:
            example = date_text(self._today())
            self.until.say(self._office.words("lease-day-wrong", example=example))
            return
        office, until = self._office, datetime.combine(day, END_OF_DAY, KAZAKHSTAN_TIME)
        seats = int(self.seats.line.text() or 0)
        work = partial(
            lend_seats, office.desk, office.officer, self.stream.text, self.desk.text, seats, until
        )
        office.do(work, self._done, self._refused)

    def _done(self, _: object) -> None:
        self.form.hide()

    def _refused(self, refused: ActRefused) -> None:
        self.trouble.say(self._office.trouble(refused), "danger")

    def _today(self) -> date:
        return self._office.desk.now().astimezone(KAZAKHSTAN_TIME).date()

    def _lay_out(self) -> None:
        top, row, column = QHBoxLayout(), WrappingRow(), QVBoxLayout(self.form)
        top.addWidget(self.title, 1)
        top.addWidget(self.open)
        for part, width in ((self.stream, 3), (self.desk, 3), (self.seats, 1), (self.until, 2)):
            row.addWidget(part, width)
        for button in (self.lend, self.cancel):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.explain)
        column.addLayout(row)
        column.addWidget(self.trouble)
        self.add(top)
        self.inside.addLayout(self.lines)
        self.add(self.form)
