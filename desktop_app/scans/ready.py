"""Whatever a parent brings, made into what may be attached: JPEG pages and PDFs, clean, of a bearable size."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final, Literal, NamedTuple

from admission.files import check_file, sniff
from admission.problems import ActRefused, Problem, blocks, refuse_if
from desktop_app.scans.pdf_inside import has_program, without_places
from desktop_app.scans.pictures import at_most, jpeg, upright_pictures
from desktop_app.scans.traces import without_traces

Mime = Literal["application/pdf", "image/jpeg"]
JPEG: Final[Mime] = "image/jpeg"
PDF: Final[Mime] = "application/pdf"
TAKEN: Final = ("pdf", "jpeg", "png", "heic", "tiff", "bmp", "webp")  # kinds of files that can be made ready
MOST_READ: Final = 100 * 1024 * 1024  # bytes of a file that are read at all


class Paper(NamedTuple):
    """A JPEG or PDF with the name it goes by; nothing in it tells a place."""

    name: str
    data: bytes
    mime: Mime


def papers_of(name: str, data: bytes, limit: int, at: str = "") -> list[Paper]:
    """The file as it may be attached: a PDF as it is, any picture as a JPEG of at most `limit` bytes, a TIFF by pages.

    A PDF over the limit comes back as large as it is. ActRefused when it is empty, broken, encrypted, carries a
    program, or is not what its name says.
    """
    wrong = check_file(name, data, at, max_bytes=limit, formats=TAKEN)
    refuse_if(() if all(one.code == "file-too-large" for one in blocks(wrong)) else blocks(wrong))
    kind = sniff(data)
    if kind == "pdf":
        if has_program(data):
            raise ActRefused([Problem("file-with-program", at)])
        return [Paper(name, without_places(data), PDF)]
    if kind == "jpeg":
        return [Paper(name, _small_enough(without_traces(data), limit, at), JPEG)]
    return _converted(name, data, limit, at)


def _small_enough(data: bytes, limit: int, at: str) -> bytes:
    if len(data) <= limit:
        return data
    made = at_most(limit, upright_pictures(data, at)[0])
    if made is None:
        raise ActRefused([Problem("file-broken", at)])
    return made


def _converted(name: str, data: bytes, limit: int, at: str) -> list[Paper]:
    stem, made = PurePath(name).stem, []
    pictures = upright_pictures(data, at)
    for number, picture in enumerate(pictures, 1):
        whole = jpeg(picture)
        page = whole if len(whole) <= limit else at_most(limit, picture)
        assert page is not None, "the smallest picture fits"
        made.append(Paper(f"{stem}-{number}.jpg" if len(pictures) > 1 else f"{stem}.jpg", page, JPEG))
    return made
