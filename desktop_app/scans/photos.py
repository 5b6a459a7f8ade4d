"""A photo as a thin line can carry it: turned upright, without its place, at most so many bytes; and a thumbnail."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from desktop_app.scans.pictures import MOST_PIXELS, at_most, plain, within

if TYPE_CHECKING:
    from PIL.Image import Image

COPY_BYTES: Final = 500 * 1024  # what is larger gets a copy of at most so much
COPY_SIDES: Final = (2000, 1600, 1200, 900, 600)  # pixels of the longer side
COPY_QUALITIES: Final = (85, 78, 70, 60, 50)
THUMBNAIL_BYTES: Final = 20 * 1024  # what is not larger is its own thumbnail
THUMBNAIL_SIDES: Final = (360, 280, 200, 120)
THUMBNAIL_QUALITIES: Final = (75, 60, 45)


@dataclass(frozen=True)
class Prepared:
    """JPEGs made of a photo; None where the photo itself is small enough, or cannot be read."""

    copy: bytes | None = None
    thumbnail: bytes | None = None


def prepare(photo: bytes) -> Prepared:
    """What is sent before the photo: a copy of one over 500 KB, a thumbnail of one over 20 KB.

    The same bytes give the same JPEGs. A photo that is damaged or has too many pixels gives none: it goes as it is.
    """
    if len(photo) <= THUMBNAIL_BYTES:
        return Prepared()
    picture = _upright(photo)
    if picture is None:
        return Prepared()
    large = len(photo) > COPY_BYTES
    return Prepared(
        copy=at_most(COPY_BYTES, picture, COPY_SIDES, COPY_QUALITIES) if large else None,
        thumbnail=at_most(THUMBNAIL_BYTES, picture, THUMBNAIL_SIDES, THUMBNAIL_QUALITIES),
    )


def _upright(photo: bytes) -> Image | None:
    """The picture at the size of a copy, in grey or RGB, turned as the camera says; None when it cannot be read."""
    import struct

    from PIL import ImageOps
    from PIL.JpegImagePlugin import JpegImageFile  # Image.open counts pixels too, but warns where we decide

    try:
        with JpegImageFile(BytesIO(photo)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            target = within(picture.size, COPY_SIDES[0])
            picture.draft("RGB", target)
            picture.thumbnail(target, reducing_gap=2.0)
            return plain(ImageOps.exif_transpose(picture))
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, struct.error):
        return None  # whatever Pillow says of damaged bytes
