"""The overview: places, deadlines and intake, drawn; from every bar a way to the applications behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.models.overview import Overview, overview
from desktop_app.ui.chart_base import Chart, Look
from desktop_app.ui.chart_columns import ColumnChart
from desktop_app.ui.chart_legend import Legend
from desktop_app.ui.chart_streams import LEGEND, StreamChart
from desktop_app.ui.fields import Card, Elided, EmptyState, heading, quiet, section, styled
from desktop_app.ui.freshness import freshness
from desktop_app.ui.layouts import WrappingRow, scrolled
from desktop_app.ui.office import Office
from desktop_app.ui.overview_words import ONLINE, PAPER, band_columns, day_columns, stream_row

STAGES = (Look("review", "idle", "solid"), Look("offered", "idle", "hatch"))
# What the queue can show of what a bar stands for.
FILTERS = {"offered": "on-signature", "week": "later", "taken": "all", "waiting": "all"}


class ChartCard(Card):
    """A drawing with its title, its legend, and the words of the bar one stands on."""

    def __init__(self, chart: Chart, looks: tuple[Look, ...]) -> None:
        super().__init__(margin=14, spacing=8)
        self.title, self.told = section(), styled(Elided(), role="quiet")
        self.chart, self.legend, self._looks = chart, Legend(looks), looks
        self.told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        top = QHBoxLayout()
        top.addWidget(self.title)
        top.addWidget(self.told, 1)
        self.add(top)
        self.add(self.legend)
        self.add(chart)
        chart.pointed.connect(self.told.say)

    def say(self, title: str, words: Office) -> None:
        """The title, and a word for each look."""
        self.title.setText(title)
        self.legend.say(words.words(f"part-{look.name}") for look in self._looks)


class DashboardPage(QWidget):
    """`show_queue`: the queue is wanted, by the name of one of its filters."""

    show_queue = Signal(str)
    hints = (("← →", "hint-choose"), ("Enter", "overview-hint-queue"))

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("page")
        self._office, self._data = office, Overview()
        self.title, self.told = heading(), quiet()
        self.streams, self.bands, self.days = StreamChart(), ColumnChart(), ColumnChart()
        self.cards = {
            "places": ChartCard(self.streams, LEGEND),
            "deadlines": ChartCard(self.bands, STAGES),
            "intake": ChartCard(self.days, (PAPER, ONLINE)),
        }
        self.empty, self._body = EmptyState(), QStackedWidget()
        self._lay_out()
        for chart in self.charts:
            chart.chosen.connect(self._open)

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The drawings in the order of the Tab key."""
        return (self.streams, self.bands, self.days)

    def retranslate(self) -> None:
        """Every word and number again."""
        words, data = self._office.words, self._data
        self.title.setText(words("overview-title"))
        self.told.setText(self._freshness())
        self.empty.say(words("overview-empty"), words("overview-empty-next"))
        names = {name: words(f"overview-{name}") for name in self.cards}
        for name, card in self.cards.items():
            card.say(names[name], self._office)
        rows = [stream_row(one, self._office.desk.rules, words) for one in data.streams]
        self.streams.show_streams(names["places"], rows)
        self.bands.show_columns(names["deadlines"], band_columns(data.bands, words))
        self.days.show_columns(names["intake"], day_columns(data.intake, words))
        self._body.setCurrentIndex(1 if data.empty else 0)

    def reload(self) -> None:
        """Count again."""
        desk = self._office.desk
        self._data = overview(desk.replica, desk.rules, desk.now())
        self.retranslate()

    def arrive(self) -> None:
        """Onto the first drawing."""
        (self if self._data.empty else self.streams).setFocus()

    def _freshness(self) -> str:
        words, now = self._office.words, self._office.desk.now()
        return " ".join([words("overview-told", at=words.moment(now)), *freshness(self._office)])

    def _open(self, target: str) -> None:
        self.show_queue.emit(FILTERS.get(target, target))

    def _lay_out(self) -> None:
        inside, row = QWidget(), WrappingRow()
        row.setSpacing(14)
        row.addWidget(self.cards["deadlines"], 2)
        row.addWidget(self.cards["intake"], 3)
        drawn = QVBoxLayout(inside)
        drawn.setContentsMargins(0, 0, 4, 0)
        drawn.setSpacing(14)
        drawn.addWidget(self.cards["places"])
        drawn.addLayout(row, 1)
        self._body.addWidget(scrolled(inside))
        self._body.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 14, 20, 12)
        column.setSpacing(8)
        for part in (self.title, self.told):
            column.addWidget(part)
        column.addWidget(self._body, 1)
