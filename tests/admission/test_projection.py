"""The projection and the buckets: both ends make the same of the same rows, and old numbers keep their meaning."""

from __future__ import annotations

import hashlib

import pytest

from admission.application import Status
from admission.buckets import BUCKETS, DIGITS, bucket_digests, bucket_of, unequal
from admission.projection import VERSION, keys_of, line_of, projected
from admission.wire import dump_row
from benchmarks.crowd import crowd

# Of the lines and keys below. Where it changes, desks and centres of two versions project otherwise:
# give `admission.projection.VERSION` its next number, and this table another entry.
MADE = {
    1: "4a67827bdb345cee0f8836a082e35beb11bae19e61f3a38e835b01c4d482ac65",
    2: "7b4690135fbb0615c9381c12d60cccfb32c13c9d83a64e570bf39ca38fe73f54",
    3: "f5b487a2c765d8a14d79512deb557ed9c9c5b5ad0acdbf17773850fcab57e0b4",
}


def test_lines_and_keys_are_those_of_their_version():
    sha = hashlib.sha256()
    for application in crowd(300, "school-63", seed=7):
        sha.update(repr((line_of(application), keys_of(application))).encode())
    assert sha.hexdigest() == MADE[VERSION]


def test_a_row_read_in_part_gives_the_same_line():
    for application in crowd(50, "school-63", seed=3):
        part = projected(dump_row(application))
        assert line_of(part) == line_of(application)
        assert keys_of(part) == keys_of(application)
    assert line_of(part)[9] in {status.value for status in Status}


def test_a_bucket_is_the_first_byte_of_a_hash():
    assert bucket_of("application", "a1") == hashlib.sha256(b"application\0a1").digest()[0]
    assert {bucket_of("application", str(n)) for n in range(5000)} == set(range(BUCKETS))


def test_digests_name_the_bucket_that_differs_and_no_other():
    mine = sorted(("application", str(n), 1) for n in range(1000))
    other = sorted([*mine[:10], ("application", mine[10][1], 2), *mine[11:]])
    one, two = bucket_digests(mine), bucket_digests(other)
    assert len(one) == BUCKETS * DIGITS
    assert unequal(one, one) == []
    assert unequal(one, two) == [bucket_of("application", mine[10][1])]


@pytest.mark.parametrize("said", ["", "0", "x" * 5000])
def test_what_is_no_digest_differs_everywhere(said):
    assert unequal(bucket_digests([]), said) == list(range(BUCKETS))
