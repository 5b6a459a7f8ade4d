"""The 3×4 photo cut out of a larger picture, where a frame was put."""

from __future__ import annotations

from typing import Final, NamedTuple

from desktop_app.scans.pictures import at_most, jpeg, turned_right, upright_pictures, within

WIDE, HIGH = 3, 4
LARGEST_SIDE: Final = 1600  # pixels; more than a printed 3×4 cm can show


class Frame(NamedTuple):
    """Where the photo is cut: left and top edge and width, in pixels of the upright, turned picture; 3 to 4."""

    left: float
    top: float
    width: float

    @property
    def height(self) -> float:
        """Four thirds of the width."""
        return self.width * HIGH / WIDE


def middle_frame(width: float, height: float) -> Frame:
    """The largest frame, in the middle."""
    wide = min(width, height * WIDE / HIGH)
    return Frame((width - wide) / 2, (height - wide * HIGH / WIDE) / 2, wide)


def kept_inside(frame: Frame, width: float, height: float) -> Frame:
    """The frame, made smaller and moved so that it lies within a picture of that size."""
    wide = max(1.0, min(frame.width, width, height * WIDE / HIGH))
    high = wide * HIGH / WIDE
    return Frame(min(max(frame.left, 0), width - wide), min(max(frame.top, 0), height - high), wide)


def crop(photo: bytes, frame: Frame, limit: int, turn: int = 0, at: str = "") -> bytes:
    """A JPEG of what the frame shows, three to four, at most `limit` bytes; ActRefused when it cannot be read."""
    from PIL import Image

    picture = turned_right(upright_pictures(photo, at)[0], turn)
    frame = kept_inside(frame, *picture.size)
    size = within(_three_to_four(frame), LARGEST_SIDE)
    box = (frame.left, frame.top, frame.left + frame.width, frame.top + frame.height)
    cut = picture.resize(_exact(size), Image.Resampling.LANCZOS, box=box)
    cut.info = picture.info
    whole = jpeg(cut)
    return whole if len(whole) <= limit else at_most(limit, cut) or whole


def _three_to_four(frame: Frame) -> tuple[int, int]:
    return max(WIDE, round(frame.width)), max(HIGH, round(frame.height))


def _exact(size: tuple[int, int]) -> tuple[int, int]:
    part = max(1, round(size[0] / WIDE))
    return WIDE * part, HIGH * part
