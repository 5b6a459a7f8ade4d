"""Many papers in one PDF look as they do alone, each counts its own pages, and nothing of one stands on another."""

from __future__ import annotations

from functools import partial

import pytest
from msgspec.structs import replace

from admission.problems import ActRefused
from desktop_app.printing.paper import all_to_pdf
from desktop_app.printing.preview import pages
from tests.printing import samples, samples_family
from tests.printing.conftest import raw_pages

LONG = " ".join(["ҚОЖАХМЕТОВА-ӘБДІҒАЛИҚЫЗЫ"] * 9)
RECEIPTS = [
    samples.RECEIPT,
    replace(samples.RECEIPT, id="2", number="А-0008", child="ҺАЙДАРОВА ӘЛИЯ", by_territory=False),
    replace(samples.RECEIPT, id="3", number="А-0009", documents=(), missing=()),
    replace(samples.RECEIPT, id="4", number="А-0010", child=LONG, copy=2),
    replace(samples.RECEIPT, id="5", number="А-0011", documents=(samples.PHOTO,), executor="БАСҚА Б.Б."),
]


@pytest.fixture
def press_many(texts_kk, texts_ru, fonts):
    return partial(all_to_pdf, texts={"kk": texts_kk, "ru": texts_ru}, fonts=fonts)


def test_a_receipt_among_others_looks_as_it_does_alone(press, press_many):
    together = pages(press_many(RECEIPTS), 60)
    alone = [page for receipt in RECEIPTS for page in pages(press(receipt), 60)]
    assert len(together) == len(alone)
    for one, other in zip(together, alone, strict=True):
        different = sum(abs(a - b) > 96 for a, b in zip(one.pixels, other.pixels, strict=True))
        assert different < len(one.pixels) / 2000


def letters(pdf):
    """The letters and digits of each page, whatever the order they are drawn in."""
    return [sorted(one for one in page if one.isalnum()) for page in raw_pages(pdf)]


def test_every_receipt_says_its_own_words(press, press_many):
    assert letters(press_many(RECEIPTS)) == [page for receipt in RECEIPTS for page in letters(press(receipt))]


def test_each_counts_its_own_pages_and_bears_its_own_number(press_many):
    texts = [" ".join(page.split()) for page in raw_pages(press_many(RECEIPTS[:3]))]
    assert all("1-бет, барлығы 1 / стр. 1 из 1" in text for text in texts)
    assert [f"№ А-{n:04} /" in text for n, text in zip((7, 8, 9), texts, strict=True)] == [True] * 3


def test_the_same_receipts_give_the_same_bytes(press_many):
    assert press_many(RECEIPTS) == press_many(RECEIPTS)


def test_what_they_share_is_in_the_file_once(press_many):
    one, ten = (len(press_many([samples.RECEIPT] * n)) for n in (1, 10))
    assert ten < 2 * one


def test_another_kind_of_paper_can_be_many_too(press_many):
    notices = [replace(samples_family.MISSING, number=f"А-{n:04}") for n in range(1, 4)]
    texts = raw_pages(press_many(notices))
    assert len(texts) == 6
    assert "стр. 2 из 2" in " ".join(texts[5].split())


def test_a_letter_without_glyph_in_one_of_them_stops_them_all(press_many):
    with pytest.raises(ActRefused):
        press_many([*RECEIPTS, replace(samples.RECEIPT, child="中")])
