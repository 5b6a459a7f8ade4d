"""Sources of papers: a scanner and a camera, where the computer has them; else a sentence that says why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QPixmap, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from admission.files import sniff
from admission.problems import ActRefused, Problem
from desktop_app.scans.scanner import Job, Scanner, scanner_here
from desktop_app.ui.fields import quiet, secondary
from desktop_app.ui.office import Office
from desktop_app.ui.paper_drops import Brought, png
from desktop_app.ui.scan_camera import Camera, camera_here

ASK_EVERY = 150  # milliseconds between two questions to a scanner that works


@dataclass(frozen=True)
class Gear:
    """How to find what the computer has; asked when somebody wants it, not before."""

    scanner: Callable[[], Scanner | None] = scanner_here
    camera: Callable[[], Camera] = camera_here


class ScannerSource(QWidget):
    """`brought`: a page that was scanned. A scan never holds up other work and can be broken off."""

    brought = Signal(object)

    def __init__(self, office: Office, gear: Gear) -> None:
        super().__init__()
        self._office, self._gear = office, gear
        self._scanner: Scanner | None = None
        self._job: Job | None = None
        self._answered: Callable[[bytes], object] = self._searched
        self._pages = 0
        self.devices, self.told = QComboBox(), quiet()
        self.scan, self.search, self.stop = secondary(), secondary(), secondary()
        self._clock = QTimer(self)
        self._clock.setInterval(ASK_EVERY)
        self._clock.timeout.connect(self._ask)
        self._lay_out()
        self._rest()

    def retranslate(self) -> None:
        """Every word again."""
        words = self._office.words
        self.scan.setText(words("paper-scan"))
        self.search.setText(words("paper-scanner-search"))
        self.stop.setText(words("paper-scanner-stop"))
        self.devices.setAccessibleName(words("paper-scanner"))

    def look(self) -> None:
        """Which scanners are there?"""
        self._scanner = self._gear.scanner()
        if self._scanner is None:
            self._say(Problem("scanner-not-installed"))
        else:
            self._begin(self._scanner.search, self._searched, "paper-scanner-searching")

    def halt(self) -> None:
        """Break off what goes on."""
        if self._job is not None:
            self._job.stop()
            self._job = None
            self.told.clear()
        self._rest()

    def showEvent(self, event: QShowEvent) -> None:
        """The first time, look for scanners."""
        super().showEvent(event)
        self.retranslate()
        if self._job is None and not self.devices.count():
            self.look()

    def hideEvent(self, event: QHideEvent) -> None:
        """A scanner that nobody watches is stopped."""
        self.halt()
        super().hideEvent(event)

    def _scan(self) -> None:
        scanner, device = self._scanner, self.devices.currentData()
        if scanner is not None and device:
            self._begin(lambda: scanner.scan(device), self._scanned, "paper-scanner-works")

    def _begin(self, start: Callable[[], Job], answered: Callable[[bytes], object], key: str) -> None:
        try:
            self._job = start()
        except ActRefused as refused:
            self._say(*refused.problems)
            return
        self._answered = answered
        self.told.setText(self._office.words(key))
        self._rest()
        self._clock.start()

    def _ask(self) -> None:
        assert self._job is not None, "the clock goes while there is a job"
        try:
            answer = self._job.result()
        except ActRefused as refused:
            self._job = None
            self._say(*refused.problems)
        else:
            if answer is None:
                return
            self._job = None
            self._answered(answer)
        self._rest()

    def _searched(self, answer: bytes) -> None:
        assert self._scanner is not None, "it answered"
        self.devices.clear()
        for device in self._scanner.devices(answer):
            self.devices.addItem(device.name, device.id)
        if self.devices.count():
            self.told.setText(self._office.words("paper-scanner-ready"))
        else:
            self._say(Problem("scanner-none"))

    def _scanned(self, page: bytes) -> None:
        self._pages += 1
        self.told.setText(self._office.words("paper-scanner-next"))
        papers: list[Brought] = [(f"scan-{self._pages}.{_suffix(page)}", page)]
        self.brought.emit(papers)

    def _say(self, *problems: Problem) -> None:
        self.told.setText("\n".join(map(self._office.words.problem, problems)))

    def _rest(self) -> None:
        """Buttons as it stands with the job."""
        busy = self._job is not None
        if not busy:
            self._clock.stop()
        self.stop.setVisible(busy)
        self.search.setEnabled(not busy)
        self.scan.setEnabled(not busy and self.devices.count() > 0)

    def _lay_out(self) -> None:
        self.scan.clicked.connect(self._scan)
        self.search.clicked.connect(self.look)
        self.stop.clicked.connect(self.halt)
        row = QHBoxLayout()
        for button in (self.scan, self.stop, self.search):
            row.addWidget(button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.devices)
        column.addLayout(row)
        column.addWidget(self.told)
        column.addStretch()


def _suffix(page: bytes) -> str:
    """What the bytes are, so that name and content agree."""
    kind = sniff(page)
    return "jpg" if kind in ("jpeg", "unknown") else kind


class CameraSource(QWidget):
    """`brought`: a picture that was taken. The camera works only while it is seen."""

    brought = Signal(object)

    def __init__(self, office: Office, gear: Gear) -> None:
        super().__init__()
        self._office, self._gear = office, gear
        self._camera: Camera | None = None
        self._last, self._taken = QImage(), 0
        self.view, self.told, self.take = QLabel(), quiet(), secondary()
        self.view.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.view.setMinimumSize(120, 90)
        self.take.clicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view, 1)
        column.addWidget(self.told)
        column.addWidget(self.take, 0, Qt.AlignmentFlag.AlignHCenter)

    def retranslate(self) -> None:
        """Every word again."""
        self.take.setText(self._office.words("paper-camera-take"))
        self.view.setAccessibleName(self._office.words("paper-camera"))

    def showEvent(self, event: QShowEvent) -> None:
        """The light goes on, if there is a camera."""
        super().showEvent(event)
        self.retranslate()
        self.take.setEnabled(False)
        try:
            self._camera = self._camera or self._gear.camera()
        except ActRefused as refused:
            self.told.setText(self._office.trouble(refused))
            return
        self.told.clear()
        self._camera.start(self._show)

    def hideEvent(self, event: QHideEvent) -> None:
        """The light goes out."""
        if self._camera is not None:
            self._camera.stop()
        super().hideEvent(event)

    def _show(self, picture: QImage) -> None:
        if picture.isNull():
            return
        self._last = picture
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        self.view.setPixmap(QPixmap.fromImage(picture.scaled(self.view.size(), keep, smooth)))
        self.take.setEnabled(True)

    def _take(self) -> None:
        self._taken += 1
        papers: list[Brought] = [(f"camera-{self._taken}.png", png(self._last))]
        self.brought.emit(papers)
