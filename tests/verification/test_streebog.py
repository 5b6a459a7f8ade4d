"""Streebog against the published examples (RFC 6986, chapter 10) and against the borders of its blocks."""

from __future__ import annotations

import pytest

from verification.streebog import streebog

M1 = b"012345678901234567890123456789012345678901234567890123456789012"
M2 = "Се ветри, Стрибожи внуци, веютъ с моря стрелами на храбрыя плъкы Игоревы".encode("cp1251")
CARRIES = b"\xee" * 64 + b"\x16" + b"\x11" * 62 + b"\x16"  # an overflow through all bytes of the check sum


@pytest.mark.parametrize(
    ("text", "digest"),
    [
        (M1, "9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500"),
        (M2, "9dd2fe4e90409e5da87f53976d7405b0c0cac628fc669a741d50063c557e8f50"),
        (b"", "3f539a213e97c802cc229d474c6aa32a825a360b2a933a949fd925208d9ce1bb"),
        (CARRIES, "81bb632fa31fcc38b4c379a662dbc58b9bed83f50d3a1b2ce7271ab02d25babb"),
    ],
)
def test_the_short_digest_is_the_published_one(text, digest):
    assert streebog(text, 32).hex() == digest


@pytest.mark.parametrize(
    ("text", "digest"),
    [
        (
            M1,
            "1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa"
            "00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f41797891c1646f48",
        ),
        (
            M2,
            "1e88e62226bfca6f9994f1f2d51569e0daf8475a3b0fe61a5300eee46d961376"
            "035fe83549ada2b8620fcd7c496ce5b33f0cb9dddc2b6460143b03dabac9fb28",
        ),
        (
            b"",
            "8e945da209aa869f0455928529bcae4679e9873ab707b55315f56ceb98bef0a7"
            "362f715528356ee83cda5f2aac4c6ad2ba3a715c1bcd81cb8e9f90bf4c1c1a8a",
        ),
    ],
)
def test_the_long_digest_is_the_published_one(text, digest):
    assert streebog(text, 64).hex() == digest


def test_every_length_around_the_borders_of_a_block_has_a_digest_of_its_own():
    digests = {streebog(b"a" * length, size) for length in range(0, 195) for size in (32, 64)}
    assert len(digests) == 2 * 195


def test_trailing_zeros_are_not_swallowed_by_the_padding():
    assert len({streebog(b"a" + b"\0" * zeros, 64) for zeros in range(70)}) == 70


def test_another_size_is_refused():
    with pytest.raises(ValueError, match="size"):
        streebog(b"", 20)
