"""What came of scanned receipts, as sentences for the window and the shell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.usecases.rebuild import CheckedPaper

Words = Callable[..., str]


def rebuilt_sentences(words: Words, papers: Sequence[CheckedPaper]) -> Iterator[str]:
    """How many were filed, known, refused; then every refused one with its reason."""
    yield summary(words, papers)
    for one in papers:
        if not one.well:
            yield f"  {one.source}: {reason_of(words, one.reason)}"


def no_file_sentence(words: Words, error: OSError) -> str:
    """The file or folder is not there, or may not be read."""
    return words("rebuild-no-file", file=error.filename or "")


def summary(words: Words, papers: Sequence[CheckedPaper]) -> str:
    """The numbers in one sentence."""
    counts = Counter(one.state for one in papers)
    told = ("filed", "known", "refused")
    return words("rebuild-summary", n=len(papers), **{name: counts[name] for name in told})


def reason_of(words: Words, code: str) -> str:
    """Why a receipt does not hold, or is not filed again."""
    return words(code if code.startswith("rebuild-") else f"verdict-{code}")
