"""A school may word its papers itself; what it wrote is checked first and refused with file, name and reason."""

from __future__ import annotations

import pytest

from admission.problems import ActRefused
from desktop_app.printing.own_words import paper_texts
from desktop_app.printing.paper import to_pdf
from tests.printing import samples_family
from tests.printing.conftest import raw_pages


@pytest.fixture
def words_of(catalogues, fonts, tmp_path):
    def written(language: str, text: str):
        (tmp_path / f"{language}.toml").write_text(text, encoding="utf-8")
        return paper_texts(catalogues, tmp_path, fonts)

    return written


def test_without_files_the_words_are_ours(catalogues, fonts, tmp_path, texts_kk):
    assert paper_texts(catalogues, tmp_path, fonts)["kk"]("paper-form-title") == texts_kk("paper-form-title")


def test_the_schools_own_title_stands_on_the_paper(words_of, fonts):
    texts = words_of("kk", '"paper-form-title" = "ӨТІНІШ (мектеп үлгісі)"')
    text = " ".join(" ".join(raw_pages(to_pdf(samples_family.FORM, texts, fonts))).split())
    assert "ӨТІНІШ (мектеп үлгісі)" in text


def test_a_word_of_one_language_leaves_the_other_alone(words_of, texts_ru):
    texts = words_of("kk", '"paper-form-title" = "ӨТІНІШХАТ"')
    assert texts["ru"]("paper-form-title") == texts_ru("paper-form-title")


@pytest.mark.parametrize(
    ("text", "reason", "name", "detail"),
    [
        ('"paper-form-titel" = "ӨТІНІШ"', "unknown", "paper-form-titel", ""),
        ('"problem-paper-letters" = "{letters}"', "unknown", "problem-paper-letters", ""),
        ('"paper-form-footer" = "Өтініш"', "placeholder", "paper-form-footer", "{number}"),
        ('"paper-form-title" = "ӨТІНІШ {number}"', "placeholder", "paper-form-title", "{number}"),
        (
            '"paper-form-footer" = "№ {number:>9999999}"',
            "placeholder",
            "paper-form-footer",
            "{number:>9999999}",
        ),
        ('"paper-form-footer" = "№ {number.x}"', "placeholder", "paper-form-footer", "{number.x}"),
        ('"paper-form-footer" = "№ {number"', "placeholder", "paper-form-footer", "expected '}'"),
        ('"paper-form-title" = "  "', "empty", "paper-form-title", ""),
        ('"paper-form-title" = 7', "empty", "paper-form-title", ""),
        ('"paper-form-title" = "ӨТІНІШ 中"', "letters", "paper-form-title", "中"),
        ('"paper-form-title = ', "broken", "", "nterminated"),
    ],
)
def test_what_cannot_be_printed_is_refused_by_name(words_of, text, reason, name, detail):
    with pytest.raises(ActRefused) as refused:
        words_of("kk", text)
    (problem,) = refused.value.problems
    assert (problem.code, problem.params["file"]) == (f"own-words-{reason}", "kk.toml")
    assert problem.params["name"] == name
    assert detail in str(problem.params["detail"])


def test_markup_in_own_words_is_printed_and_not_obeyed(words_of, fonts):
    texts = words_of("kk", '"paper-form-title" = "<b>ӨТІНІШ</b> &"')
    assert "<b>ӨТІНІШ</b> &" in " ".join(raw_pages(to_pdf(samples_family.FORM, texts, fonts, ("kk",))))


def test_a_file_saved_by_notepad_is_read(catalogues, fonts, tmp_path):
    (tmp_path / "ru.toml").write_bytes(b"\xef\xbb\xbf" + '"paper-form-title" = "ЗАЯВКА"'.encode())
    assert paper_texts(catalogues, tmp_path, fonts)["ru"]("paper-form-title") == "ЗАЯВКА"
