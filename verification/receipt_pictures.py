"""Finds the codes of receipts in scans, photos and PDFs, and in text; its libraries come with the first picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from io import BytesIO
from struct import error
from typing import TYPE_CHECKING, Final
from warnings import catch_warnings, simplefilter

from admission.files import sniff

if TYPE_CHECKING:
    from PIL.Image import Image

MARK: Final = "QABYLDAU"
LONGEST_TEXT: Final = 8 * 1024
MOST_PIXELS: Final = 120_000_000
MOST_PAGES: Final = 1000  # of one PDF
MOST_FRAMES: Final = 200  # of one TIFF
# What Pillow is known to raise for damaged pictures.
TROUBLES: Final = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    ArithmeticError,
    MemoryError,
    error,
)
DPI: Final = (200, 300)  # a PDF is drawn finer only where the first look found nothing


class PictureBroken(ValueError):
    """The bytes are no picture, PDF or text this program can open."""


def codes_in(data: bytes) -> Iterator[tuple[str, ...]]:
    """The codes of each page or picture, as text, each once; an empty tuple for a page without. PictureBroken."""
    text = _text(data)
    if text:
        yield (text,)
    elif sniff(data) == "pdf":
        yield from _in_pdf(data)
    else:
        yield from _in_pictures(data)


def _text(data: bytes) -> str:
    """A code that was copied or typed, line breaks and all."""
    if len(data) > LONGEST_TEXT or MARK.encode() not in data[:64]:
        return ""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    return text.replace("\r", "").replace("\n", "").lstrip()


def _in_pdf(data: bytes) -> Iterator[tuple[str, ...]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as broken:
        raise PictureBroken from broken
    with closing(document):
        for number in range(min(len(document), MOST_PAGES)):
            found: tuple[str, ...] = ()
            with suppress(pypdfium2.PdfiumError):  # one broken page among good ones
                page = document[number]
                found = _first_found(page.render(scale=dpi / 72, grayscale=True).to_pil() for dpi in DPI)
            yield found


def _in_pictures(data: bytes) -> list[tuple[str, ...]]:
    """Every frame of the picture."""
    from PIL import Image

    if sniff(data) == "heic":
        import pi_heif

        pi_heif.register_heif_opener()
    try:
        with catch_warnings():
            simplefilter("ignore")  # what a damaged picture makes Pillow wonder at
            with Image.open(BytesIO(data)) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise PictureBroken
                return [
                    _in_frame(picture, n) for n in range(min(getattr(picture, "n_frames", 1), MOST_FRAMES))
                ]
    except (*TROUBLES, Image.DecompressionBombError) as broken:
        raise PictureBroken from broken


def _in_frame(picture: Image, number: int) -> tuple[str, ...]:
    from PIL import ImageOps

    picture.seek(number)
    return _first_found(_ways(ImageOps.exif_transpose(picture).convert("L")))


def _ways(picture: Image) -> Iterator[Image]:
    """A large photo out of focus is clearer when it is smaller; a small scan when it is larger."""
    yield picture
    yield picture.resize((picture.width * 2 // 3, picture.height * 2 // 3))
    if picture.width < 2000:
        yield picture.resize((picture.width * 2, picture.height * 2))


def _first_found(ways: Iterable[Image]) -> tuple[str, ...]:
    for picture in ways:
        found = _read(picture)
        if found:
            return found
    return ()


def _read(picture: Image) -> tuple[str, ...]:
    import zxingcpp

    seen = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    texts = (bytes(one.bytes).decode("ascii", "replace") for one in seen)
    return tuple(dict.fromkeys(text for text in texts if text.startswith(MARK)))
