"""Profiles as files: an administrator's slip is told with its file, its line and the reason."""

from __future__ import annotations

import pytest

from admission.profile_file import ProfileWrong, parse_profile, parse_profiles
from tests.desk import ROOT

OQU = (ROOT / "resources/profiles/oqu2026.toml").read_text(encoding="utf-8")


def line_of(text: str, needle: str, nth: int = 1) -> int:
    found = [number for number, line in enumerate(text.splitlines(), 1) if needle in line]
    return found[nth - 1]


@pytest.mark.parametrize(
    ("old", "new", "needle", "reason"),
    [("year = 2026", "year = 'биыл'", "year = 'биыл'", "Expected `int`"),
     ("min_age = 6", "min_age = 6\nmax_age = 9", "max_age = 9", "unknown field"),
     ('when = "guardian"', 'when = "grandmother"', 'when = "grandmother"', "grandmother"),
     ("valid_to = 2026-12-31", "valid_to = 2026-01-01", "valid_to", "before valid_from"),
     ("closes = 2026-08-31", "closes = 2026-05-01", "closes = 2026-05-01", "before opens"),
     ("opens = 2026-06-10", "opens = 2025-06-10", "opens = 2025-06-10", "not in the campaign's year"),
     ('"almaty-city",', '"astana",', "", "astana stands in two windows"),
     ('code = "health"', 'code = "photo"', "", "photo stands here twice"),
     ("last = 2026-11-01", "last = 2026-10-01", "last = 2026-10-01", "before first"),
     ("class_limit = 30", "class_limit = 20", "class_limit = 20", "smaller than class_size"),
     ('code = "pmpk"', 'code = "pmpk"\nchannels = ["fax"]', "fax", "unknown: fax"),
     ("inside_per_outside = 3", "quota_schools = 2", "quota_schools", "names no quota"),
     ("opens = 2026-05-27", "opens = 2026-05-32", "opens = 2026-05-32", ""),
     ("[[windows]]", "[[windows", "[[windows", "")],
)  # fmt: skip
def test_a_wrong_profile_is_refused_with_line_and_reason(old, new, needle, reason):
    assert old in OQU
    spoiled = OQU.replace(old, new, 1)
    with pytest.raises(ProfileWrong) as wrong:
        parse_profile(spoiled.encode())
    assert reason in wrong.value.reason
    assert wrong.value.line is not None
    if needle:
        assert wrong.value.line == line_of(spoiled, needle)


def test_a_profile_without_a_legal_ground_or_a_word_is_refused():
    blocks_only = OQU.replace("legal = false\n", "").replace("[[grounds]]\n", "[[grounds]]\nlegal = false\n")
    with pytest.raises(ProfileWrong, match="no legal ground"):
        parse_profile(blocks_only.encode())
    with pytest.raises(ProfileWrong, match="no words in en"):
        parse_profile(OQU.replace(', en = "class sets are full"', "", 1).encode())


def test_bytes_that_are_no_text_are_refused_with_their_line():
    with pytest.raises(ProfileWrong) as wrong:
        parse_profile(b"id = 'a'\n\xff\n")
    assert (wrong.value.line, str(wrong.value)) == (2, "line 2: not UTF-8")


def test_a_table_written_in_one_line_is_refused_without_a_line():
    inline = (
        OQU[: OQU.index("[[breaks]]")]
        + "breaks = [{ first = 2026-05-26 }]\n"
        + OQU[OQU.index("[[windows]]") :]
    )
    with pytest.raises(ProfileWrong, match="last") as wrong:
        parse_profile(inline.encode())
    assert wrong.value.line is None


def test_a_missing_field_of_a_table_is_looked_for_at_its_header():
    with pytest.raises(ProfileWrong, match="closes") as wrong:
        parse_profile(OQU.replace("closes = 2026-08-31\n", "", 1).encode())
    assert wrong.value.line == line_of(OQU, "[[windows]]")


def test_files_are_read_by_id_and_a_wrong_one_is_named():
    assert list(parse_profiles([("a.toml", OQU.encode())])) == ["oqu2026"]
    with pytest.raises(ProfileWrong) as twice:
        parse_profiles([("a.toml", OQU.encode()), ("b.toml", OQU.encode())])
    line = line_of(OQU, 'id = "oqu2026"')
    assert str(twice.value) == f"b.toml, line {line}: oqu2026 is already the id of another profile"
    with pytest.raises(ProfileWrong) as wrong:
        parse_profiles([("c.toml", b"id = 5")])
    assert (wrong.value.file, wrong.value.line) == ("c.toml", 1)
