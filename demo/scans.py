"""Small real files as parents bring them: drawn portraits, papers that look scanned, and files that are wrong."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

import msgspec
from PIL import Image, ImageDraw, ImageFont

FONTS: Final = Path(__file__).parent.parent / "resources" / "fonts"
PHOTO_SIZE: Final = (354, 472)  # 3 x 4 cm at 300 dpi
PAGE_SIZE: Final = (620, 877)  # A4 at 75 dpi
PAGE_DPI: Final = 75
LONG_AGO: Final = time.gmtime(0)  # a PDF writes when it was made; ours are always the same

Colour = tuple[int, int, int]

_WALLS: Final[tuple[Colour, ...]] = ((214, 224, 232), (228, 226, 218), (206, 222, 214), (232, 222, 224))
_SKINS: Final[tuple[Colour, ...]] = ((226, 190, 160), (214, 174, 142), (236, 204, 178))
_HAIRS: Final[tuple[Colour, ...]] = ((46, 36, 32), (74, 52, 38), (110, 78, 50), (30, 28, 30))
_CLOTHES: Final[tuple[Colour, ...]] = (
    (52, 84, 120),
    (122, 58, 66),
    (62, 104, 84),
    (94, 84, 124),
    (70, 74, 84),
)
_INK: Final = 42
_RULE: Final = 155
_LID: Final = 186  # what a scanner sees beside the paper
_STAMP_INK: Final = (58, 78, 158)


class WrongFile(msgspec.Struct, frozen=True):
    """A file that may not be attached, and the code of the problem that says so."""

    name: str
    content: bytes
    problem: str


def photo_jpeg(seed: int, name: str, *, long_hair: bool = False) -> bytes:
    """A drawn portrait without a face, 3 x 4; its colours follow from seed and name."""
    chance = random.Random(f"{seed}/{name}")
    picture = Image.new("RGB", PHOTO_SIZE, chance.choice(_WALLS))
    _draw_person(ImageDraw.Draw(picture), chance, long_hair)
    grainy = Image.blend(picture, _grain(PHOTO_SIZE, chance).convert("RGB"), 0.05)
    return _jpeg(grainy, quality=88, dpi=300)


def form_jpeg(title: str, lines: Sequence[str], seed: int) -> bytes:
    """One page of paper with a heading and lines, a little crooked, as a scanner gives it."""
    return _jpeg(_page(title, lines, seed), quality=50, dpi=PAGE_DPI)


def form_pdf(title: str, lines: Sequence[str], seed: int) -> bytes:
    """The same page as a PDF of one picture."""
    out = BytesIO()
    _page(title, lines, seed).save(
        out, "PDF", resolution=PAGE_DPI, quality=50, creationDate=LONG_AGO, modDate=LONG_AGO
    )
    return out.getvalue()


def wrong_files() -> tuple[WrongFile, ...]:
    """One file for every reason why an attachment is refused (DOMAIN 5 #29, #30)."""
    page = form_jpeg("Үлгі", ("бос бет",), seed=0)
    pdf = form_pdf("Үлгі", ("бос бет",), seed=0)
    return (
        WrongFile("bos.jpg", b"", "file-empty"),
        WrongFile("tym-ulken.jpg", page.ljust(6 * 2**20, b"\0"), "file-too-large"),
        WrongFile("telefon.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + page, "file-format"),
        WrongFile("sken.jpg", pdf, "file-not-what-its-name-says"),
        WrongFile(
            "kupiyasoz.pdf", pdf.replace(b"trailer\n<<", b"trailer\n<< /Encrypt 9 0 R"), "file-encrypted"
        ),
        WrongFile("uzilgen.jpg", page[: len(page) // 2], "file-broken"),
    )


def _draw_person(draw: ImageDraw.ImageDraw, chance: random.Random, long_hair: bool) -> None:
    skin, hair, cloth = chance.choice(_SKINS), chance.choice(_HAIRS), chance.choice(_CLOTHES)
    if long_hair:  # falls behind the shoulders
        draw.rounded_rectangle((96, 130, 258, 372), 70, fill=hair)
    draw.rounded_rectangle((38, 356, 316, 560), 92, fill=cloth)
    draw.polygon(((132, 356), (222, 356), (177, 420)), fill=(242, 242, 240))
    draw.rounded_rectangle((146, 290, 208, 382), 26, fill=tuple(part - 14 for part in skin))
    draw.ellipse((106, 106, 248, 326), fill=hair)
    draw.ellipse((112, 142, 242, 328), fill=skin)
    draw.chord((110, 108, 244, 248), 184, 356, fill=hair)


def _page(title: str, lines: Sequence[str], seed: int) -> Image.Image:
    chance = random.Random(f"{seed}/{title}")
    page = Image.new("L", PAGE_SIZE, chance.randint(226, 240))
    _write(ImageDraw.Draw(page), title, lines)
    crooked = page.rotate(chance.uniform(-1.4, 1.4), Image.Resampling.BILINEAR, fillcolor=_LID)
    scanned = Image.blend(crooked, _grain(PAGE_SIZE, chance), 0.04).convert("RGB")
    _stamp(ImageDraw.Draw(scanned), chance)
    return scanned


def _write(draw: ImageDraw.ImageDraw, title: str, lines: Sequence[str]) -> None:
    heading, text = _font("Tinos-Bold", 21), _font("Tinos-Regular", 18)
    draw.rectangle((42, 37, 578, 840), outline=_RULE)
    draw.multiline_text((310, 64), title, _INK, heading, anchor="ma", align="center", spacing=6)
    for place, line in enumerate(lines):
        y = 164 + 39 * place
        draw.text((65, y), line, _INK, text)
        draw.line((65, y + 26, 555, y + 26), fill=_RULE)


def _stamp(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    """A round stamp that says it is a sample: nobody may take our paper for a real one."""
    x, y = 433 + chance.randint(-20, 20), 708 + chance.randint(-20, 20)
    for radius in (72, 66):
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=_STAMP_INK, width=2)
    draw.multiline_text(
        (x, y), "ҮЛГІ\nОБРАЗЕЦ", _STAMP_INK, _font("Arimo-Bold", 18), anchor="mm", align="center"
    )


def _grain(size: tuple[int, int], chance: random.Random) -> Image.Image:
    """Coarse noise: every second dot drawn, the rest between them."""
    width, height = size[0] // 2, size[1] // 2
    noise = Image.frombytes("L", (width, height), chance.randbytes(width * height))
    return noise.resize(size, Image.Resampling.BILINEAR)


def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"{name}.ttf"), size)


def _jpeg(picture: Image.Image, quality: int, dpi: int) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality, dpi=(dpi, dpi))
    return out.getvalue()
