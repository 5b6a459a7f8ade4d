"""A PDF that is too large made of pictures of its pages; one that is signed, or will not shrink, stays as it is."""

from __future__ import annotations

from admission.problems import ActRefused
from desktop_app.scans.binding import MOST_PAGES, bind_pixels
from desktop_app.scans.pdf_inside import is_signed
from desktop_app.scans.ready import PDF, Paper

DOTS_PER_INCH = 150  # small print stays readable


def fit_pdf(paper: Paper, limit: int) -> Paper:
    """The paper in at most `limit` bytes where that can be done. PDFium: call from the desk lane."""
    if paper.mime != PDF or len(paper.data) <= limit or is_signed(paper.data):
        return paper
    from desktop_app.printing.preview import count, each_page

    try:
        number = count(paper.data)
        if number > MOST_PAGES:
            return paper
        pages = ((one.width, one.height, one.pixels) for one in each_page(paper.data, DOTS_PER_INCH))
        return paper._replace(data=bind_pixels(pages, number, limit))
    except (RuntimeError, ActRefused):  # PDFium's own error is a RuntimeError
        return paper
