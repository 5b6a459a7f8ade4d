"""Texts: keys to words, and never a key instead of words."""

from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError

import dev
from wording import LANGUAGES, Texts, WordMissing

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def write_words(root: Path, language: str, domain: str, words: dict[str, str]) -> None:
    po = root / "source" / language / f"{domain}.po"
    po.parent.mkdir(parents=True, exist_ok=True)
    entries = "".join(f'msgid "{key}"\nmsgstr "{text}"\n\n' for key, text in words.items())
    po.write_text(HEADER + entries, encoding="utf-8")
    dev.compile_catalogue(po, root / language / f"{domain}.mo")


@pytest.fixture
def root(tmp_path):
    write_words(tmp_path, "kk", "intake", {"greeting": "Сәлеметсіз бе, {name}!"})
    write_words(tmp_path, "kk", "problems", {"problem-too-young": "Бала әлі жас"})
    return tmp_path


def test_a_key_becomes_words_with_its_placeholders_filled(root):
    assert Texts("kk", root)("greeting", name="Әлия") == "Сәлеметсіз бе, Әлия!"


def test_every_domain_of_the_language_is_asked(root):
    assert Texts("kk", root)("problem-too-young") == "Бала әлі жас"


def test_an_unknown_key_is_an_error_and_not_shown(root):
    with pytest.raises(WordMissing, match=r"nowhere.*kk"):
        Texts("kk", root)("nowhere")


def test_a_value_that_looks_like_a_placeholder_is_left_alone(root):
    assert Texts("kk", root)("greeting", name="{name}") == "Сәлеметсіз бе, {name}!"


def test_a_forgotten_placeholder_is_an_error(root):
    with pytest.raises(KeyError, match="name"):
        Texts("kk", root)("greeting")


def test_has_tells_known_from_unknown(root):
    texts = Texts("kk", root)
    assert (texts.has("greeting"), texts.has("problem-too-young"), texts.has("nowhere")) == (
        True,
        True,
        False,
    )


def test_a_language_without_catalogues_is_refused_at_once(root):
    with pytest.raises(FileNotFoundError, match="ru"):
        Texts("ru", root)


def test_a_word_without_translation_is_missing_and_not_empty(tmp_path):
    write_words(tmp_path, "ru", "intake", {"greeting": "", "other": "Другое"})
    assert not Texts("ru", tmp_path).has("greeting")


def test_a_broken_catalogue_is_refused_and_leaves_the_old_one(root):
    po, mo = root / "source" / "kk" / "intake.po", root / "kk" / "intake.mo"
    po.write_text(HEADER + 'msgid "greeting"\nСәлем\n', encoding="utf-8")
    with pytest.raises(PoFileError, match="misformatted"):
        dev.compile_catalogue(po, mo)
    assert Texts("kk", root).has("greeting")


def test_a_catalogue_edited_after_compiling_is_stale(tmp_path):
    write_words(tmp_path, "kk", "intake", {"greeting": "Сәлем"})
    source = tmp_path / "source"
    po = source / "kk" / "intake.po"
    assert dev.stale_catalogues(source) == [po]
    dev.compile_catalogue(po, po.with_suffix(".mo"))
    assert dev.stale_catalogues(source) == []


def test_the_three_languages_come_kazakh_first():
    assert LANGUAGES == ("kk", "ru", "en")


def test_of_two_domains_that_know_a_key_the_first_has_the_last_word(root):
    write_words(root, "kk", "zeal", {"greeting": "Қайырлы күн!"})
    assert Texts("kk", root)("greeting", name="Әлия") == "Сәлеметсіз бе, Әлия!"


def test_a_file_that_is_no_catalogue_is_refused(root):
    (root / "kk" / "notes.mo").write_bytes(b"twenty bytes of notes and more")
    with pytest.raises(OSError, match=r"notes\.mo"):
        Texts("kk", root)
