"""The faces have every letter a paper may need, and say which they lack."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError

from desktop_app.printing.fonts import missing_letters, register
from tests.printing import samples_all
from tests.printing.conftest import raw_pages

KAZAKH = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"
PAPERS = [pytest.param(paper, id=name) for name, paper in samples_all.PAPERS.items()]


@pytest.mark.parametrize("letters", [KAZAKH, KAZAKH.lower(), "ƏəĞğİıŞşÇçÖöÜü", "№«»„“–—₸×·…’", "AZ az 09"])
def test_the_letters_of_kazakhstan_are_all_there(fonts, letters):
    assert missing_letters(letters, fonts) == ""


def test_a_letter_the_faces_lack_is_named_once_and_in_order(fonts):
    assert missing_letters("Нино ნინო 中", fonts) == "ნიო中"


def test_registering_again_is_harmless(fonts):
    register(fonts)
    before = pdfmetrics.getFont("Tinos")
    register(fonts)
    assert pdfmetrics.getFont("Tinos") is before


def test_a_folder_without_the_faces_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(pdfmetrics, "_fonts", {})
    with pytest.raises(TTFError, match="Tinos-Regular"):
        register(tmp_path)


@pytest.mark.parametrize("paper", PAPERS)
def test_every_letter_on_a_paper_has_its_glyph(press, fonts, paper):
    assert missing_letters("".join(raw_pages(press(paper))), fonts) == ""


@pytest.mark.parametrize("paper", PAPERS)
def test_no_other_face_slips_in(press, paper):
    """Helvetica prints Kazakh letters as boxes, and copied text does not show it."""
    faces = {name.split(b"+")[-1] for name in re.findall(rb"/BaseFont /(\S+)", press(paper))}
    assert faces
    assert faces <= {b"Tinos", b"Tinos-Bold", b"Tinos-Italic"}


@pytest.mark.parametrize("paper", PAPERS)
def test_the_kazakh_letters_can_be_copied_out(read, paper):
    letters = "ӘҒҚҢӨҰҮҺІ"
    head = replace(paper.letterhead, name_kk=f"«{letters}» мектебі")
    text = " ".join(read(replace(paper, letterhead=head))).upper()
    assert [letter for letter in letters if letter not in text] == []
