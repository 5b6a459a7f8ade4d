"""Pages to look at: a scan or a paper, fitted, enlarged, turned; pictures in, nothing written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QObject, Qt
from PySide6.QtGui import (
    QImage,
    QImageReader,
    QKeyEvent,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.fields import quiet, secondary
from desktop_app.ui.layouts import WrappingRow, empty
from desktop_app.ui.office import Office

if TYPE_CHECKING:
    from desktop_app.printing.preview import PageImage

STEP = 1.25
SMALLEST, LARGEST = 0.1, 6.0
QUARTER = 90
GAP, FRAME = 12, 1


def read_photo(data: bytes) -> QImage | None:
    """A JPEG, turned as the camera says (EXIF); None when it cannot be read."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    image = reader.read()
    return None if image.isNull() else image


def page_picture(page: PageImage) -> QImage:
    """A page of a PDF as a picture that owns its pixels."""
    return QImage(page.pixels, page.width, page.height, 4 * page.width, QImage.Format.Format_RGB32).copy()


class ScanView(QWidget):
    """Pages one below the other. Keys: + and − for size (Ctrl and the wheel too), 0 to fit, R to turn,

    Page Up and Page Down from page to page; the same as buttons.
    """

    def __init__(self, office: Office, *, turns: bool = True) -> None:
        super().__init__()
        self._office = office
        self._pages: list[QImage] = []
        self._sheets: list[QLabel] = []
        self._zoom, self._turn = 0.0, 0  # zoom 0: as wide as the view
        self.tools = WrappingRow()
        self.smaller, self.larger = self._tool("−", self.zoom_out), self._tool("+", self.zoom_in)
        self.fit = self._tool("", self.fit_width)
        self.rotate = self._tool("", self.turn)
        self.previous, self.place = self._tool("‹", self.page_back), quiet()
        self.following = self._tool("›", self.page_on)
        self.note = quiet()
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._paper = QWidget()
        self._column = QVBoxLayout(self._paper)
        self._scroll, self._stack = QScrollArea(), QStackedWidget()
        self._lay_out()
        self.rotate.setVisible(turns)
        self.retranslate()

    @property
    def pages(self) -> Sequence[QImage]:
        """What is shown, untouched by zoom and turning."""
        return tuple(self._pages)

    def show_pages(self, pages: Sequence[QImage]) -> None:
        """These pages, fitted."""
        self._pages, self._zoom, self._turn = list(pages), 0.0, 0
        self._put_sheets()
        self._stack.setCurrentWidget(self._scroll)
        self._scroll.verticalScrollBar().setValue(0)

    def say(self, text: str) -> None:
        """Words where there is nothing to show."""
        self._pages = []
        self.note.setText(text)
        self._stack.setCurrentWidget(self.note)
        self._put_sheets()

    def zoom_in(self) -> None:
        """A step larger."""
        self._resize(STEP)

    def zoom_out(self) -> None:
        """A step smaller."""
        self._resize(1 / STEP)

    def fit_width(self) -> None:
        """As wide as the view."""
        self._zoom = 0.0
        self._draw()

    def page_on(self) -> None:
        """To the beginning of the next page."""
        self._go(self.page + 1)

    def page_back(self) -> None:
        """To the beginning of this page, or of the one before."""
        at_its_top = self._scroll.verticalScrollBar().value() <= self._top(self.page)
        self._go(self.page - 1 if at_its_top else self.page)

    @property
    def page(self) -> int:
        """The page at the upper edge, from 0."""
        middle = self._scroll.verticalScrollBar().value() + self._scroll.viewport().height() // 3
        return max(0, sum(self._top(number) <= middle for number in range(len(self._sheets))) - 1)

    def turn(self) -> None:
        """A quarter to the right."""
        self._turn = (self._turn + QUARTER) % 360
        self._draw()

    def shown_scale(self) -> float:
        """Pixels of the screen for one pixel of the page."""
        return self._zoom or self._fitting()

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        self.fit.setText(words("scan-fit"))
        self.rotate.setText(words("scan-turn"))
        self.smaller.setAccessibleName(words("scan-smaller"))
        self.larger.setAccessibleName(words("scan-larger"))
        self._scroll.setAccessibleName(words("scan-pages"))
        for tool, key in ((self.previous, "scan-previous"), (self.following, "scan-next")):
            tool.setAccessibleName(words(key))
            tool.setToolTip(words(key))
        self._tell_place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """+, −, 0, R (К on a Cyrillic keyboard), Page Up and Page Down."""
        acts = {"+": self.zoom_in, "=": self.zoom_in, "-": self.zoom_out, "0": self.fit_width}
        turning = {"r": self.turn, "к": self.turn} if not self.rotate.isHidden() else {}
        act = {**acts, **turning}.get(event.text().lower()) or self._leafing(event)
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What was fitted stays fitted when the room for it changes; Ctrl and the wheel change the size."""
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._resize(STEP if event.angleDelta().y() > 0 else 1 / STEP)
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self._scroll:
            leaf = self._leafing(event)
            if leaf is not None:
                leaf()
                return True
        wider = isinstance(event, QResizeEvent) and event.size().width() != event.oldSize().width()
        if wider and self._pages and not self._zoom:
            self._draw()
        return super().eventFilter(watched, event)

    def _leafing(self, event: QKeyEvent) -> Callable[[], None] | None:
        leaves = {Qt.Key.Key_PageDown: self.page_on, Qt.Key.Key_PageUp: self.page_back}
        return leaves.get(Qt.Key(event.key())) if len(self._pages) > 1 else None

    def _top(self, page: int) -> int:
        """Where a page begins, in pixels of the screen from the first one's beginning."""
        return sum(sheet.sizeHint().height() + GAP for sheet in self._sheets[: max(page, 0)])

    def _go(self, page: int) -> None:
        self._scroll.verticalScrollBar().setValue(self._top(min(page, len(self._sheets) - 1)))

    def _tell_place(self) -> None:
        several = len(self._pages) > 1
        for part in (self.previous, self.place, self.following):
            part.setVisible(several)
        if several:
            self.place.setText(self._office.words("scan-of", page=self.page + 1, pages=len(self._pages)))

    def _tool(self, text: str, act: object) -> QPushButton:
        button = secondary(text)
        button.clicked.connect(act)
        self.tools.addWidget(button)
        return button

    def _resize(self, factor: float) -> None:
        self._zoom = min(LARGEST, max(SMALLEST, self.shown_scale() * factor))
        self._draw()

    def _turned(self) -> list[QImage]:
        turning = QTransform().rotate(self._turn)
        return [page.transformed(turning) for page in self._pages] if self._turn else self._pages

    def _fitting(self) -> float:
        widest = max((page.width() for page in self._turned()), default=1)
        room = self._scroll.viewport().width() - 2 * (GAP + FRAME)
        return max(SMALLEST, room / widest)

    def _put_sheets(self) -> None:
        empty(self._column)
        self._sheets = [QLabel() for _ in self._pages]
        for sheet in self._sheets:
            sheet.setFrameShape(QFrame.Shape.Box)
            self._column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch()
        for tool in (self.smaller, self.larger, self.fit, self.rotate):
            tool.setEnabled(bool(self._pages))
        self._draw()

    def _draw(self) -> None:
        scale = self.shown_scale()
        bars = Qt.ScrollBarPolicy
        self._scroll.setHorizontalScrollBarPolicy(
            bars.ScrollBarAsNeeded if self._zoom else bars.ScrollBarAlwaysOff
        )
        smooth = Qt.TransformationMode.SmoothTransformation
        for sheet, page in zip(self._sheets, self._turned(), strict=True):
            sheet.setPixmap(QPixmap.fromImage(page.scaledToWidth(round(page.width() * scale), smooth)))
        self._tell_place()

    def _lay_out(self) -> None:
        self.tools.setSpacing(6)
        self.place.setWordWrap(False)
        self.tools.insertWidget(self.tools.indexOf(self.following), self.place)
        self.tools.addStretch()
        self._column.setContentsMargins(GAP, GAP, GAP, GAP)
        self._column.setSpacing(GAP)
        self._scroll.setWidget(self._paper)
        self._scroll.setWidgetResizable(True)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.verticalScrollBar().setSingleStep(40)
        self._scroll.viewport().installEventFilter(self)
        self._scroll.installEventFilter(self)
        self._scroll.verticalScrollBar().valueChanged.connect(self._tell_place)
        for part in (self._scroll, self.note):
            self._stack.addWidget(part)
        self._stack.setCurrentWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self.tools)
        column.addWidget(self._stack, 1)


def photo_pages(data: bytes) -> list[QImage]:
    """A photo as pages: one, or none when it cannot be read."""
    photo = read_photo(data)
    return [] if photo is None else [photo]


def pdf_pages(
    office: Office,
    pdf: bytes,
    dots_per_inch: int,
    done: Callable[[list[QImage]], object],
    failed: Callable[[], object],
) -> None:
    """Pages of a PDF, made on the desk lane (PDFium lives on one thread); `failed()` when it is no PDF."""

    def work() -> list[PageImage]:
        from desktop_app.printing.preview import pages

        try:
            return pages(pdf, dots_per_inch)
        except RuntimeError:  # PDFium's own error is one
            return []

    def drawn(made: list[PageImage]) -> None:
        if made:
            done([page_picture(page) for page in made])
        else:
            failed()

    office.do(work, drawn, quietly=True)
