"""Base 45 (RFC 9285): bytes as the letters and digits a QR code holds most densely."""

from __future__ import annotations

from typing import Final

_LETTERS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES: Final = {letter: value for value, letter in enumerate(_LETTERS)}
_BASE: Final = len(_LETTERS)


def base45(data: bytes) -> str:
    """Three letters for two bytes, two for a last one."""
    pairs = (data[at : at + 2] for at in range(0, len(data), 2))
    return "".join(_spelled(int.from_bytes(pair), 3 if len(pair) == 2 else 2) for pair in pairs)


def from_base45(text: str) -> bytes:
    """The bytes again; ValueError for what no bytes are spelled as."""
    groups = (text[at : at + 3] for at in range(0, len(text), 3))
    return b"".join(map(_bytes, groups))


def _spelled(number: int, letters: int) -> str:
    return "".join(_LETTERS[number // _BASE**place % _BASE] for place in range(letters))


def _bytes(group: str) -> bytes:
    if len(group) == 1 or not set(group) <= _VALUES.keys():
        raise ValueError("no base 45")
    number: int = sum(_VALUES[letter] * _BASE**place for place, letter in enumerate(group))
    size = len(group) - 1
    if number >= 256**size:
        raise ValueError("no base 45")
    return number.to_bytes(size)
