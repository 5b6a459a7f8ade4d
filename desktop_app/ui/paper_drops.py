"""Papers from outside: dropped on a page, pasted from the clipboard, chosen in a dialog; names with bytes or paths."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.scans.folder import SUFFIXES

Brought = tuple[str, bytes | Path]  # a name, and the bytes, or where they lie


def brought_by(mime: QMimeData) -> list[Brought]:
    """Files of this computer, or the picture itself; empty when it is neither."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if paths:
        return [(path.name, path) for path in paths]
    picture = QImage(mime.imageData()) if mime.hasImage() else QImage()
    return [] if picture.isNull() else [("picture.png", png(picture))]


def pasted() -> list[Brought]:
    """What lies in the clipboard."""
    mime: QMimeData | None = (
        QGuiApplication.clipboard().mimeData()
    )  # none at all where nothing was ever copied
    return brought_by(mime) if mime is not None else []


def png(picture: QImage) -> bytes:
    """The picture without loss."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def choose_files(parent: QWidget, title: str, chosen: Callable[[list[Brought]], object]) -> QFileDialog:
    """Ask for files; what the names promise is not believed, only shown first."""

    def told(paths: list[str]) -> None:
        chosen([(Path(one).name, Path(one)) for one in paths])

    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters([" ".join(f"*{suffix}" for suffix in sorted(SUFFIXES)), "*"])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(told)
    dialog.open()
    return dialog


class Drops(QObject):
    """Lets files be dropped anywhere on a page while `may` says so; `dropped` gives them, `at` is where on the page."""

    dropped = Signal(object)

    def __init__(self, page: QWidget, may: Callable[[], bool]) -> None:
        super().__init__(page)
        self._may, self.at = may, QPoint()
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A drag that brings papers is welcome."""
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            return self._drop(event)
        if isinstance(event, QDragEnterEvent):
            mime = event.mimeData()
            if self._may() and (mime.hasUrls() or mime.hasImage()):
                event.acceptProposedAction()
            return True
        return super().eventFilter(watched, event)

    def _drop(self, event: QDropEvent) -> bool:
        papers = brought_by(event.mimeData()) if self._may() else []
        if papers:
            event.setDropAction(Qt.DropAction.CopyAction)  # the file stays where it lies
            event.accept()
            self.at = event.position().toPoint()
            self.dropped.emit(papers)
        return True
