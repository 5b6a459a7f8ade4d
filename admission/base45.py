"""Base 45 (RFC 9285): bytes as the letters and digits a QR code holds most densely.

Ours, because `admission` stands on msgspec alone, and because of two texts only one may be a receipt's code: the
package `base45` passes over a line's end. The vectors of the RFC are in the tests.
"""

from __future__ import annotations

import struct
from typing import Final

_LETTERS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES: Final = {letter: value for value, letter in enumerate(_LETTERS)}
_BASE: Final = len(_LETTERS)
_SQUARE: Final = _BASE**2


def base45(data: bytes) -> str:
    """Three letters for two bytes, two for a last one."""
    pairs = len(data) // 2
    spelled = map(_spelled, struct.unpack_from(f">{pairs}H", data))
    last = "".join(_spelled(one)[:2] for one in data[2 * pairs :])
    return "".join(spelled) + last


def from_base45(text: str) -> bytes:
    """The bytes again; ValueError for what no bytes are spelled as."""
    try:
        values = [_VALUES[letter] for letter in text]
        groups = [values[at : at + 3] for at in range(0, len(values), 3)]
        last = groups.pop() if groups and len(groups[-1]) < 3 else []
        pairs = struct.pack(f">{len(groups)}H", *(a + _BASE * b + _SQUARE * c for a, b, c in groups))
        return pairs + (struct.pack("B", last[0] + _BASE * last[1]) if last else b"")
    except (LookupError, struct.error) as wrong:
        raise ValueError("no base 45") from wrong


def _spelled(number: int) -> str:
    return _LETTERS[number % _BASE] + _LETTERS[number // _BASE % _BASE] + _LETTERS[number // _SQUARE]
