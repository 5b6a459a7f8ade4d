"""The frame around every page: whose school and who works here above, keys and the sync light below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop_app.ui.fields import Elided, key_cap, link, quiet, styled
from desktop_app.ui.languages import LanguageSwitch
from desktop_app.ui.office import Office
from desktop_app.ui.sign_in import school_name
from desktop_app.ui.sync_light import SyncLight
from desktop_app.ui.theme import scale_of

Hint = tuple[str, str]
SEARCH = 300  # pixels at scale 1
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
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(round(SEARCH * scale_of(self.font())))
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self.searched)
        self.languages = LanguageSwitch(office.words)
        self.out = link()
        self.out.clicked.connect(self.leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 10, 18, 10)
        row.setSpacing(14)
        row.addWidget(self.school, 1)
        for part in (self.search, self.languages, self.officer, self.out):
            row.addWidget(part)

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        self.school.say(school_name(self._office))
        self.search.setPlaceholderText(words("search-placeholder"))
        self.search.setAccessibleName(words("search-name"))
        self.out.setText(words("sign-out"))
        self.officer.setText(self._office.officer.name.short if self._office.signed_in else "")

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
        self._hints = QHBoxLayout()
        self._hints.setSpacing(6)
        self.clock = styled(quiet(), role="chip", tone="warn")
        self.clock.setWordWrap(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 4, 12, 4)
        row.addLayout(self._hints)
        row.addStretch()
        row.addWidget(self.clock)
        self.clock.setVisible(stated_clock)
        row.addWidget(light)

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Each key as it is printed on the keyboard, and what it does."""
        while (item := self._hints.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for key, words_key in hints:
            self._hints.addWidget(key_cap(key), 0, Qt.AlignmentFlag.AlignVCenter)
            self._hints.addWidget(styled(QLabel(self._office.words(words_key)), role="small"))
            self._hints.addSpacing(6)

    def tell_time(self, _beat: object = None) -> None:
        """The stated moment, where one is used instead of the computer's clock."""
        if self._stated:
            words = self._office.words
            self.clock.setText(words("stated-clock", at=words.moment(self._office.desk.now())))
