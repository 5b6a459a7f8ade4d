"""What came of a folder for a court, in a sentence; the words its notes and pages are written in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from admission.problems import ActRefused
from desktop_app.usecases.export_court_folder import CourtFolder
from wording import LANGUAGES, Texts

Words = Callable[..., str]


def tongues_of(catalogues: Path) -> dict[str, Texts]:
    """The words of every language."""
    return {language: Texts(language, catalogues) for language in LANGUAGES}


def done_sentence(words: Words, done: CourtFolder) -> str:
    """Where the folder lies, how many files, whether something is missing."""
    key = "court-done-gaps" if done.gaps else "court-done"
    return words(key, name=done.path, n=done.files, gaps=done.gaps)


def refused_sentence(words: Words, refused: ActRefused) -> str:
    """Why nothing was written."""
    return "\n".join(words(f"problem-{one.code}", **one.params) for one in refused.problems)
