"""Attach from the basket: chosen pictures, turned and in order, become one paper; a photo is cut to its frame."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from admission.profiles import RuleProfile
from admission.roles import Officer
from desktop_app.scans.binding import Leaf, bind, turned
from desktop_app.scans.cropping import Frame, crop
from desktop_app.scans.ready import JPEG, PDF, Paper
from desktop_app.usecases.attach_file import attach_paper
from desktop_app.usecases.desk import Desk

Pages = Sequence[tuple[Paper, int]]  # papers, each with degrees to the right


def attach_pages(desk: Desk, officer: Officer, application: str, document: str, pages: Pages) -> None:
    """One paper goes as it is, several JPEGs as one PDF in this order."""
    attach_paper(desk, officer, application, document, one_paper(desk.rules, document, pages))


def attach_photo(
    desk: Desk, officer: Officer, application: str, document: str, photo: Paper, turn: int, frame: Frame
) -> None:
    """The part of the picture that the frame shows, three to four."""
    attach_paper(desk, officer, application, document, cut(desk.rules, document, photo, turn, frame))


def one_paper(rules: RuleProfile, document: str, pages: Pages) -> Paper:
    """What the pages become together; ActRefused where they cannot."""
    limit, at = rules.file_max_bytes, f"documents.{document}"
    first, turn = pages[0]
    if len(pages) > 1:
        leaves = [Leaf(paper.data, turn) for paper, turn in pages]
        return Paper(f"{PurePath(first.name).stem}.pdf", bind(leaves, limit, at), PDF)
    if first.mime == JPEG:
        return first._replace(data=turned(Leaf(first.data, turn), limit, at))
    return first


def cut(rules: RuleProfile, document: str, photo: Paper, turn: int, frame: Frame) -> Paper:
    """The photo, turned, within its frame."""
    data = crop(photo.data, frame, rules.file_max_bytes, turn, f"documents.{document}")
    return photo._replace(data=data, mime=JPEG)
