"""What holds for every paper: the same bytes twice, page x of y, the copy mark, names taken as they are."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import closing
from typing import get_args

import pypdfium2
import pytest
from msgspec.structs import replace

from admission.printouts import Printout
from admission.problems import ActRefused
from admission.school_papers import JournalLine
from desktop_app.printing.paper import KINDS, languages_of
from tests.desk import ROOT
from tests.printing import samples, samples_all, samples_family, samples_school
from tests.printing.conftest import raw_pages

HOSTILE = '<b>&"Әлия</b> <br/> &amp; {name} %s </para>'
PAPERS = [pytest.param(paper, id=name) for name, paper in samples_all.PAPERS.items()]
UNNUMBERED = {"form-blank", "journal", "class-list", "alphabet"}  # these are named by their year or class
NUMBERED = [
    pytest.param(paper, id=name) for name, paper in samples_all.PAPERS.items() if name not in UNNUMBERED
]
IN_ANOTHER_PROCESS = """
import hashlib, sys
from pathlib import Path
from desktop_app.printing.paper import to_pdf
from tests.printing import samples, samples_all, samples_family, samples_school
from wording import Texts
catalogues, fonts = map(Path, sys.argv[1:])
texts = {language: Texts(language, catalogues) for language in ("kk", "ru")}
print(hashlib.sha256(to_pdf(samples.RECEIPT, texts, fonts)).hexdigest())
"""


def struck(address: str) -> JournalLine:
    return replace(samples_school.journal(1).lines[0], address=address, struck=True)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_same_contents_give_the_same_bytes(press, paper):
    assert press(paper) == press(paper)


def test_another_process_gives_the_same_bytes(catalogues, fonts):
    def digest(seed: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", IN_ANOTHER_PROCESS, catalogues, fonts],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    assert digest("1") == digest("2") != ""


@pytest.mark.parametrize("paper", PAPERS)
def test_every_page_says_which_of_how_many_it_is(read, paper):
    pages = read(paper)
    counts = [re.findall(r"(\d+)-бет, барлығы (\d+) / стр\. (\d+) из (\d+)", page) for page in pages]
    assert counts == [[(str(n), str(len(pages))) * 2] for n in range(1, len(pages) + 1)]


@pytest.mark.parametrize("paper", NUMBERED)
def test_every_page_bears_the_number_in_its_footer(read, paper):
    assert all(page.count(f"№ {paper.number} /") == 1 for page in read(paper))


@pytest.mark.parametrize("paper", PAPERS)
def test_a_first_print_bears_no_copy_mark_and_a_reprint_bears_it_on_every_page(read, paper):
    mark = "көшірме 3 / копия 3"
    assert not any(re.search(r"көшірме \d / копия", page) for page in read(paper))
    assert all(mark in page for page in read(replace(paper, copy=3)))


@pytest.mark.parametrize("paper", PAPERS)
def test_one_language_alone_is_a_whole_paper(read, paper):
    kazakh, russian = (" ".join(read(paper, (language,))) for language in ("kk", "ru"))
    assert "Мектеп директоры" in kazakh or "жауапты тұлға" in kazakh
    assert "Директор школы" in russian or "Ответственное лицо" in russian
    assert "М.П." not in kazakh
    assert "М.О." not in russian


@pytest.mark.parametrize("paper", PAPERS)
def test_the_file_names_the_paper_it_is(press, paper):
    with closing(pypdfium2.PdfDocument(press(paper))) as document:
        about = document.get_metadata_dict()
    assert about["Subject"] == paper.id
    assert paper.number in about["Title"]


@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_is_drawn_that_could_be_taken_for_an_emblem(press, paper):
    assert b"/Subtype /Image" not in press(paper)


@pytest.mark.parametrize(
    "paper",
    [
        replace(samples.RECEIPT, child=HOSTILE),
        replace(samples.REFUSAL, reason=HOSTILE),
        replace(samples.order(1), responsible=HOSTILE),
        replace(samples.RECEIPT, letterhead=replace(samples.HEAD, name_kk=HOSTILE)),
        replace(samples_family.WITHDRAWAL, reason=HOSTILE),
        replace(samples_family.FORM, applicant=HOSTILE),
        replace(samples_family.SLIP, other_school=HOSTILE),
        replace(samples_school.journal(1), lines=(struck(HOSTILE),)),
    ],
    ids=["child", "reason", "responsible", "school", "withdrawal", "form", "slip", "struck"],
)
def test_what_looks_like_markup_is_printed_as_it_is(read, paper):
    assert HOSTILE in " ".join(read(paper))


@pytest.mark.parametrize(
    "paper",
    [
        replace(samples.RECEIPT, child="ҮМБЕТ ӘЛИЯ", applicant="ҮМБЕТ ӘСЕЛ"),
        replace(samples.REFUSAL, child="ҮМБЕТ ӘЛИЯ", applicant="ҮМБЕТ ӘСЕЛ"),
        samples.order(3),
    ],
    ids=["receipt", "refusal", "order"],
)
def test_a_name_without_patronymic_leaves_no_double_spaces(press, paper):
    assert not any("  " in line for page in raw_pages(press(paper)) for line in page.splitlines())


def test_every_printout_has_a_way_to_be_printed():
    assert set(KINDS) == set(get_args(Printout))


def test_a_letter_no_face_has_is_refused_with_its_name_and_never_printed_as_a_box(press):
    with pytest.raises(ActRefused) as refused:
        press(replace(samples.RECEIPT, child="ნინო 中"))
    (problem,) = refused.value.problems
    assert problem.code == "paper-letters"
    assert "中 (U+4E2D)" in str(problem.params["letters"])


def test_a_latin_name_as_a_foreign_document_spells_it_is_printed(read):
    assert "ƏLİYEV ĞALYM ŞAHİN" in read(replace(samples.RECEIPT, child="ƏLİYEV ĞALYM ŞAHİN"))[0]


@pytest.mark.parametrize(
    ("paper", "languages"),
    [
        (samples_family.FORM, ("kk",)),
        (replace(samples_family.FORM, language="ru"), ("ru",)),
        (samples_family.BLANK, ("kk", "ru")),
        (samples.RECEIPT, ("kk", "ru")),
    ],
    ids=["kazakh", "russian", "blank", "receipt"],
)
def test_the_paper_chooses_its_languages(paper, languages):
    assert languages_of(paper) == languages
