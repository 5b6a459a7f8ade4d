"""What holds for every paper: the same bytes twice, page x of y, the copy mark, names taken as they are."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import closing

import pypdfium2
import pytest
from msgspec.structs import replace

from tests.desk import ROOT
from tests.printing import samples
from tests.printing.conftest import raw_pages

HOSTILE = '<b>&"Әлия</b> <br/> &amp; {name} %s </para>'
PAPERS = [
    pytest.param(samples.RECEIPT, id="receipt"),
    pytest.param(samples.REFUSAL, id="refusal"),
    pytest.param(replace(samples.REFUSAL, confirmed=False), id="provisional"),
    pytest.param(samples.order(60), id="order"),
]
IN_ANOTHER_PROCESS = """
import hashlib, sys
from pathlib import Path
from desktop_app.printing.paper import to_pdf
from tests.printing import samples
from wording import Texts
catalogues, fonts = map(Path, sys.argv[1:])
texts = {language: Texts(language, catalogues) for language in ("kk", "ru")}
print(hashlib.sha256(to_pdf(samples.RECEIPT, texts, fonts)).hexdigest())
"""


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


@pytest.mark.parametrize("paper", PAPERS)
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
    ],
    ids=["child", "reason", "responsible", "school"],
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
