"""What came of a courier's stick, in sentences: the window and the shell say the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from admission.courier import MEBIBYTE, CourierTrouble
from desktop_app.sync.courier import MOST_FILES
from desktop_app.sync.stick import Saved, TakenIn
from desktop_app.sync.trouble import ServerTrouble

Words = Callable[..., str]
COUNTED = ("confirmed", "asking", "rows", "files")


def saved_sentence(words: Words, saved: Saved, size: str) -> str:
    """What lies on the stick now, and what does not; `size` is its bytes as they are told."""
    told = [words("courier-saved", file=saved.file, acts=saved.acts, files=saved.files, size=size)]
    if saved.left:
        told.append(words("courier-left", files=saved.left, most=MOST_FILES // MEBIBYTE))
    return "\n".join(told)


def taken_sentence(words: Words, answers: Sequence[TakenIn]) -> tuple[str, bool]:
    """What the answers told together, then what is wrong, each sentence once; whether all is well."""
    told = [one.told for one in answers if one.told is not None]
    sentences = []
    if told:
        sums = {name: sum(getattr(one, name) for one in told) for name in COUNTED}
        sentences.append(words("courier-taken", **sums))
    warnings = [sentence for one in answers for sentence in _warnings(words, one)]
    return "\n".join(dict.fromkeys([*sentences, *warnings])), not warnings


def trouble_sentence(words: Words, trouble: CourierTrouble | ServerTrouble) -> str:
    """What is wrong and what to do."""
    params = trouble.params if isinstance(trouble, CourierTrouble) else {}
    return words(f"problem-{trouble.code}", **params)


def _warnings(words: Words, one: TakenIn) -> list[str]:
    found = []
    if one.trouble is not None:
        found.append(f"{one.file}: {trouble_sentence(words, one.trouble)}")
    if one.told is not None and one.told.code:
        found.append(words(f"courier-told-{one.told.code}"))
    if one.told is not None and one.told.missing:
        found.append(words("courier-told-missing", numbers=_numbers(one.told.missing)))
    return found


def _numbers(holes: Sequence[tuple[int, int]]) -> str:
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in holes)
