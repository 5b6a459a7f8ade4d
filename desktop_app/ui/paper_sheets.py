"""A sheet of the basket: a paper made ready, and how it looks; made on the desk lane."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QTransform

from admission.problems import ActRefused, Problem
from desktop_app.scans.folder import read_file
from desktop_app.scans.ready import PDF, Paper, papers_of
from desktop_app.ui.paper_drops import Brought

LOOK = 1400  # pixels of the longer side: enough for any screen part it is shown in
PDF_DPI = 70


@dataclass(eq=False)
class Sheet:
    """`look` is upright; `size` the pixels of the whole upright picture; `turn` degrees to the right since then."""

    paper: Paper
    look: QImage
    size: QSize
    pages: int = 1
    turn: int = 0
    held: int = 0  # the number it is held under with an unfinished form

    @property
    def is_picture(self) -> bool:
        """No PDF: it can be turned, cut and bound."""
        return self.paper.mime != PDF

    @property
    def turned_look(self) -> QImage:
        """As it was turned here."""
        return self.look.transformed(QTransform().rotate(self.turn)) if self.turn else self.look

    @property
    def turned_size(self) -> QSize:
        """The pixels of the whole picture, as it was turned here."""
        return self.size.transposed() if self.turn % 180 else self.size


def sheets_of(brought: Brought, limit: int) -> list[Sheet]:
    """The file made ready and looked at; ActRefused when it is nothing that may be attached. PDFium: desk lane."""
    name, what = brought
    data = read_file(what) if isinstance(what, Path) else what
    return list(map(sheet_of, papers_of(name, data, limit)))


def sheet_of(paper: Paper) -> Sheet:
    """A paper that was made ready, looked at; ActRefused where it cannot be. PDFium: desk lane."""
    return _pdf(paper) if paper.mime == PDF else _picture(paper)


def _picture(paper: Paper) -> Sheet:
    buffer = QBuffer()
    buffer.setData(QByteArray(paper.data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() > LOOK or size.height() > LOOK:
        reader.setScaledSize(size.scaled(LOOK, LOOK, Qt.AspectRatioMode.KeepAspectRatio))
    look = reader.read()
    if look.isNull():
        raise ActRefused([Problem("file-broken")])
    lies = (look.width() > look.height()) != (size.width() > size.height())
    return Sheet(paper, look, size.transposed() if lies else size)


def _pdf(paper: Paper) -> Sheet:
    from desktop_app.printing.preview import count, each_page
    from desktop_app.ui.scan_view import page_picture

    try:
        look = page_picture(next(each_page(paper.data, PDF_DPI)))
        return Sheet(paper, look, look.size(), count(paper.data))
    except (RuntimeError, StopIteration) as broken:  # PDFium's own error is a RuntimeError
        raise ActRefused([Problem("file-broken")]) from broken
