"""Elliptic curves for verifying only: one sum of two multiples of points; nothing here keeps a secret."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import msgspec

_BASE_WIDTH: Final = 7  # the base point serves for ever, a person's key for a batch
_KEY_WIDTH: Final = 5
_SLICES: Final = 4

Affine = tuple[int, int]
Jacobian = tuple[int, int, int]  # X / Z², Y / Z³; Z is 0 at infinity
_INFINITY: Final[Jacobian] = (1, 1, 0)


class Curve(msgspec.Struct, frozen=True):
    """y² = x³ + ax + b modulo the prime `p`; `x`, `y` is the base point, of prime order `q`."""

    p: int
    a: int
    b: int
    q: int
    x: int
    y: int

    @property
    def size(self) -> int:
        """Bytes of a coordinate."""
        return (self.p.bit_length() + 7) // 8

    def holds(self, point: Affine) -> bool:
        """Whether the point lies on the curve."""
        x, y = point
        in_field = 0 <= x < self.p and 0 <= y < self.p
        return in_field and (y * y - (x * x + self.a) * x - self.b) % self.p == 0


def sum_of_multiples(curve: Curve, base_times: int, point: Affine, point_times: int) -> Affine | None:
    """`base_times` of the base point plus `point_times` of the point (factors >= 0); None at infinity.

    The factors are cut into slices that are doubled together: what a point needs for it is made once and kept.
    """
    slices = [
        *_slices(curve, (curve.x, curve.y), base_times, _BASE_WIDTH),
        *_slices(curve, point, point_times, _KEY_WIDTH),
    ]
    total = _INFINITY
    for place in range(max(len(digits) for digits, _ in slices) - 1, -1, -1):
        total = _doubled(curve, total)
        for digits, multiples in slices:
            if place < len(digits) and digits[place]:
                total = _sum(curve, total, _multiple(multiples, digits[place]))
    return _affine(curve, total)


def _slices(
    curve: Curve, point: Affine, times: int, width: int
) -> list[tuple[list[int], tuple[Jacobian, ...]]]:
    """The digits of each slice of the factor, lowest slice first, with the multiples they choose from."""
    bits = _slice_bits(curve)
    parts = [times >> bits * at & ((1 << bits) - 1) for at in range(_SLICES - 1)]
    parts.append(times >> bits * (_SLICES - 1))
    return [
        (_digits(part, width), multiples)
        for part, multiples in zip(parts, _prepared(curve, point, width), strict=True)
    ]


def _slice_bits(curve: Curve) -> int:
    return 8 * curve.size // _SLICES


def _digits(number: int, width: int) -> list[int]:
    """The number in odd digits below 2^(width-1), lowest first, with at least width-1 zeros after each."""
    digits = []
    while number:
        digit = 0
        if number & 1:
            digit = number & ((1 << width) - 1)
            digit -= (digit >> (width - 1)) << width
            number -= digit
        digits.append(digit)
        number >>= 1
    return digits


def _multiple(multiples: Sequence[Jacobian], digit: int) -> Jacobian:
    x, y, z = multiples[abs(digit) >> 1]
    return (x, y, z) if digit > 0 else (x, -y, z)


@lru_cache(maxsize=64)
def _prepared(curve: Curve, point: Affine, width: int) -> tuple[tuple[Jacobian, ...], ...]:
    """For each slice: the point doubled up to it, times 1, 3, 5 … below 2^(width-1)."""
    start, found = (*point, 1), []
    for _ in range(_SLICES):
        found.append(_odd_multiples(curve, start, width))
        for _ in range(_slice_bits(curve)):
            start = _doubled(curve, start)
    return tuple(found)


def _odd_multiples(curve: Curve, point: Jacobian, width: int) -> tuple[Jacobian, ...]:
    found, twice = [point], _doubled(curve, point)
    for _ in range((1 << (width - 2)) - 1):
        found.append(_sum(curve, found[-1], twice))
    return tuple(found)


def _doubled(curve: Curve, point: Jacobian) -> Jacobian:
    p, (x, y, z) = curve.p, point
    if not y or not z:
        return _INFINITY
    squared = y * y % p
    chord = 4 * x * squared % p
    if curve.a == p - 3:
        unit = z * z % p
        slope = 3 * (x - unit) * (x + unit) % p
    else:
        slope = (3 * x * x + curve.a * pow(z, 4, p)) % p
    new_x = (slope * slope - 2 * chord) % p
    return new_x, (slope * (chord - new_x) - 8 * squared * squared) % p, 2 * y * z % p


def _sum(curve: Curve, one: Jacobian, other: Jacobian) -> Jacobian:
    if not one[2]:
        return other
    if not other[2]:
        return one
    p, (x1, y1, z1), (x2, y2, z2) = curve.p, one, other
    unit1, unit2 = z1 * z1 % p, z2 * z2 % p
    from_x, from_y = x1 * unit2 % p, y1 * unit2 % p * z2 % p
    run, rise = (x2 * unit1 - from_x) % p, (y2 * unit1 % p * z1 - from_y) % p
    if not run:
        return _INFINITY if rise else _doubled(curve, one)
    square = run * run % p
    cube, chord = square * run % p, from_x * square % p
    x = (rise * rise - cube - 2 * chord) % p
    return x, (rise * (chord - x) - from_y * cube) % p, z1 * z2 % p * run % p


def _affine(curve: Curve, point: Jacobian) -> Affine | None:
    x, y, z = point
    if not z:
        return None
    inverse = pow(z, -1, curve.p)
    square = inverse * inverse % curve.p
    return x * square % curve.p, y * square % curve.p * inverse % curve.p
