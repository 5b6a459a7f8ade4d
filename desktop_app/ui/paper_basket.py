"""The basket of papers beside the checklist: brought from anywhere, looked at, turned, cut, bound, and attached."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QStackedWidget, QWidget

from admission.application import Application
from admission.documents import possible_documents
from admission.problems import ActRefused
from desktop_app.ui.crop_frame import CropFrame
from desktop_app.ui.fields import Card, link, primary, secondary, section, styled
from desktop_app.ui.layouts import wrapped
from desktop_app.ui.office import Office
from desktop_app.ui.paper_devices import CameraSource, Gear, ScannerSource
from desktop_app.ui.paper_doubts import PHOTO, frame_doubts, is_whole
from desktop_app.ui.paper_drops import Brought, choose_files, pasted
from desktop_app.ui.paper_folder import FolderSource
from desktop_app.ui.paper_sheets import Sheet, sheets_of
from desktop_app.ui.paper_strip import PaperStrip
from desktop_app.usecases.attach_pages import attach_pages, attach_photo

SOURCES = ("file", "paste", "folder", "scanner", "camera")
TOOLS = {"turn": "↻", "back": "◀", "on": "▶", "out": "✕"}


class PaperBasket(Card):
    """`attached`: a paper joined the application; `closed`: back to the scans. Each application has its own sheets."""

    attached = Signal()
    closed = Signal()

    def __init__(self, office: Office, gear: Gear) -> None:
        super().__init__(margin=12, spacing=8)
        self._office = office
        self._application: Application | None = None
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
        self._lay_out()
        self._wire()

    def show_application(self, application: Application) -> None:
        """The basket of this application, as it was left; another one's sheets are out of sight."""
        before = self._application
        self._application = application
        self._fill_documents(application)
        if before is None or before.id != application.id:
            if before is not None:
                self._kept[before.id] = self.strip.sheets()
            self.strip.clear()
            self._waiting = self._done = 0
            self._troubles = []
            self.strip.put(self._kept.pop(application.id, []))
            self._look()

    def choose_document(self, code: str) -> None:
        """What is brought shows this document."""
        self.document.setCurrentIndex(max(0, self.document.findData(code)))

    def bring(self, papers: Sequence[Brought]) -> None:
        """Read these one after the other on the desk lane; each appears as it is ready, or is told why not."""
        if self._application is None:
            return
        application, limit = self._application.id, self._office.desk.rules.file_max_bytes
        if not self._waiting:
            self._troubles = []
        self._waiting += len(papers)
        self._progress()
        for paper in papers:
            self._office.do(
                partial(sheets_of, paper, limit),
                partial(self._brought, application),
                partial(self._not_brought, paper[0]),
                quietly=True,
            )

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        self.title.setText(words("paper-title"))
        self.leave.setText(words("paper-close"))
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
        if self._application is not None:
            self._fill_documents(self._application)
        self._look()

    def _fill_documents(self, application: Application) -> None:
        rules, words = self._office.desk.profiles[application.rules], self._office.words
        wanted = [
            (words.document(one.code), one.code) for one in possible_documents(application.draft, rules)
        ]
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

    def _brought(self, application: str, sheets: list[Sheet]) -> None:
        if self._application is None or self._application.id != application:
            self._kept.setdefault(application, []).extend(sheets)
            return
        self._done += 1
        if self._done == 1:
            self.strip.clearSelection()
        self.strip.put(sheets)
        self._progress()

    def _not_brought(self, name: str, refused: ActRefused) -> None:
        self._troubles.append(f"{name}: {self._office.trouble(refused)}")
        self._done += 1
        self._progress()

    def _progress(self) -> None:
        if self._done >= self._waiting:
            self._waiting = self._done = 0
            self._look()
            if self._troubles:
                self._say("\n".join(self._troubles), "danger")
        else:
            words = self._office.words("paper-reading", done=self._done, total=self._waiting)
            self._say(words, "info")

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
            self._say(words("paper-pdf-alone"), "warn")
        elif chosen and self.document.currentData() == PHOTO and chosen[0].is_picture:
            doubts = frame_doubts(chosen[0], self.stage.frame, self._office.desk.now().date())
            self._say("\n".join(map(words.problem, doubts)), "warn")
        elif not self._waiting:
            self._say("" if chosen else words("paper-nothing-yet"))

    def _papers(self) -> list[Sheet]:
        """What would be attached: of a photo one alone, else all that is chosen."""
        chosen = self.strip.chosen_sheets()
        if self.document.currentData() != PHOTO:
            return chosen
        current = self.strip.current_sheet()
        return [current] if current in chosen and current is not None else chosen[:1]

    def _attach(self) -> None:
        assert self._application is not None, "the button belongs to an application"
        office, application, sheets = self._office, self._application.id, self._papers()
        self.attach.setEnabled(False)
        self._say(office.words("paper-attaching"), "info")
        office.do(self._work(application, sheets), partial(self._attached, sheets), self._refused)

    def _work(self, application: str, sheets: Sequence[Sheet]) -> Callable[[], None]:
        office, document, frame = self._office, self.document.currentData(), self.stage.frame
        sheet = sheets[0]
        if frame is not None and not is_whole(frame, sheet):
            return partial(
                attach_photo,
                office.desk,
                office.officer,
                application,
                document,
                sheet.paper,
                sheet.turn,
                frame,
            )
        pages = [(one.paper, one.turn) for one in sheets]
        return partial(attach_pages, office.desk, office.officer, application, document, pages)

    def _attached(self, sheets: Sequence[Sheet], _: object) -> None:
        self.strip.take_out(sheets)
        self._say(self._office.words("paper-attached", document=self.document.currentText()), "good")
        self.attached.emit()
        if not self.strip.count():
            self.closed.emit()

    def _refused(self, refused: ActRefused) -> None:
        self._judge()
        self._say(self._office.trouble(refused), "danger")

    def _say(self, text: str, tone: str = "idle") -> None:
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
            self._say(self._office.words("paper-paste-nothing"), "warn")

    def _show(self, view: QWidget) -> None:
        self.views.setCurrentWidget(view)

    def _lay_out(self) -> None:
        head, sources, tools = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
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
        self.inside.addWidget(self.views, 1)
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
