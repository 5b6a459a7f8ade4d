"""The sweep: every screen of a busy office, walked in each language and light, and what is wrong with each of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from gettext import GNUTranslations
from itertools import chain
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTableView,
    QTextEdit,
    QWidget,
)

from desktop_app.ui.chart_base import Chart
from desktop_app.ui.fields import Elided

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    Chart,
)
INNER = frozenset({"QLineEditIconButton", "QTableCornerButton", "QComboBoxListView", "QHeaderView"})
TOLERANCE = 2  # pixels: borders that come and go with the focus
LINE_AIR, BOX_AIR = 20, 40  # what a line and a list need beside their words
MOST_STEPS = 250
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
HOLE = re.compile(r"\{[a-z_]+\}")
NAMES_OF_LANGUAGES = {"Қазақша", "Русский", "English"}
TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Catalogues:
    """All words by language: key → words."""

    words: dict[str, dict[str, str]]

    @classmethod
    def read(cls, folder: Path) -> Catalogues:
        return cls({one.name: _catalogue(one) for one in folder.iterdir() if any(one.glob("*.mo"))})

    def strangers(self, texts: set[str], language: str) -> list[str]:
        """Texts that are a bare key, that kept a hole, or that belong to another language."""
        ours = set(self.words[language].values())
        keys = set(self.words[language])
        foreign = {
            text for other, words in self.words.items() if other != language for text in words.values()
        } - ours
        wrong = {text for text in texts if KEY.fullmatch(text) and text in keys}
        return sorted(
            wrong | {text for text in texts if HOLE.search(text)} | (texts & foreign - NAMES_OF_LANGUAGES)
        )


def _catalogue(folder: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in folder.glob("*.mo"):
        with file.open("rb") as opened:
            found.update(GNUTranslations(opened)._catalog)  # type: ignore[attr-defined]
    return {key: words for key, words in found.items() if key}


def settle(app: QApplication, ready: Callable[[], bool] = lambda: True) -> None:
    """Let layouts settle, and wait for what a lane is drawing."""
    for _ in range(200):
        app.processEvents()
        if ready():
            break
        QTest.qWait(10)
    app.processEvents()
    app.processEvents()


def seen(window: QWidget, kind: type | tuple[type, ...]) -> list[QWidget]:
    """Every part of that kind that can be seen, without Qt's own inner parts."""
    visible = (one for one in window.findChildren(QWidget) if one.isVisible())
    return [one for one in visible if isinstance(one, kind) and not _inner(one)]


def _inner(part: QWidget) -> bool:
    inside = isinstance(part.parent(), QAbstractSpinBox | QComboBox) and isinstance(part, QLineEdit)
    return part.metaObject().className() in INNER or inside


def name_of(part: QWidget) -> str:
    """A part as a reader of a failure finds it again."""
    told = getattr(part, "text", lambda: "")() if isinstance(part, QLabel | QAbstractButton) else ""
    named = told or part.accessibleName() or part.objectName()
    return f"{type(part).__name__} in {type(_page(part)).__name__}: {named!r}"


def _page(part: QWidget) -> QObject:
    parent: QObject = part
    while (above := parent.parent()) is not None and type(parent).__module__.startswith("PySide6"):
        parent = above
    return parent if parent is not part else (part.parent() or part)


# --- clipped texts ----------------------------------------------------------------------------------------


def clipped(window: QWidget, size: QSize) -> list[str]:
    """Parts whose words do not fit, that stick out of what they lie in, or a window that grew beyond `size`.

    A lane may tell something at this very moment: what is wrong must be wrong twice.
    """
    first = set(_clipped(window, size))
    if first:
        QTest.qWait(30)
    return [one for one in _clipped(window, size) if one in first] if first else []


def too_large(window: QWidget, size: QSize) -> list[str]:
    """A window whose parts need more room than `size`, though it does not say so."""
    need = window.minimumSizeHint()
    fits = need.width() <= size.width() and need.height() <= size.height()
    return [] if fits else [f"the window needs {need.width()}x{need.height()}"]


def _clipped(window: QWidget, size: QSize) -> list[str]:
    grown = [f"the window wants {window.width()}x{window.height()}"] if window.size() != size else []
    parts = seen(window, (QLabel, *CONTROLS))
    cut = [name_of(one) for one in parts if _cut(one)]
    out = [f"{name_of(one)} sticks out" for one in parts if _sticks_out(one)]
    return [*grown, *cut, *out, *_headers(window)]


def _cut(part: QWidget) -> bool:
    if isinstance(part, QLabel):
        return _label_cut(part)
    if isinstance(part, QLineEdit | QComboBox):
        return _line_cut(part)
    return isinstance(part, QAbstractButton) and _too_small(part, part.sizeHint())


def _too_small(part: QWidget, need: QSize) -> bool:
    bare = isinstance(part, QPushButton) and not part.text()
    return not bare and (
        part.width() + TOLERANCE < need.width() or part.height() + 2 * TOLERANCE < need.height()
    )


def _label_cut(label: QLabel) -> bool:
    if isinstance(label, Elided) or not label.text():
        return False
    if not label.wordWrap():
        return _too_small(label, label.sizeHint())
    return _too_small(label, QSize(label.minimumSizeHint().width(), label.heightForWidth(label.width())))


def _line_cut(part: QWidget) -> bool:
    if isinstance(part, QComboBox):
        return part.fontMetrics().horizontalAdvance(part.currentText()) + BOX_AIR > part.width()
    assert isinstance(part, QLineEdit)
    return part.fontMetrics().horizontalAdvance(part.placeholderText()) + LINE_AIR > part.width()


def _sticks_out(part: QWidget) -> bool:
    """Whether it is not wholly inside; what scrolls may stick out where one can scroll to it."""
    above = part.parentWidget()
    while above is not None:
        where = QRect(part.mapTo(above, QPoint()), part.size())
        area = above.parent()
        if isinstance(area, QScrollArea) and not _leads_aside(area):
            return where.left() < -TOLERANCE or where.right() > above.width() + TOLERANCE
        if isinstance(above.parent(), QAbstractScrollArea):
            return False
        if not above.rect().adjusted(-TOLERANCE, -TOLERANCE, TOLERANCE, TOLERANCE).contains(where):
            return True
        above = None if above.isWindow() else above.parentWidget()
    return False


def _leads_aside(area: QScrollArea) -> bool:
    """Whether it can be scrolled to the side."""
    return area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def _headers(window: QWidget) -> Iterator[str]:
    for header in (one for one in window.findChildren(QHeaderView) if one.isVisible()):
        for place in range(header.count()):
            shown, need = header.sectionSize(place), header.sectionSizeHint(place)
            if not header.isSectionHidden(place) and need > shown + TOLERANCE:
                title = header.model().headerData(place, header.orientation())
                yield f"column {title!r}: {need} in {shown}"


def untold_cells(window: QWidget) -> list[str]:
    """Cells that may be elided and have no tooltip."""
    return [told for one in seen(window, QTableView) if isinstance(one, QTableView) for told in _untold(one)]


def _untold(table: QTableView) -> Iterator[str]:
    model = table.model()
    for row in range(min(model.rowCount(), 20)):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            if index.data() and not index.data(Qt.ItemDataRole.ToolTipRole):
                yield f"{name_of(table)}: {index.data()!r}"


# --- keys and those who listen ----------------------------------------------------------------------------


def unreachable(app: QApplication, window: QWidget) -> list[str]:
    """Controls that Tab never comes to; of buttons that exclude each other one is enough, arrows do the rest."""
    reached = _walked(app, window)
    missing = [one for one in seen(window, CONTROLS) if one.isEnabled() and one not in reached]
    return [name_of(one) for one in missing if not _beside(one, reached)]


def _walked(app: QApplication, window: QWidget) -> set[QWidget]:
    reached: set[QWidget] = set()
    for _ in range(MOST_STEPS):
        QTest.keyClick(app.focusWidget() or window, Qt.Key.Key_Tab)
        now = app.focusWidget()
        if now is None or (now in reached and len(reached) > 1):
            break
        reached.add(now)
    return reached


def _beside(part: QWidget, reached: set[QWidget]) -> bool:
    if not isinstance(part, QAbstractButton):
        return False
    group = part.group()
    if group is not None and group.exclusive():
        return any(one in reached for one in group.buttons())
    above = part.parent() if part.autoExclusive() else None
    alike = above.findChildren(type(part)) if above is not None else []
    return any(one in reached for one in alike)


def nameless(window: QWidget) -> list[str]:
    """Controls a screen reader has no name for."""
    return [name_of(one) for one in seen(window, CONTROLS) if not _accessible_name(one).strip()]


def _accessible_name(part: QWidget) -> str:
    told = QAccessible.queryAccessibleInterface(part)
    return told.text(QAccessible.Text.Name) if told is not None else ""


# --- words ------------------------------------------------------------------------------------------------


def texts(window: QWidget) -> set[str]:
    """Everything that is written or said in what can be seen."""
    parts = [window, *seen(window, QWidget)]
    found = chain.from_iterable(_texts_of(one) for one in parts)
    return {TAG.sub("", text).strip() for text in found if text}


def _texts_of(part: QWidget) -> Sequence[str]:
    own = [part.toolTip(), part.accessibleName(), part.accessibleDescription()]
    if isinstance(part, QLabel | QAbstractButton):
        own.append(part.text())
    if isinstance(part, QLineEdit):
        own.append(part.placeholderText())
    if isinstance(part, QComboBox):
        own += [part.itemText(place) for place in range(part.count())]
    if isinstance(part, QTableView):
        model = part.model()
        across = Qt.Orientation.Horizontal
        own += [str(model.headerData(n, across) or "") for n in range(model.columnCount())]
    return own
