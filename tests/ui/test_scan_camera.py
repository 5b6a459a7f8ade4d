"""The camera by QtMultimedia: asked for only when it is wanted, explained where it is absent."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from admission.problems import ActRefused
from desktop_app.ui.scan_camera import camera_here


class Sink(QObject):
    """A video sink that shows what the test gives it."""

    videoFrameChanged = Signal(object)  # noqa: N815 - Qt's own name


class Switch:
    """A camera that only remembers whether it is on."""

    def __init__(self, device: object) -> None:
        self.device, self.on = device, False

    def start(self) -> None:
        """On."""
        self.on = True

    def stop(self) -> None:
        """Off."""
        self.on = False


class Session:
    """Joins the two."""

    def setCamera(self, camera: Switch) -> None:
        """This camera."""
        self.camera = camera

    def setVideoSink(self, sink: Sink) -> None:
        """This sink."""
        self.sink = sink


def multimedia(is_null: bool) -> SimpleNamespace:
    """What of QtMultimedia is used."""
    device = SimpleNamespace(isNull=lambda: is_null)
    return SimpleNamespace(
        QMediaDevices=SimpleNamespace(defaultVideoInput=lambda: device),
        QMediaCaptureSession=Session,
        QCamera=Switch,
        QVideoSink=Sink,
    )


def absent(name: str) -> None:
    raise ModuleNotFoundError(name)


@pytest.mark.parametrize(
    ("load", "code"),
    [(absent, "camera-not-installed"), (lambda name: multimedia(is_null=True), "camera-none")],
)
def test_a_computer_without_a_camera_says_which_part_is_missing(load, code):
    with pytest.raises(ActRefused) as refused:
        camera_here(load)
    assert [one.code for one in refused.value.problems] == [code]


def test_frames_come_while_the_camera_is_on_and_not_after(qapp):
    made = camera_here(lambda name: multimedia(is_null=False))
    seen: list[QImage] = []
    picture = QImage(4, 3, QImage.Format.Format_RGB32)
    frame = SimpleNamespace(toImage=lambda: picture)
    made.start(seen.append)
    made._sink.videoFrameChanged.emit(frame)  # type: ignore[attr-defined]
    assert made._camera.on  # type: ignore[attr-defined]
    made.stop()
    made._sink.videoFrameChanged.emit(frame)  # type: ignore[attr-defined]
    assert seen == [picture]
    assert not made._camera.on  # type: ignore[attr-defined]
