"""The words papers are printed with: the catalogues', and before them the school's own, checked to the last letter."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from admission.problems import ActRefused, Problem
from desktop_app.printing.fonts import missing_letters
from wording import Texts
from wording.own import OwnWordsWrong, own_words


def paper_texts(catalogues: Path, folder: Path, fonts: Path) -> dict[str, Texts]:
    """Words by language, with those of `folder/kk.toml` and `folder/ru.toml` where the school keeps them.

    Raises ActRefused with the file, the name and the reason: a paper with half a label is not printed.
    """
    texts = {language: Texts(language, catalogues) for language in ("kk", "ru")}
    return {language: _with_own(one, folder / f"{language}.toml", fonts) for language, one in texts.items()}


def _with_own(texts: Texts, file: Path, fonts: Path) -> Texts:
    try:
        own = own_words(file, texts)
    except OwnWordsWrong as wrong:
        params = {"file": wrong.file, "name": wrong.name, "detail": wrong.detail}
        raise ActRefused((Problem(f"own-words-{wrong.reason}", params={**params}),)) from wrong
    _check_letters(own, file, fonts)
    return texts.preferring(own)


def _check_letters(own: Mapping[str, str], file: Path, fonts: Path) -> None:
    for name, text in own.items():
        missing = missing_letters(text, fonts)
        if missing:
            params: dict[str, str | int] = {"file": file.name, "name": name, "detail": " ".join(missing)}
            raise ActRefused((Problem("own-words-letters", params=params),))
