"""The basket of papers beside the checklist: brought from anywhere, looked at, turned, cut, bound, and attached."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QStackedWidget, QWidget

from admission.problems import ActRefused
from desktop_app.ui.crop_frame import CropFrame
from desktop_app.ui.fields import Card, link, primary, secondary, section, styled
from desktop_app.ui.layouts import WrappingRow, scrolled, wrapped
from desktop_app.ui.office import Office
from desktop_app.ui.paper_devices import CameraSource, Gear, ScannerSource
from desktop_app.ui.paper_doubts import PHOTO, frame_doubts, is_whole
from desktop_app.ui.paper_drops import Brought, choose_files, pasted
from desktop_app.ui.paper_folder import FolderSource
from desktop_app.ui.paper_sheets import Sheet
from desktop_app.ui.paper_strip import PaperStrip
from desktop_app.ui.paper_targets import Target

SOURCES = ("file", "paste", "folder", "scanner", "camera")
TOOLS = {"turn": "↻", "back": "◀", "on": "▶", "out": "✕"}


class PaperBasket(Card):
    """`rested`: all that was brought is read; `attached`: a paper is where it belongs; `emptied`: it was the last one.

    `closed`: somebody leaves the basket. Each application has its own sheets. `leave`: the key of its words.
    """

    rested = Signal()
    attached = Signal()
    emptied = Signal()
    closed = Signal()

    def __init__(self, office: Office, gear: Gear, leave: str = "paper-close") -> None:
        super().__init__(margin=12, spacing=8)
        self._office = office
        self._target: Target | None = None
        self._away = leave
        self._kept: dict[str, list[Sheet]] = {}
        self._waiting = self._done = 0
        self._troubles: list[str] = []
        self._staged: object = None
        self.title, self.leave = section(), link()
        self.sources = {name: styled(secondary(), fit="small") for name in SOURCES}
        self.stage, self.folder = CropFrame(), FolderSource(office)
        self.scanner, self.camera = ScannerSource(office, gear), CameraSource(office, gear)
        self.views, self.strip = QStackedWidget(), PaperStrip()
        self.told = wrapped(styled(QLabel(), role="problem", tone="idle"))
        self.tools = {name: styled(secondary(sign), fit="small") for name, sign in TOOLS.items()}
        self.framed = QCheckBox()
        self.document, self.attach = QComboBox(), primary()
        self.document.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._lay_out()
        self._wire()

    @property
    def busy(self) -> bool:
        """Whether something that was brought is still being read."""
        return bool(self._waiting)

    def show_target(self, target: Target) -> None:
        """The basket of this application, as it was left; another one's sheets are out of sight."""
        before = self._target
        self._target = target
        self._fill_documents(target)
        if before is None or before.id != target.id:
            if before is not None:
                self._kept[before.id] = self.strip.sheets()
            self._begin(self._kept.pop(target.id, []))

    def forget_target(self) -> None:
        """Whatever lies here, or is still being read, belongs nowhere any more."""
        self._target = None
        self._begin([])

    def _begin(self, sheets: Sequence[Sheet]) -> None:
        self.strip.clear()
        self._waiting = self._done = 0
        self._troubles = []
        self.strip.put(sheets)
        self._look()

    def choose_document(self, code: str) -> None:
        """What is brought shows this document."""
        self.document.setCurrentIndex(max(0, self.document.findData(code)))

    def bring(self, papers: Sequence[Brought]) -> None:
        """Read these one after the other on the desk lane; each appears as it is ready, or is told why not."""
        if self._target is None:
            return
        target = self._target
        if not self._waiting:
            self._troubles = []
        self._waiting += len(papers)
        self._progress()
        for paper in papers:
            self._office.do(
                target.bring(paper),
                partial(self._brought, target.id),
                partial(self._not_brought, target.id, paper[0]),
                quietly=True,
            )

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        self.title.setText(words("paper-title"))
        self.leave.setText(words(self._away))
        for name, button in (*self.sources.items(), *self.tools.items(), ("framed", self.framed)):
            button.setToolTip(words(f"paper-{name}-hint"))
            button.setAccessibleName(words(f"paper-{name}-hint"))
        for name, button in self.sources.items():
            button.setText(words(f"paper-{name}"))
        self.framed.setText(words("paper-framed"))
        self.stage.setAccessibleName(words("paper-stage"))
        self.strip.setAccessibleName(words("paper-strip"))
        self.document.setAccessibleName(words("paper-document"))
        for source in (self.folder, self.scanner, self.camera):
            source.retranslate()
        if self._target is not None:
            self._fill_documents(self._target)
        self._look()

    def _fill_documents(self, target: Target) -> None:
        wanted = [(self._office.words.document(code), code) for code in target.documents()]
        box, chosen = self.document, self.document.currentData()
        if wanted == [(box.itemText(row), box.itemData(row)) for row in range(box.count())]:
            return
        box.blockSignals(True)
        box.clear()
        for name, code in wanted:
            box.addItem(name, code)
        self.choose_document(chosen)
        box.blockSignals(False)
        self._look()

    def _brought(self, target: str, sheets: list[Sheet]) -> None:
        if self._target is None or self._target.id != target:
            if target in self._kept:
                self._kept[target].extend(sheets)
            return
        self._done += 1
        if self._done == 1:
            self.strip.clearSelection()
        self.strip.put(sheets)
        self._progress()

    def _not_brought(self, target: str, name: str, refused: ActRefused) -> None:
        if self._target is None or self._target.id != target:
            return
        self._troubles.append(f"{name}: {self._office.trouble(refused)}")
        self._done += 1
        self._progress()

    def _progress(self) -> None:
        if self._done >= self._waiting:
            self._waiting = self._done = 0
            self._look()
            if self._troubles:
                self.say("\n".join(self._troubles), "danger")
            self.rested.emit()
        else:
            words = self._office.words("paper-reading", done=self._done, total=self._waiting)
            self.say(words, "info")

    def _look(self) -> None:
        """The chosen sheet on the stage, with a frame where it is to be the photo."""
        sheet, chosen = self.strip.current_sheet(), self.strip.chosen_sheets()
        if sheet not in chosen:
            sheet = chosen[0] if chosen else None
        photo = self.document.currentData() == PHOTO
        self.framed.setVisible(photo)
        framed = photo and self.framed.isChecked() and sheet is not None and sheet.is_picture
        wanted = (sheet, sheet.turn if sheet is not None else 0, framed)
        if wanted != self._staged:  # a frame that somebody has put stays where it is
            self._staged = wanted
            look = sheet.turned_look if sheet is not None else QImage()
            self.stage.show_picture(look, sheet.turned_size if sheet is not None else look.size(), framed)
        self._judge()

    def _judge(self) -> None:
        """What the button would do now, and what somebody should look at first."""
        words, chosen = self._office.words, self._papers()
        several = len(chosen) > 1
        mixed = several and not all(sheet.is_picture for sheet in chosen)
        self.attach.setEnabled(bool(chosen) and not mixed and not self._waiting)
        self.attach.setText(
            words("paper-attach-several", n=len(chosen)) if several else words("paper-attach")
        )
        if mixed:
            self.say(words("paper-pdf-alone"), "warn")
        elif chosen and self.document.currentData() == PHOTO and chosen[0].is_picture:
            doubts = frame_doubts(chosen[0], self.stage.frame, self._office.desk.now().date())
            self.say("\n".join(map(words.problem, doubts)), "warn")
        elif not self._waiting:
            self.say("" if chosen else words("paper-nothing-yet"))

    def _papers(self) -> list[Sheet]:
        """What would be attached: of a photo one alone, else all that is chosen."""
        chosen = self.strip.chosen_sheets()
        if self.document.currentData() != PHOTO:
            return chosen
        current = self.strip.current_sheet()
        return [current] if current in chosen and current is not None else chosen[:1]

    def _attach(self) -> None:
        assert self._target is not None, "the button belongs to an application"
        office, target, sheets = self._office, self._target, self._papers()
        self.strip.setFocus()  # a button that rests lets the cursor run on
        self.attach.setEnabled(False)
        self.say(office.words("paper-attaching"), "info")
        office.do(
            self._work(target, sheets),
            partial(self._attached, sheets, self.document.currentText()),
            self._refused,
        )

    def _work(self, target: Target, sheets: Sequence[Sheet]) -> Callable[[], None]:
        document, frame = self.document.currentData(), self.stage.frame
        if frame is not None and not is_whole(frame, sheets[0]):
            return target.photo(document, sheets[0], frame)
        return target.pages(document, sheets)

    def _attached(self, sheets: Sequence[Sheet], told: str, _: object) -> None:
        self.strip.take_out(sheets)
        self.attached.emit()
        if not self.strip.count():
            self.emptied.emit()
        self.say(self._office.words("paper-attached", document=told), "good")

    def _refused(self, refused: ActRefused) -> None:
        self._judge()
        self.say(self._office.trouble(refused), "danger")

    def say(self, text: str, tone: str = "idle") -> None:
        """A sentence under what is looked at."""
        self.told.setText(text)
        styled(self.told, tone=tone)
        self.told.setVisible(bool(text))

    def _open(self, name: str) -> None:
        if name == "file":
            self._show(self.stage)
            choose_files(self, self._office.words("paper-file-hint"), self.bring)
        elif name == "paste":
            self.paste()
        else:
            self._show({"folder": self.folder, "scanner": self.scanner, "camera": self.camera}[name])

    def paste(self) -> None:
        """Bring what lies in the clipboard, or tell that it is no paper."""
        self._show(self.stage)
        papers = pasted()
        if papers:
            self.bring(papers)
        else:
            self.say(self._office.words("paper-paste-nothing"), "warn")

    def _show(self, view: QWidget) -> None:
        self.views.setCurrentWidget(view)

    def _lay_out(self) -> None:
        head, sources, tools = WrappingRow(), WrappingRow(), WrappingRow()
        head.addWidget(self.title, 1)
        head.addWidget(self.leave)
        sources.setSpacing(4)
        tools.setSpacing(4)
        for button in self.sources.values():
            sources.addWidget(button, 1)
        for view in (self.stage, self.folder, self.scanner, self.camera):
            self.views.addWidget(view)
        for button in self.tools.values():
            tools.addWidget(button)
        self.framed.setChecked(True)
        tools.addStretch()
        tools.addWidget(self.framed)
        tools.addWidget(self.attach)
        for layout in (head, sources):
            self.add(layout)
        self.inside.addWidget(scrolled(self.views), 1)
        for part in (self.told, self.strip, self.document, tools):
            self.add(part)

    def _wire(self) -> None:
        for name, button in self.sources.items():
            button.clicked.connect(partial(self._open, name))
        for source in (self.folder, self.scanner, self.camera):
            source.brought.connect(self.bring)
        acts = (
            self.strip.turn_chosen,
            partial(self.strip.move_chosen, -1),
            partial(self.strip.move_chosen, 1),
            self.strip.drop_chosen,
        )
        for button, act in zip(self.tools.values(), acts, strict=True):
            button.clicked.connect(act)
        self.strip.chosen.connect(self._look)
        self.strip.itemClicked.connect(lambda _: self._show(self.stage))
        self.stage.moved.connect(self._judge)
        self.stage.turn.connect(self.strip.turn_chosen)
        self.framed.toggled.connect(self._look)
        self.document.currentIndexChanged.connect(self._look)
        self.attach.clicked.connect(self._attach)
        self.leave.clicked.connect(self.closed)
