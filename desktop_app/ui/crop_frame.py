"""A picture, and over it the 3×4 frame: dragged, made larger and smaller, by mouse and by keys."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.scans.cropping import Frame, kept_inside, middle_frame
from desktop_app.ui.theme import worn

STEP, LEAP = 0.01, 0.05  # of the picture's width: an arrow; with Shift
GROWTH = 1.06
SMALLEST = 0.08  # of the picture's width
REACH = 14  # pixels of the screen around a corner
SHADE = 130  # of 255, over what is cut away
HANDLE = 5
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class CropFrame(QWidget):
    """Arrows move the frame, + and − size it, 0 puts it back, R asks for a turn. Without frame: only the picture.

    The frame is kept in pixels of the whole picture, whose size may be larger than what is painted.
    """

    moved = Signal()
    turn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._look, self._whole = QImage(), QSize()
        self._frame: Frame | None = None
        self._grip: tuple[str, QPointF, Frame] | None = None
        self.setMinimumHeight(150)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    @property
    def frame(self) -> Frame | None:
        """In pixels of the whole picture; None while nothing is to be cut."""
        return self._frame

    def show_picture(self, look: QImage, whole: QSize, framed: bool) -> None:
        """This picture, whose whole size is `whole`; a null image for none."""
        self._look, self._whole = look, whole
        self._frame = middle_frame(whole.width(), whole.height()) if framed and not look.isNull() else None
        self.update()

    def place(self, frame: Frame) -> None:
        """Put the frame here, as far as the picture reaches."""
        width = max(frame.width, SMALLEST * self._whole.width())
        self._frame = kept_inside(frame._replace(width=width), self._whole.width(), self._whole.height())
        self.update()
        self.moved.emit()

    def grow(self, factor: float) -> None:
        """A larger or smaller frame around the same middle."""
        if self._frame is not None:
            one, wide = self._frame, self._frame.width * factor
            left = one.left + (one.width - wide) / 2
            self.place(Frame(left, one.top + (one.height - Frame(0, 0, wide).height) / 2, wide))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        text = event.text().lower()
        if text in ("r", "к") and not self._look.isNull():
            self.turn.emit()
        elif self._frame is None or not self._key(event, text):
            super().keyPressEvent(event)

    def _key(self, event: QKeyEvent, text: str) -> bool:
        arrow = ARROWS.get(Qt.Key(event.key()))
        if arrow is not None and self._frame is not None:
            leap = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            step = (LEAP if leap else STEP) * self._whole.width()
            left, top = self._frame.left + arrow[0] * step, self._frame.top + arrow[1] * step
            self.place(self._frame._replace(left=left, top=top))
        elif text in ("+", "="):
            self.grow(GROWTH)
        elif text == "-":
            self.grow(1 / GROWTH)
        elif text == "0":
            self.place(middle_frame(self._whole.width(), self._whole.height()))
        else:
            return False
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Towards the picture: larger."""
        self.grow(GROWTH if event.angleDelta().y() > 0 else 1 / GROWTH)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a corner, or of the frame."""
        grip = self._grip_at(event.position())
        if grip and self._frame is not None:
            self._grip = (grip, event.position(), self._frame)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what was taken hold of; else show what could be."""
        if self._grip is None:
            self.setCursor(_CURSORS[self._grip_at(event.position())])
            return
        grip, start, frame = self._grip
        moved = (event.position() - start) / self._scale()
        if grip == "frame":
            self.place(frame._replace(left=frame.left + moved.x(), top=frame.top + moved.y()))
        else:
            self.place(_pulled(frame, grip, moved.x()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._grip = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture, and what is cut away in the shade."""
        if self._look.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = self._area()
        painter.drawImage(area, self._look)
        if self._frame is not None:
            self._paint_frame(painter, area, self._on_screen(self._frame))
        if self.hasFocus():
            painter.setPen(QPen(QColor(worn(self.palette())["focus"]), 2))
            painter.drawRect(area.adjusted(1, 1, -1, -1))

    def _paint_frame(self, painter: QPainter, area: QRectF, hole: QRectF) -> None:
        colours = worn(self.palette())
        shade = QColor(colours["side"])
        shade.setAlpha(SHADE)
        for part in _around(area, hole):
            painter.fillRect(part, shade)
        painter.setPen(QPen(QColor(colours["accent"]), 2))
        painter.drawRect(hole)
        for corner in _corners(hole).values():
            grip = QRectF(corner.x() - HANDLE, corner.y() - HANDLE, 2 * HANDLE, 2 * HANDLE)
            painter.fillRect(grip, QColor(colours["accent"]))

    def _scale(self) -> float:
        """Pixels of the screen for one of the whole picture."""
        whole = self._whole
        return min(self.width() / max(whole.width(), 1), self.height() / max(whole.height(), 1))

    def _area(self) -> QRectF:
        wide, high = self._whole.width() * self._scale(), self._whole.height() * self._scale()
        return QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)

    def _on_screen(self, frame: Frame) -> QRectF:
        scale, area = self._scale(), self._area()
        left, top = area.left() + frame.left * scale, area.top() + frame.top * scale
        return QRectF(left, top, frame.width * scale, frame.height * scale)

    def _grip_at(self, point: QPointF) -> str:
        if self._frame is None:
            return ""
        hole = self._on_screen(self._frame)
        for name, corner in _corners(hole).items():
            if (point - corner).manhattanLength() <= REACH:
                return name
        return "frame" if hole.contains(point) else ""


def _pulled(frame: Frame, grip: str, across: float) -> Frame:
    """Pulled at a corner; the opposite one stays."""
    wide = max(1.0, frame.width + (across if "right" in grip else -across))
    left = frame.left if "right" in grip else frame.left + frame.width - wide
    top = frame.top if "bottom" in grip else frame.top + frame.height - Frame(0, 0, wide).height
    return Frame(left, top, wide)


def _corners(hole: QRectF) -> dict[str, QPointF]:
    return {
        "left-top": hole.topLeft(),
        "right-top": hole.topRight(),
        "left-bottom": hole.bottomLeft(),
        "right-bottom": hole.bottomRight(),
    }


def _around(area: QRectF, hole: QRectF) -> tuple[QRectF, ...]:
    return (
        QRectF(area.left(), area.top(), area.width(), hole.top() - area.top()),
        QRectF(area.left(), hole.bottom(), area.width(), area.bottom() - hole.bottom()),
        QRectF(area.left(), hole.top(), hole.left() - area.left(), hole.height()),
        QRectF(hole.right(), hole.top(), area.right() - hole.right(), hole.height()),
    )


_CURSORS = {
    "": Qt.CursorShape.ArrowCursor,
    "frame": Qt.CursorShape.SizeAllCursor,
    "left-top": Qt.CursorShape.SizeFDiagCursor,
    "right-bottom": Qt.CursorShape.SizeFDiagCursor,
    "right-top": Qt.CursorShape.SizeBDiagCursor,
    "left-bottom": Qt.CursorShape.SizeBDiagCursor,
}
