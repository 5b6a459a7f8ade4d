"""The sync light, bottom right: how it stands with the centre, in a word, a number and a mark; offline is grey."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop_app.models import outgoing
from desktop_app.models.attention import refusals
from desktop_app.models.lines import Counts
from desktop_app.sync.pace import Progress
from desktop_app.ui.fields import styled
from desktop_app.ui.freshness import freshness
from desktop_app.ui.heartbeat import Beat
from desktop_app.ui.office import Office
from desktop_app.ui.theme import worn
from desktop_app.ui.wording import Words

PATIENCE_MS = 400  # a talk shorter than this is not worth a flicker


@dataclass(frozen=True)
class Light:
    """What the light shows: a tone, a painted mark, the words, and what more there is to say."""

    tone: str
    mark: str
    text: str
    more: str = ""


def light_of(
    beat: Beat, counts: Counts, refused: int, words: Words, progress: Progress | None = None
) -> Light:
    """One of the five states (PEERS 4.3); what the person must know comes before what is merely going on."""
    if beat.state == "trouble" and beat.gathering:
        return Light("idle", "ring", words("light-gathering", waiting=counts.outbox), beat.said)
    if beat.state == "trouble":
        return Light("danger", "cross", words("light-trouble"), beat.said)
    if beat.state == "offline":
        key = "light-offline" if counts.outbox else "light-offline-empty"
        return Light("idle", "ring", words(key, waiting=counts.outbox), _heard(beat, words))
    if beat.state == "talking" and counts.outbox:
        sent, total = max(0, beat.began_with - counts.outbox), max(beat.began_with, counts.outbox)
        return Light("info", "arrow", words("light-sending", sent=sent, total=total))
    if beat.state == "talking" and progress is not None:
        carried = words.carried(progress.done, progress.total, progress.minutes)
        return Light("info", "arrow", words("light-files", carried=carried))
    if refused:
        return Light("danger", "cross", words("light-refused", n=refused))
    if counts.attention:
        return Light("warn", "call", words("light-attention", n=counts.attention))
    return _calm(beat, counts, words)


def _calm(beat: Beat, counts: Counts, words: Words) -> Light:
    if counts.outbox:
        return Light("idle", "ring", words("light-waiting", waiting=counts.outbox))
    if beat.at is None:
        return Light("idle", "ring", words("light-starting"))
    return Light("good", "tick", words("light-sent", at=words.time(beat.at)))


def _heard(beat: Beat, words: Words) -> str:
    return words("light-heard", at=words.moment(beat.at)) if beat.at else words("light-never-heard")


class SyncLight(QPushButton):
    """The light; pressing it (it is a button for mouse and keyboard alike) asks for the outbox."""

    outbox = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        styled(self, role="light")
        self._office = office
        self._beat = Beat("starting")
        self._progress: Progress | None = None
        self.mark, self.caption = Mark(), QLabel()
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 12, 0)
        row.setSpacing(8)
        for part in (self.mark, self.caption):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part)
        self._patience = QTimer(self)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self.refresh)
        self.clicked.connect(self.outbox)
        office.changed.connect(self.refresh)
        office.spoken.connect(self.refresh)
        self.refresh()

    def take(self, beat: Beat) -> None:
        """News from the heartbeat; a short talk is not shown at all."""
        self._beat = beat
        if beat.state == "talking":
            self._patience.start()
        else:
            self._patience.stop()
            self._progress = None
            self.refresh()

    def carry(self, progress: Progress) -> None:
        """How far the files have come that are sent; seen with the next look."""
        if not progress.file:
            self._progress = progress if progress.done < progress.total else None

    def refresh(self) -> None:
        """Count again and say it."""
        replica = self._office.desk.replica
        counts = outgoing.counts(replica, self._office.desk.now())
        self._show(light_of(self._beat, counts, refusals(replica), self._office.words, self._progress))

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return self._row.sizeHint()

    def _show(self, light: Light) -> None:
        self.mark.show_as(light.mark, light.tone)
        self.caption.setText(light.text)
        told = "\n".join(filter(None, (light.more, *freshness(self._office))))
        self.setToolTip(told)
        self.setAccessibleName(light.text)
        self.setAccessibleDescription(told)
        self.updateGeometry()


class Mark(QWidget):
    """A small painted sign: tick, arrow, ring, call or cross; its shape tells as much as its colour."""

    def __init__(self) -> None:
        super().__init__()
        self.shape, self.tone = "ring", "idle"
        self.setFixedSize(16, 16)

    def show_as(self, shape: str, tone: str) -> None:
        """Another sign."""
        self.shape, self.tone = shape, tone
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """A disc with a sign in it; only the ring is empty."""
        colours = worn(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours[self.tone]), 2))
        if self.shape != "ring":
            painter.setBrush(QColor(colours[self.tone]))
        painter.drawEllipse(QRectF(1.5, 1.5, 13, 13))
        painter.setPen(QPen(QColor(colours["surface"]), 1.8, c=Qt.PenCapStyle.RoundCap))
        for stroke in STROKES[self.shape]:
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in stroke]))
        painter.end()


STROKES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "tick": (((4.8, 8.3), (7.1, 10.6), (11.2, 5.8)),),
    "arrow": (((8, 11.5), (8, 4.8)), ((5.3, 7.4), (8, 4.7), (10.7, 7.4))),
    "ring": (),
    "call": (((8, 4.4), (8, 8.8)), ((8, 11.4), (8, 11.5))),
    "cross": (((5.6, 5.6), (10.4, 10.4)), ((10.4, 5.6), (5.6, 10.4))),
}
