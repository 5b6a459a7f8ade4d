"""The frame of practice mode: a thick coloured edge and a band of words around every screen, never to be overlooked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMainWindow, QVBoxLayout, QWidget

from desktop_app.practice import Told
from desktop_app.ui.fields import link, styled
from desktop_app.ui.wording import Words

EDGE = 8  # pixels
ALL_LANGUAGES = "ЖАТТЫҒУ  ·  УЧЕБНЫЙ РЕЖИМ  ·  PRACTICE"


class PracticeFrame(QFrame):
    """Around everything the window shows; `begin_again`: somebody said twice that all of it may go."""

    begin_again = Signal()

    def __init__(self, inside: QWidget, words: Words, told: Told) -> None:
        super().__init__()
        styled(self, role="practice")
        self._words, self._told, self._sure = words, told, False
        self.label, self.who, self.again = QLabel(ALL_LANGUAGES), QLabel(), link()
        self.label.setObjectName("practice-label")
        self.again.clicked.connect(self._ask)
        band = QHBoxLayout()
        band.setContentsMargins(EDGE, 0, EDGE, EDGE // 2)
        band.setSpacing(18)
        band.addWidget(self.label)
        band.addWidget(self.who, 1, Qt.AlignmentFlag.AlignRight)
        band.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE // 2, EDGE, EDGE)
        column.setSpacing(0)
        column.addLayout(band)
        column.addWidget(inside, 1)
        words.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Every word again; the label itself speaks three languages always."""
        words, told = self._words, self._told
        self.who.setText(words("practice-who", logins=", ".join(told.logins), password=told.password))
        self.who.setToolTip(words("practice-key", folder=told.key_files, password=told.key_password))
        self.again.setText(words("practice-sure" if self._sure else "practice-again"))
        self.again.setToolTip(words("practice-again-explain"))

    def _ask(self) -> None:
        if self._sure:
            self.begin_again.emit()
        self._sure = True
        self.retranslate()


def frame_window(window: QMainWindow, words: Words, told: Told) -> PracticeFrame:
    """Put the frame around everything in the window; its title says it too."""
    inside = window.takeCentralWidget()
    assert inside is not None, "a window without contents has no screens"
    inside.setObjectName("ground")
    inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    frame = PracticeFrame(inside, words, told)
    window.setCentralWidget(frame)

    def mark(title: str) -> None:
        if not title.startswith(ALL_LANGUAGES):
            window.setWindowTitle(f"{ALL_LANGUAGES} — {title}")

    window.windowTitleChanged.connect(mark)
    mark(window.windowTitle())
    return frame
