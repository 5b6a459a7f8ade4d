"""Until practice opens: a window that says at once what is being made and how far it is; closing it gives it up."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEventLoop, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QProgressBar, QVBoxLayout, QWidget

from desktop_app.practice import Answer, PracticeTrouble, Told
from desktop_app.settings import Settings
from desktop_app.ui import theme
from desktop_app.ui.fields import heading, quiet
from desktop_app.ui.lane import Lane
from desktop_app.ui.layouts import wrapped
from wording import Texts

WIDTH = 460  # pixels


class PracticeWait(QWidget):
    """`step`: so many are done, of so many, from any thread; `given_up`: it was closed."""

    step = Signal(int, int)
    given_up = Signal()

    def __init__(self, words: Callable[..., str]) -> None:
        super().__init__()
        self._words = words
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title, self.why, self.told, self.bar = wrapped(heading()), quiet(), quiet(), QProgressBar()
        self.setWindowTitle(words("practice-begins"))
        self.title.setText(words("practice-begins"))
        self.why.setText(words("practice-begins-why"))
        self.bar.setRange(0, 0)  # it moves, though nobody has said how far it is
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(words("practice-begins"))
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 28, 32, 28)
        column.setSpacing(12)
        for part in (self.title, self.why, self.bar, self.told):
            column.addWidget(part)
        self.setFixedWidth(round(WIDTH * theme.scale_of(self.font())))
        self.step.connect(self._show)
        self._show(0, 1)
        self.bar.setRange(0, 0)

    def close_when_seen(self) -> None:
        """It stays until the window of practice is there."""
        keep = partial(QWidget.close, self)  # nobody else keeps this window
        QTimer.singleShot(0, keep)

    def tell(self, trouble: BaseException) -> None:
        """Why practice does not open; until somebody has read it."""
        if isinstance(trouble, PracticeTrouble):
            self.title.setText(self._words(f"problem-{trouble.code}"))
            for part in (self.why, self.bar, self.told):
                part.hide()
            loop = QEventLoop()
            self.given_up.connect(loop.quit)
            loop.exec()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Somebody does not want to wait."""
        self.given_up.emit()
        super().closeEvent(event)

    def _show(self, done: int, of: int) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self.told.setText(self._words("practice-begins-step", percent=100 * done // max(1, of)))


def wait_in_window(settings: Settings, answer: Answer, give_up: Callable[[], None]) -> Told:
    """Show the window while the practice centre begins; PracticeTrouble where it does not, or was given up."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication), "practice has windows"
    theme.apply(app, settings.dark, theme.system_scale())
    window = PracticeWait(Texts(settings.language, settings.catalogues))
    window.show()
    window.setFocus()
    return _waited(window, answer, give_up)


def _waited(window: PracticeWait, answer: Answer, give_up: Callable[[], None]) -> Told:
    loop, lane = QEventLoop(), Lane("practice-start")
    found, troubles, left = list[Told](), list[BaseException](), list[bool]()

    def leave() -> None:
        left.append(True)
        give_up()

    def came(told: Told) -> None:
        found.append(told)
        loop.quit()

    def failed(trouble: BaseException) -> None:
        troubles.append(trouble)
        loop.quit()

    window.given_up.connect(leave)
    lane.run(partial(answer, window.step.emit), came, failed)
    loop.exec()
    lane.close()
    window.given_up.disconnect(leave)
    if left:
        raise PracticeTrouble("practice-given-up")
    if not found:
        window.tell(troubles[0])
        raise troubles[0]
    window.close_when_seen()
    return found[0]
