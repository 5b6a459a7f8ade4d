"""Streebog: the hash of GOST R 34.11-2012 (RFC 6986), in Kazakhstan GOST R 34.11-2015."""

from __future__ import annotations

import struct
from functools import cache
from typing import Final

from verification.streebog_numbers import MATRIX, ROUNDS, SUBSTITUTION

SIZES: Final = (32, 64)  # bytes of a digest
_BLOCK: Final = 64
_MODULUS: Final = 1 << 512
_WORDS: Final = struct.Struct("<8Q")

Tables = tuple[tuple[int, ...], ...]


def streebog(data: bytes, size: int) -> bytes:
    """The digest of `size` bytes, 32 or 64, in the order in which programs write it; ValueError for other sizes.

    A fifth of a millisecond for each 64 bytes: meant for manifests, not for pictures.
    """
    if size not in SIZES:
        raise ValueError("size")
    start = 0 if size == 64 else int.from_bytes(b"\1" * _BLOCK, "little")
    return _digest(data, start, _tables()).to_bytes(_BLOCK, "little")[_BLOCK - size :]


def _digest(data: bytes, state: int, tables: Tables) -> int:
    bits, total = 0, 0
    whole = len(data) - len(data) % _BLOCK
    for at in range(0, whole, _BLOCK):
        block = int.from_bytes(data[at : at + _BLOCK], "little")
        state = _step(state, bits, block, tables)
        bits, total = (bits + 8 * _BLOCK) % _MODULUS, (total + block) % _MODULUS
    block = int.from_bytes(data[whole:] + b"\1", "little")
    state = _step(state, bits, block, tables)
    bits, total = (bits + 8 * (len(data) - whole)) % _MODULUS, (total + block) % _MODULUS
    return _step(_step(state, 0, bits, tables), 0, total, tables)


def _step(state: int, bits: int, block: int, tables: Tables) -> int:
    """The compression function: twelve rounds of a cipher, its key made of the state."""
    key, text = _mix(state ^ bits, tables), block
    for constant in ROUNDS:
        text = _mix(text ^ key, tables)
        key = _mix(key ^ constant, tables)
    return text ^ key ^ state ^ block


def _mix(state: int, tables: Tables) -> int:
    """Substitution, transposition and linear map at once: each table holds what one byte adds to a word."""
    t0, t1, t2, t3, t4, t5, t6, t7 = tables
    rows = state.to_bytes(_BLOCK, "little")
    columns = zip(*[rows[at : at + 8] for at in range(0, _BLOCK, 8)], strict=True)
    # A list, not a generator: this is the one place where time is spent.
    words = [
        t0[a] ^ t1[b] ^ t2[c] ^ t3[d] ^ t4[e] ^ t5[f] ^ t6[g] ^ t7[h] for a, b, c, d, e, f, g, h in columns
    ]
    return int.from_bytes(_WORDS.pack(*words), "little")


@cache
def _tables() -> Tables:
    """Made at the first use, in some milliseconds; small enough for the processor to keep near."""
    return tuple(tuple(_share(byte, place) for byte in SUBSTITUTION) for place in range(8))


def _share(byte: int, place: int) -> int:
    word = 0
    for bit in range(8):
        if byte >> bit & 1:
            word ^= MATRIX[63 - 8 * place - bit]
    return word
