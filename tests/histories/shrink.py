"""Shrinking: a history that breaks an invariant is made as short, and its numbers as small, as it stays broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tests.histories.machine import Step

TRIES = 400


def shrunk(history: Sequence[Step], breaks: Callable[[Sequence[Step]], bool]) -> list[Step]:
    """The smallest history found in so many tries that still breaks the same way."""
    best, left = list(history), TRIES
    found = True
    while found and left > 0:
        found = False
        for smaller in _smaller(best):
            left -= 1
            if breaks(smaller):
                best, found = smaller, True
                break
            if left <= 0:
                break
    return best


def _smaller(history: list[Step]) -> Iterator[list[Step]]:
    """Without a half, a quarter … one step; then with smaller numbers."""
    size = len(history)
    piece = size // 2
    while piece:
        for start in range(size - piece, -1, -piece):
            yield history[:start] + history[start + piece :]
        piece //= 2
    for place, (kind, *numbers) in enumerate(history):
        for which, number in enumerate(numbers):
            for less in {0, number // 2} - {number}:
                fewer = [*numbers[:which], less, *numbers[which + 1 :]]
                yield [*history[:place], (kind, fewer[0], fewer[1], fewer[2]), *history[place + 1 :]]
