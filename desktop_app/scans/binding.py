"""Several pictures bound into one PDF: JPEGs go in as they are, each turned the right way, on pages of A4."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from admission.photos import jpeg_size
from admission.problems import ActRefused, Problem
from desktop_app.scans.pictures import at_most, jpeg, of_pixels, turned_right, upright_pictures
from desktop_app.scans.traces import shot

A4: Final = (595, 842)  # points
OVERHEAD: Final = 4096  # bytes of a PDF beside its pictures, and as many for every page
MOST_PAGES: Final = 40
TURNED_BY: Final = {1: 0, 3: 180, 6: 90, 8: 270}  # what the camera says, in degrees to the right


class Leaf(NamedTuple):
    """A JPEG, and how far it is to be turned to the right, in degrees (a multiple of 90)."""

    jpeg: bytes
    turn: int = 0


def bind(leaves: Sequence[Leaf], limit: int, at: str = "") -> bytes:
    """One PDF of at most `limit` bytes, a page for every leaf, in this order; the same leaves give the same bytes.

    Pictures are made smaller only where they must be. ActRefused: `too-many-pages`, `file-broken`.
    """
    if not 0 < len(leaves) <= MOST_PAGES:
        raise ActRefused([Problem("too-many-pages", at, {"limit": MOST_PAGES})])
    room = limit - OVERHEAD * (len(leaves) + 1)
    total = sum(len(leaf.jpeg) for leaf in leaves)
    share = room if total <= room else room // len(leaves)
    return _pdf([_page(leaf, share, at) for leaf in leaves])


def bind_pixels(pages: Iterable[tuple[int, int, bytes]], number: int, limit: int) -> bytes:
    """One PDF of pages given as width, height and rows of B, G, R and an unused byte; `number` of them."""
    share = (limit - OVERHEAD * (number + 1)) // max(number, 1)
    leaves = [at_most(share, of_pixels(*page)) for page in pages]
    if not leaves or None in leaves:
        raise ActRefused([Problem("file-broken")])
    return _pdf([_Page(leaf, _size(leaf), 0) for leaf in leaves if leaf])


def turned(leaf: Leaf, limit: int, at: str = "") -> bytes:
    """The JPEG itself, turned; untouched when there is nothing to turn."""
    if leaf.turn % 360 == 0:
        return leaf.jpeg
    picture = turned_right(upright_pictures(leaf.jpeg, at)[0], leaf.turn)
    whole = jpeg(picture)
    return whole if len(whole) <= limit else at_most(limit, picture) or whole


class _Page(NamedTuple):
    jpeg: bytes
    size: tuple[int, int]
    turn: int


def _page(leaf: Leaf, share: int, at: str) -> _Page:
    """As it is where a PDF can show it so: grey or colour, not mirrored."""
    held = TURNED_BY.get(shot(leaf.jpeg).orientation)
    size = jpeg_size(leaf.jpeg)
    if held is not None and size is not None and len(leaf.jpeg) <= share and _bands(leaf.jpeg) in (1, 3):
        return _Page(leaf.jpeg, size, (held + leaf.turn) % 360)
    picture = turned_right(upright_pictures(leaf.jpeg, at)[0], leaf.turn)
    whole = jpeg(picture)
    made = whole if len(whole) <= share else at_most(share, picture)
    if made is None:
        raise ActRefused([Problem("too-many-pages", at, {"limit": MOST_PAGES})])
    return _Page(made, picture.size, 0)


def _size(data: bytes) -> tuple[int, int]:
    size = jpeg_size(data)
    assert size is not None, "we made it"
    return size


def _bands(data: bytes) -> int:
    """Colours of a JPEG: 1, 3 or 4, from its start-of-frame; 0 where it does not tell."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        if 0xC0 <= data[at + 1] <= 0xCF and data[at + 1] not in (0xC4, 0xC8, 0xCC):
            return data[at + 9]
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return 0


def _pdf(pages: Sequence[_Page]) -> bytes:
    """Objects 1 and 2 are the catalogue and the list of pages; then three for every page."""
    kids = " ".join(f"{3 + 3 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode("ascii"),
    ]
    for number, page in enumerate(pages):
        objects.extend(_objects(page, 3 + 3 * number))
    return _written(objects)


def _objects(page: _Page, first: int) -> tuple[bytes, bytes, bytes]:
    width, height = page.size
    paper = A4 if height >= width else A4[::-1]
    scale = min(paper[0] / width, paper[1] / height)
    across, down = width * scale, height * scale
    left, low = (paper[0] - across) / 2, (paper[1] - down) / 2
    drawing = f"q {across:.3f} 0 0 {down:.3f} {left:.3f} {low:.3f} cm /P Do Q".encode("ascii")
    colours = "DeviceGray" if _bands(page.jpeg) == 1 else "DeviceRGB"
    leaf = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {paper[0]} {paper[1]}] /Rotate {page.turn} "
        f"/Resources << /XObject << /P {first + 2} 0 R >> >> /Contents {first + 1} 0 R >>"
    )
    about = (
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height} "
        f"/ColorSpace /{colours} /BitsPerComponent 8 /Filter /DCTDecode"
    )
    return leaf.encode("ascii"), _stream("", drawing), _stream(about, page.jpeg)


def _stream(about: str, data: bytes) -> bytes:
    return f"<< {about} /Length {len(data)} >>\nstream\n".encode("ascii") + data + b"\nendstream"


def _written(objects: Sequence[bytes]) -> bytes:
    parts, places, at = [b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"], [], 15
    for number, body in enumerate(objects, 1):
        part = f"{number} 0 obj\n".encode("ascii") + body + b"\nendobj\n"
        places.append(at)
        parts.append(part)
        at += len(part)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n"
    )
    return b"".join((*parts, end.encode("ascii")))
