"""The frame around every page: whose school and who works here above, keys and the sync light below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop_app.ui.fields import Elided, link, quiet, styled
from desktop_app.ui.hint_bar import Hint, HintBar
from desktop_app.ui.languages import LanguageSwitch
from desktop_app.ui.office import Office
from desktop_app.ui.sign_in import school_name
from desktop_app.ui.sync_light import SyncLight
from desktop_app.ui.theme import scale_of

SEARCH, LEAST_SEARCH = 300, 165  # pixels at scale 1
OUT_OF_THE_SEARCH = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape})


class Header(QWidget):
    """School, search, language, officer."""

    searched = Signal(str)
    entered = Signal()
    leave = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._office = office
        self.school, self.officer = styled(Elided(), role="label"), QLabel()
        self.search = QLineEdit()
        self.search.setMaximumWidth(round(SEARCH * scale_of(self.font())))
        self.search.setMinimumWidth(round(LEAST_SEARCH * scale_of(self.font())))
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._offer_clearing)
        self.search.textChanged.connect(self.searched)
        self.languages = LanguageSwitch(office.words)
        self.out = link()
        self.out.clicked.connect(self.leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 10, 18, 10)
        row.setSpacing(14)
        row.addWidget(self.school, 1)
        row.addWidget(self.search, 6)
        for part in (self.languages, self.officer, self.out):
            row.addWidget(part)

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        self.school.say(school_name(self._office))
        self.search.setPlaceholderText(words("search-placeholder"))
        self.search.setAccessibleName(words("search-name"))
        self.out.setText(words("sign-out"))
        self.officer.setText(self._office.officer.name.short if self._office.signed_in else "")

    def _offer_clearing(self) -> None:
        """Its icon is looked for when there is something to clear, not while the office opens."""
        self.search.setClearButtonEnabled(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter lead from the search into what was found; Escape gives the queue back."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Escape:
            self.search.clear()
        if event.key() in OUT_OF_THE_SEARCH:
            self.entered.emit()
        return event.key() in OUT_OF_THE_SEARCH


class Footer(QWidget):
    """The keys that work here, the stated clock of a demonstration, the sync light."""

    def __init__(self, office: Office, light: SyncLight, stated_clock: bool = False) -> None:
        super().__init__()
        self.setObjectName("footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._office, self._stated = office, stated_clock
        self.hints = HintBar()
        self.clock = styled(quiet(), role="chip", tone="warn")
        self.clock.setWordWrap(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 4, 12, 4)
        row.addWidget(self.hints, 1)
        row.addWidget(self.clock)
        self.clock.setVisible(stated_clock)
        row.addWidget(light)

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Each key as it is printed on the keyboard, and what it does."""
        self.hints.show_hints(hints, self._office.words)

    def tell_time(self, _beat: object = None) -> None:
        """The stated moment, where one is used instead of the computer's clock."""
        if self._stated:
            words = self._office.words
            self.clock.setText(words("stated-clock", at=words.moment(self._office.desk.now())))
