"""Pictures and PDFs as parents bring them, good and bad, made in the test; one telephone's photo as it came."""

from __future__ import annotations

import base64
import random
from io import BytesIO

from PIL import Image

from tests.scans.test_photos import photo, taken_here

__all__ = ["HEIC", "brought", "opened", "pdf_of", "photo", "taken_here", "tiff"]

# 96×64, the left half red, held sideways (EXIF 6), with a place; made once with x265, which we do not ship.
HEIC = base64.b64decode(
    """
AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAaFtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA
ADRpbG9jAAAAAERAAAIAAQAAAAABxQABAAAAAAAAADUAAgAAAAAB+gABAAAAAAAAAKwAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAA
AAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA4GlwcnAAAADAaXBjbwAAAHhodmNDAQNwAAAA
kAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoDCBBZbq
SSmubgIaDAgAAAMAyAAAAwAIQGIAAQAHRAHBcrAiQAAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAABgAAAAQAAAABBw
aXhpAAAAAAMICAgAAAAJaXJvdAMAAAAYaXBtYQAAAAAAAAABAAEFgQIDBIUAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEAAQAAAOlt
ZGF0AAAAMSgBr1iJxB0kv//lwr/+jaSHp7edG4t+CZIuIif1IygMhhweoDm1NC/Cxtg70p7xCFYAAAAGRXhpZgAATU0AKgAAAAgA
AwEPAAIAAAAKAAAAMgESAAMAAAABAAYAAIglAAQAAAABAAAAPAAAAABUZWxlcGhvbmUAAAQAAQACAAAAAk4AAAAAAgAFAAAAAwAA
AHIAAwACAAAAAkUAAAAABAAFAAAAAwAAAIoAAAAAAAAAMwAAAAEAAAAHAAAAAQAAAB4AAAABAAAARwAAAAEAAAAZAAAAAQAAADAA
AAAB
"""
)


def brought(kind: str, width: int = 120, height: int = 80, mode: str = "RGB", **more: object) -> bytes:
    """A picture of that kind: PNG, BMP, WEBP, TIFF, JPEG; noise, so that two are never the same."""
    noise = random.Random(width).randbytes(width * height * len(Image.new(mode, (1, 1)).getbands()))
    out = BytesIO()
    Image.frombytes(mode, (width, height), noise).save(out, kind, **more)
    return out.getvalue()


def tiff(pages: int) -> bytes:
    """Pages of a fax machine."""
    made = [Image.new("1", (60, 80 + number), number % 2) for number in range(pages)]
    out = BytesIO()
    made[0].save(out, "TIFF", save_all=True, append_images=made[1:], compression="group4")
    return out.getvalue()


def pdf_of(*objects: bytes) -> bytes:
    """A PDF whose bytes say what a test needs said; readers would grumble, scanners for danger must not."""
    return b"%PDF-1.5\n" + b"\n".join(objects) + b"\ntrailer\n<<>>\n%%EOF\n"


def opened(data: bytes) -> Image.Image:
    """The picture these bytes hold."""
    return Image.open(BytesIO(data))
