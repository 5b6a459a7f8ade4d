"""GOST R 34.10 against the published examples (RFC 7091, chapter 7; the standard's A.2) and its own arithmetic."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.ncalayer.gost_key import GostKey
from verification.certificates import read_certificate
from verification.curves import Affine, Curve, sum_of_multiples
from verification.gost import CURVE_256, CURVE_512, gost_holds, signed_by
from verification.signatures import holds, scheme_of
from verification.streebog import streebog

EXAMPLE_256 = Curve(
    p=0x8000000000000000000000000000000000000000000000000000000000000431,
    a=7,
    b=0x5FBFF498AA938CE739B8E022FBAFEF40563F6E6A3472FC2A514C0CE9DAE23B7E,
    q=0x8000000000000000000000000000000150FE8A1892976154C59CFC193ACCF5B3,
    x=2,
    y=0x8E2A8A0E65147D4BD6316030E16D19C85C97F0A9CA267122B96ABBCEA7E8FC8,
)
KEY_256 = (
    57520216126176808443631405023338071176630104906313632182896741342206604859403,
    17614944419213781543809391949654080031942662045363639260709847859438286763994,
)
SIGNED_256 = (
    20798893674476452017134061561508270130637142515379653289952617252661468872421,
    29700980915817952874371204983938256990422752107994319651632687982059210933395,
    574973400270084654178925310019147038455227042649098563933718999175515839552,
)
EXAMPLE_512 = Curve(
    p=int(
        "4531acd1fe0023c7550d267b6b2fee80922b14b2ffb90f04d4eb7c09b5d2d15d"
        "f1d852741af4704a0458047e80e4546d35b8336fac224dd81664bbf528be6373",
        16,
    ),
    a=7,
    b=int(
        "1cff0806a31116da29d8cfa54e57eb748bc5f377e49400fdd788b649eca1ac43"
        "61834013b2ad7322480a89ca58e0cf74bc9e540c2add6897fad0a3084f302adc",
        16,
    ),
    q=int(
        "4531acd1fe0023c7550d267b6b2fee80922b14b2ffb90f04d4eb7c09b5d2d15d"
        "a82f2d7ecb1dbac719905c5eecc423f1d86e25edbe23c595d644aaf187e6e6df",
        16,
    ),
    x=int(
        "24d19cc64572ee30f396bf6ebbfd7a6c5213b3b3d7057cc825f91093a68cd762"
        "fd60611262cd838dc6b60aa7eee804e28bc849977fac33b4b530f1b120248a9a",
        16,
    ),
    y=int(
        "2bb312a43bd2ce6e0d020613c857acddcfbf061e91e5f2c3f32447c259f39b2c"
        "83ab156d77f1496bf7eb3351e1ee4e43dc1a18b91b24640b6dbb92cb1add371e",
        16,
    ),
)
KEY_512 = (
    int(
        "115dc5bc96760c7b48598d8ab9e740d4c4a85a65be33c1815b5c320c854621dd"
        "5a515856d13314af69bc5b924c8b4ddff75c45415c1d9dd9dd33612cd530efe1",
        16,
    ),
    int(
        "37c7c90cd40b0f5621dc3ac1b751cfa0e2634fa0503b3d52639f5d7fb72afd61"
        "ea199441d943ffe7f0c70a2759a3cdb84c114e1f9339fdf27f35eca93677beec",
        16,
    ),
)
SIGNED_512 = (
    int(
        "3754f3cfacc9e0615c4f4a7c4d8dab531b09b6f9c170c533a71d147035b0c591"
        "7184ee536593f4414339976c647c5d5a407adedb1d560c4fc6777d2972075b8c",
        16,
    ),
    int(
        "2f86fa60a081091a23dd795e1e3c689ee512a3c82ee0dcc2643c78eea8fcacd3"
        "5492558486b20f1c9ec197c90699850260c93bcbcd9c5c3317e19344e173ae36",
        16,
    ),
    int(
        "1081b394696ffe8e6585e7a9362d26b6325f56778aadbc081c0bfbe933d52ff5"
        "823ce288e8c4f362526080df7f70ce406a6eeb1f56919cb92a9853bde73e5b4a",
        16,
    ),
)
EXAMPLES = [(EXAMPLE_256, KEY_256, SIGNED_256), (EXAMPLE_512, KEY_512, SIGNED_512)]
CURVES = [CURVE_256, CURVE_512]
FEW = settings(max_examples=20, deadline=None)


@pytest.mark.parametrize(("curve", "key", "signed"), EXAMPLES)
def test_the_published_example_holds(curve, key, signed):
    assert curve.holds(key)
    assert signed_by(curve, key, *signed)


@pytest.mark.parametrize(("curve", "key", "signed"), EXAMPLES)
@pytest.mark.parametrize("which", range(3))
@pytest.mark.parametrize("change", [-1, 1])
def test_the_published_example_with_one_number_beside_it_does_not(curve, key, signed, which, change):
    changed = [number + change * (at == which) for at, number in enumerate(signed)]
    assert not signed_by(curve, key, *changed)


@pytest.mark.parametrize(("curve", "key", "signed"), EXAMPLES)
def test_numbers_outside_the_order_are_refused(curve, key, signed):
    number, r, s = signed
    for wrong in ((0, s), (r, 0), (r + curve.q, s), (r, s + curve.q), (-r, s), (curve.q, s)):
        assert not signed_by(curve, key, number, *wrong)


@pytest.mark.parametrize("curve", [*CURVES, EXAMPLE_256, EXAMPLE_512])
def test_the_order_of_the_base_point_is_what_the_standard_says(curve):
    base = (curve.x, curve.y)
    assert curve.holds(base)
    assert sum_of_multiples(curve, curve.q, base, 0) is None
    assert sum_of_multiples(curve, curve.q + 1, base, 0) == base
    assert sum_of_multiples(curve, 0, base, 0) is None


def slow_multiple(curve: Curve, point: Affine, times: int) -> Affine | None:
    """By the schoolbook: affine points, an inverse for every step."""
    total: Affine | None = None
    for bit in f"{times:b}":
        total = slow_sum(curve, total, total)
        if bit == "1":
            total = slow_sum(curve, total, point)
    return total


def slow_sum(curve: Curve, one: Affine | None, other: Affine | None) -> Affine | None:
    if one is None or other is None:
        return other if one is None else one
    (x1, y1), (x2, y2) = one, other
    if x1 == x2 and (y1 + y2) % curve.p == 0:
        return None
    above, below = (3 * x1 * x1 + curve.a, 2 * y1) if one == other else (y2 - y1, x2 - x1)
    slope = above * pow(below, -1, curve.p) % curve.p
    x = (slope * slope - x1 - x2) % curve.p
    return x, (slope * (x1 - x) - y1) % curve.p


@FEW
@given(some.sampled_from(CURVES), some.integers(0, 2**512), some.integers(0, 2**512), some.integers(1, 9))
def test_the_fast_sum_is_the_schoolbooks(curve, first, second, small):
    base = (curve.x, curve.y)
    point = slow_multiple(curve, base, small)
    assert point is not None
    slow = slow_sum(curve, slow_multiple(curve, base, first), slow_multiple(curve, point, second))
    assert sum_of_multiples(curve, first, point, second) == slow


def test_a_point_of_small_order_is_added_without_falling_over():
    """The shorter curve has four times as many points as its order: one of them has y = 0."""
    x = 0x100FE73F595FF158E974B44D478D9588744FE5C192AC47EA63075DCE7A14AAA
    assert CURVE_256.holds((x, 0))
    assert sum_of_multiples(CURVE_256, 0, (x, 0), 2) is None
    assert sum_of_multiples(CURVE_256, 0, (x, 0), 7) == (x, 0)


@FEW
@given(some.sampled_from(CURVES), some.binary(max_size=100), some.integers(1, 2**250))
def test_what_a_key_signs_holds_and_holds_for_nothing_else(curve, text, secret):
    key = GostKey(curve, secret)
    signature = key.sign(text)
    digest = streebog(text, curve.size)
    assert gost_holds(key.public, signature, digest)
    assert not gost_holds(key.public, signature, streebog(text + b" ", curve.size))
    assert not gost_holds(GostKey(curve, secret + 1).public, signature, digest)
    assert not gost_holds(key.public, signature[curve.size :] + signature[: curve.size], digest)


@pytest.mark.parametrize("length", [0, 1, 64, 127, 129])
def test_a_signature_of_another_length_is_refused(length):
    key = GostKey(CURVE_512, 7)
    signature = (key.sign(b"x") * 2)[:length]
    assert not gost_holds(key.public, signature, streebog(b"x", 64))


def test_a_short_digest_is_not_signed_by_a_long_key():
    key = GostKey(CURVE_512, 7)
    assert not gost_holds(key.public, key.sign(b"x"), streebog(b"x", 32))


def test_a_key_that_is_not_on_the_curve_is_no_key():
    key = GostKey(CURVE_512, 7)
    outside = key.public[:-1] + bytes([key.public[-1] ^ 1])
    assert not gost_holds(outside, key.sign(b"x"), streebog(b"x", 64))


@settings(max_examples=200, deadline=None)
@given(some.binary(max_size=200))
def test_no_bytes_make_the_key_reader_fall_over(junk):
    assert not gost_holds(junk, b"\1" * 128, b"\1" * 64)


@pytest.mark.parametrize(
    ("below", "above"),
    [
        ("root_gost_2022.pem", "root_gost_2022.pem"),
        ("nca_gost_2022.pem", "root_gost_2022.pem"),
        ("individual_2015_test.pem", "nca_gost2015_test.cer"),
    ],
)
def test_real_certificates_of_the_nca_hold_and_a_changed_bit_does_not(nca_certificate, below, above):
    issued, issuer = (read_certificate(nca_certificate(name)) for name in (below, above))
    scheme = scheme_of(issued.algorithm)
    assert scheme is not None
    assert holds(issuer.key, scheme, issued.signature, issued.signed)
    assert not holds(issuer.key, scheme, issued.signature, issued.signed[:-1] + b"\0")
    wrong = bytes([issued.signature[0] ^ 1]) + issued.signature[1:]
    assert not holds(issuer.key, scheme, wrong, issued.signed)


@pytest.mark.parametrize(
    ("signature", "digest"),
    [
        ("1.2.398.3.10.1.1.2.3.2", "1.2.398.3.10.1.3.2"),
        ("1.2.398.3.10.1.1.2.2", "1.2.398.3.10.1.3.2"),
        ("1.2.398.3.10.1.1.2.2", "2.16.840.1.101.3.4.2.1"),
        ("1.2.840.113549.1.1.1", "1.2.398.3.10.1.3.3"),
        ("1.2.840.113549.1.1.11", "1.2.840.113549.2.5"),
        ("1.2.840.113549.1.1.5", ""),
        ("", ""),
    ],
)
def test_a_key_does_not_go_with_any_digest(signature, digest):
    assert scheme_of(signature, digest) is None
