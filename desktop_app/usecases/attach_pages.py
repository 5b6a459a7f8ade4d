"""Attach from the basket: chosen pictures, turned and in order, become one paper; a photo is cut to its frame."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from admission.roles import Officer
from desktop_app.scans.binding import Leaf, bind, turned
from desktop_app.scans.cropping import Frame, crop
from desktop_app.scans.ready import JPEG, PDF, Paper
from desktop_app.usecases.attach_file import attach_paper
from desktop_app.usecases.desk import Desk


def attach_pages(
    desk: Desk, officer: Officer, application: str, document: str, pages: Sequence[tuple[Paper, int]]
) -> None:
    """Papers, each with degrees to the right: one goes as it is, several JPEGs as one PDF in this order."""
    limit, at = desk.rules.file_max_bytes, f"documents.{document}"
    first, turn = pages[0]
    if len(pages) > 1:
        leaves = [Leaf(paper.data, turn) for paper, turn in pages]
        made = Paper(f"{PurePath(first.name).stem}.pdf", bind(leaves, limit, at), PDF)
    elif first.mime == JPEG:
        made = first._replace(data=turned(Leaf(first.data, turn), limit, at))
    else:
        made = first
    attach_paper(desk, officer, application, document, made)


def attach_photo(
    desk: Desk, officer: Officer, application: str, document: str, photo: Paper, turn: int, frame: Frame
) -> None:
    """The part of the picture that the frame shows, three to four."""
    data = crop(photo.data, frame, desk.rules.file_max_bytes, turn, f"documents.{document}")
    attach_paper(desk, officer, application, document, photo._replace(data=data, mime=JPEG))
