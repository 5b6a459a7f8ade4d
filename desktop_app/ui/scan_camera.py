"""The camera of the computer, where there is one: a small interface, and QtMultimedia behind it if it is installed."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtGui import QImage

from admission.problems import ActRefused, Problem

Shown = Callable[[QImage], object]


class Camera(Protocol):
    """All the windows know of cameras."""

    def start(self, show: Shown) -> None:
        """Give every picture to `show`, on the GUI thread."""

    def stop(self) -> None:
        """The light goes out."""


class QtCamera:
    """The first camera of the system, by QtMultimedia."""

    def __init__(self, multimedia: Any, device: Any) -> None:
        self._session = multimedia.QMediaCaptureSession()
        self._camera = multimedia.QCamera(device)
        self._sink = multimedia.QVideoSink()
        self._show: Shown | None = None
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._frame)

    def start(self, show: Shown) -> None:
        """See Camera."""
        self._show = show
        self._camera.start()

    def stop(self) -> None:
        """See Camera."""
        self._show = None
        self._camera.stop()

    def _frame(self, frame: Any) -> None:
        if self._show is not None:
            self._show(frame.toImage())


def camera_here(load: Callable[[str], Any] = importlib.import_module) -> Camera:
    """The camera of this computer; ActRefused `camera-not-installed` or `camera-none`."""
    try:
        multimedia = load("PySide6.QtMultimedia")
    except ImportError as absent:
        raise ActRefused([Problem("camera-not-installed")]) from absent
    device = multimedia.QMediaDevices.defaultVideoInput()
    if device.isNull():
        raise ActRefused([Problem("camera-none")])
    return QtCamera(multimedia, device)
