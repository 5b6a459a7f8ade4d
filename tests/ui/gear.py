"""A scanner and a camera for tests: they do at once, or not at all, what real ones do slowly."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtGui import QColor, QImage

from admission.problems import ActRefused, Problem
from desktop_app.scans.scanner import Device, Job, Scanner
from desktop_app.ui.paper_devices import Gear
from desktop_app.ui.scan_camera import Shown


@dataclass
class KeptJob:
    """Answers after so many questions; an answer of None is a failure."""

    answer: bytes | None
    after: int = 1
    stopped: bool = False

    def result(self) -> bytes | None:
        """See Job."""
        self.after -= 1
        if self.after > 0:
            return None
        if self.answer is None:
            raise ActRefused([Problem("scanner-failed")])
        return self.answer

    def stop(self) -> None:
        """See Job."""
        self.stopped = True


@dataclass
class KeptScanner:
    """Finds these devices and gives these pages one after the other."""

    names: list[str] = field(default_factory=lambda: ["Epson WF-2830"])
    pages: list[bytes | None] = field(default_factory=list)
    after: int = 1
    jobs: list[KeptJob] = field(default_factory=list)

    def search(self) -> Job:
        """See Scanner."""
        return KeptJob(b"found")

    def devices(self, answer: bytes) -> list[Device]:
        """See Scanner."""
        return [Device(name.lower(), name) for name in self.names]

    def scan(self, device: str) -> Job:
        """See Scanner."""
        self.jobs.append(KeptJob(self.pages.pop(0), self.after))
        return self.jobs[-1]


class KeptCamera:
    """Shows one picture in one colour as soon as it starts."""

    def __init__(self) -> None:
        self.on = False

    def start(self, show: Shown) -> None:
        """See Camera."""
        self.on = True
        picture = QImage(320, 240, QImage.Format.Format_RGB32)
        picture.fill(QColor("#2266aa"))
        show(picture)

    def stop(self) -> None:
        """See Camera."""
        self.on = False


def gear(scanner: Scanner | None = None, camera: KeptCamera | None = None) -> Gear:
    """A computer with these, or without."""

    def find() -> KeptCamera:
        if camera is None:
            raise ActRefused([Problem("camera-not-installed")])
        return camera

    return Gear(lambda: scanner, find)
