"""Pictures of any kind a telephone or scanner makes, opened by their bytes: upright, plain; and JPEGs of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Final

from admission.files import FileKind, sniff
from admission.problems import ActRefused, Problem

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

MOST_PIXELS: Final = 120_000_000  # the largest camera of a telephone; more may need more memory than there is
MOST_FRAMES: Final = 40  # pages of one TIFF
LARGEST_PROFILE: Final = 4 * 1024  # bytes; a telephone's colours take 600
GOOD: Final = 92  # quality of a picture that is not made smaller
SIDES: Final = (4000, 3000, 2400, 1800, 1300, 900)  # pixels of the longer side, where bytes must be saved
QUALITIES: Final = (88, 80, 70)


def upright_pictures(data: bytes, at: str = "") -> list[Image]:
    """The picture, or the pages of a TIFF, in grey or RGB, each turned as the camera says.

    ActRefused in words for people: `file-broken` when it cannot be read, `picture-too-many-pixels`,
    `picture-too-many-pages`.
    """
    with _told_as_problems(at), _opened(data) as picture:
        frames = getattr(picture, "n_frames", 1) if sniff(data) == "tiff" else 1
        if frames > MOST_FRAMES:
            raise ActRefused([Problem("picture-too-many-pages", at, {"limit": MOST_FRAMES})])
        return [_frame(picture, number, at) for number in range(frames)]


def jpeg(picture: Image, quality: int = GOOD) -> bytes:
    """A JPEG of the picture that says nothing of camera, place or time."""
    out = BytesIO()
    colours = picture.info.get("icc_profile")
    picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True, icc_profile=colours, exif=b"")
    return out.getvalue()


def at_most(
    most: int, picture: Image, sides: Sequence[int] = SIDES, qualities: Sequence[int] = QUALITIES
) -> bytes | None:
    """The best JPEG of at most so many bytes; None when no size and quality gives one."""
    for side in sides:
        smaller = picture.resize(within(picture.size, side), reducing_gap=3.0)
        smaller.info = picture.info
        for quality in qualities:
            made = jpeg(smaller, quality)
            if len(made) <= most:
                return made
    return None


def within(size: tuple[int, int], side: int) -> tuple[int, int]:
    """This size, or a smaller one of the same shape whose longer side is `side`."""
    longest = max(*size, side)
    return max(1, size[0] * side // longest), max(1, size[1] * side // longest)


def plain(picture: Image) -> Image:
    """Only pixels, and the colours they are meant in: no place, no camera, no time."""
    colours = picture.info.get("icc_profile")
    made = _opaque(picture)
    kept = made.mode == picture.mode and colours and len(colours) <= LARGEST_PROFILE
    made.info = {"icc_profile": colours} if kept else {}
    return made


def turned_right(picture: Image, turn: int) -> Image:
    """The picture turned to the right by so many degrees, a multiple of 90."""
    from PIL.Image import Transpose

    turning = {90: Transpose.ROTATE_270, 180: Transpose.ROTATE_180, 270: Transpose.ROTATE_90}.get(turn % 360)
    if turning is None:
        return picture
    made = picture.transpose(turning)
    made.info = picture.info
    return made


def of_pixels(width: int, height: int, pixels: bytes) -> Image:
    """A picture from rows of B, G, R and an unused byte."""
    from PIL import Image

    return Image.frombytes("RGB", (width, height), pixels, "raw", "BGRX")


def _opaque(picture: Image) -> Image:
    from PIL import Image

    if picture.mode in ("L", "RGB"):
        return picture
    if picture.mode.startswith("I"):  # sixteen bits of grey
        return picture.convert("I").point(lambda level: level / 256).convert("L")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    return picture.convert("L" if picture.mode == "1" else "RGB")


def _opened(data: bytes) -> ImageFile:
    """Image.open counts pixels too, but warns where we decide; its list of formats is longer than ours."""
    from PIL.BmpImagePlugin import BmpImageFile
    from PIL.JpegImagePlugin import JpegImageFile
    from PIL.PngImagePlugin import PngImageFile
    from PIL.TiffImagePlugin import TiffImageFile
    from PIL.WebPImagePlugin import WebPImageFile

    readers: dict[FileKind, type[ImageFile]] = {
        "jpeg": JpegImageFile,
        "png": PngImageFile,
        "tiff": TiffImageFile,
        "bmp": BmpImageFile,
        "webp": WebPImageFile,
    }
    kind = sniff(data)
    reader = _heif() if kind == "heic" else readers.get(kind)
    if reader is None:
        raise ValueError(kind)
    return reader(BytesIO(data))


def _heif() -> type[ImageFile]:
    from pi_heif import HeifImageFile  # a library of its own: only for telephones that need it

    reader: type[ImageFile] = HeifImageFile
    return reader


def _frame(picture: ImageFile, number: int, at: str) -> Image:
    from PIL import ImageOps

    if number:
        picture.seek(number)
    if picture.width * picture.height > MOST_PIXELS:
        params: dict[str, str | int] = {"width": picture.width, "height": picture.height}
        raise ActRefused([Problem("picture-too-many-pixels", at, params)])
    picture.load()
    return plain(ImageOps.exif_transpose(picture).copy())


@contextmanager
def _told_as_problems(at: str) -> Iterator[None]:
    """Whatever Pillow says of damaged bytes is one sentence for people."""
    import struct
    import warnings
    import zlib

    damage = (OSError, SyntaxError, ValueError, KeyError, TypeError, IndexError, EOFError, RuntimeError)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of tags that make no sense; what matters is raised
            yield
    except (*damage, MemoryError, OverflowError, ArithmeticError, struct.error, zlib.error) as broken:
        raise ActRefused([Problem("file-broken", at)]) from broken
