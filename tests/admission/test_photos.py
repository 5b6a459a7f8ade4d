"""Photos and sets of files: what is asked about at the very edge of size, age and weight."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from admission.photos import FileOfSet, check_photo, check_set, jpeg_size
from admission.problems import Problem

TODAY = date(2026, 8, 25)
MEGABYTE = 2**20
FRAME = bytes.fromhex("ffc0 0011 08 0190 012c")  # 400 high, 300 wide
COMMENT = bytes.fromhex("fffe 0004 4141")


@pytest.mark.parametrize(
    ("data", "size"),
    [(b"\xff\xd8" + FRAME, (300, 400)), (b"\xff\xd8" + COMMENT + FRAME, (300, 400)),
     (b"\xff\xd8" + COMMENT * 3 + FRAME, (300, 400)), (b"\xff\xd8" + FRAME[:-1], None),
     (b"\xff\xd8" + b"\x00" + FRAME, None), (b"\xff\xd8", None), (b"", None)],
    ids=["at once", "after a comment", "after three", "cut", "no mark", "only begun", "empty"],
)  # fmt: skip
def test_the_size_stands_in_the_frame_behind_the_other_segments(data, size):
    assert jpeg_size(data) == size


@pytest.mark.parametrize("mark", ["c4", "c8", "cc", "e0", "da"])
def test_other_marks_carry_no_size(mark):
    assert jpeg_size(b"\xff\xd8\xff" + bytes.fromhex(mark) + FRAME[2:]) is None


def small(width, height):
    return Problem("photo-small", "documents.photo", {"width": width, "height": height}, "warn")


@pytest.mark.parametrize(
    ("size", "expected"),
    [((300, 400), []), ((299, 400), [small(299, 400)]), ((300, 399), [small(300, 399)]),
     ((630, 800), []), ((570, 800), []),
     ((631, 800),
      [Problem("photo-proportion", "documents.photo", {"width": 631, "height": 800}, "warn")]),
     ((569, 800),
      [Problem("photo-proportion", "documents.photo", {"width": 569, "height": 800}, "warn")])],
)  # fmt: skip
def test_a_photo_is_three_to_four_within_a_twentieth_and_not_small(size, expected):
    assert list(check_photo(size, None, TODAY)) == expected


@pytest.mark.parametrize(("days", "old"), [(184, False), (185, True)])
def test_a_photo_is_old_after_six_months(days, old):
    taken = TODAY - timedelta(days=days)
    wanted = Problem("photo-old", "documents.photo", {"taken": taken.isoformat()}, "warn")
    assert list(check_photo((300, 400), taken, TODAY)) == ([wanted] if old else [])


@pytest.mark.parametrize(
    ("sizes", "limit", "expected"),
    [((3 * MEGABYTE, 2 * MEGABYTE), 5 * MEGABYTE, None),
     ((3 * MEGABYTE, 2 * MEGABYTE + 1), 5 * MEGABYTE, {"size": "5.0", "limit": "5"}),
     ((4 * MEGABYTE, 3 * MEGABYTE // 2), 5 * MEGABYTE // 2, {"size": "5.5", "limit": "2.5"}),
     ((MEGABYTE,), 0, None)],
)  # fmt: skip
def test_files_together_are_weighed_where_the_profile_sets_a_limit(sizes, limit, expected):
    files = [FileOfSet(f"paper-{number}", str(number), size) for number, size in enumerate(sizes)]
    wanted = [Problem("files-together-large", "documents", expected, "note")] if expected else []
    assert list(check_set(files, limit)) == wanted


def test_the_same_file_is_named_at_both_of_its_papers():
    files = [FileOfSet("photo", "a", 1), FileOfSet("health", "a", 1), FileOfSet("status", "b", 1)]
    assert list(check_set(files, 0)) == [
        Problem("file-twice", f"documents.{one}", {"document": one}, "warn") for one in ("photo", "health")
    ]


def test_a_segment_longer_than_a_byte_can_tell_is_passed_over_whole():
    long = b"\xff\xfe\x01\x2c" + b"\xff\xc0" * 149
    assert jpeg_size(b"\xff\xd8" + long + FRAME) == (300, 400)
