"""Receipts as an office scanner gives them, and the many children they are of."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import islice

from msgspec.structs import replace
from PIL import Image

from admission.application import ApplicationDraft
from admission.identifiers import iin_with_check_digit
from admission.people import PersonName
from desktop_app.printing.preview import pages
from tests.desk import CHILD, a_draft

SURNAMES = "Ахметов Бейсенов Ғабитов Досанов Ержанов Жүнісов Зейнолла Исаев Қанатов Ли".split()
GIVEN = "Әлихан Бекзат Данияр Ерасыл Мансұр Нұртас Олжас Рамазан Санжар Тимур".split()


def children(how_many: int) -> Iterator[ApplicationDraft]:
    """Drafts of so many children, each with an IIN of its own."""
    numbers = filter(None, (iin_with_check_digit(f"2009155{n:04}") for n in range(1, 10_000)))
    for place, iin in enumerate(islice(numbers, how_many)):
        name = PersonName(f"{SURNAMES[place % 10]}{'бекғалидос'[place // 10 % 10]}", GIVEN[place // 20 % 10])
        child = replace(CHILD, iin=iin, name=name)
        yield a_draft(child=child, confirmed=("similar-child",), confirmed_because="егіз емес")


def scan_of(pdf: bytes, quality: int = 60) -> bytes:
    """The first page of a paper: 200 dpi, grey, JPEG, a little askew."""
    page = pages(pdf, 200)[0]
    picture = Image.frombytes("RGBX", (page.width, page.height), bytes(page.pixels)).convert("L")
    out = BytesIO()
    picture.rotate(2, expand=True, fillcolor=255).save(out, "JPEG", quality=quality)
    return out.getvalue()
