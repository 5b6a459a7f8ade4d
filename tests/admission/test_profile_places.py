"""Where a wrong profile is pointed at: the very line, the very words."""

from __future__ import annotations

import pytest

from admission.profile_file import ProfileWrong, parse_profile, parse_profiles
from tests.admission.test_profile_file import OQU, line_of

TITLE = next(line for line in OQU.splitlines() if line.startswith("title"))


def wrong_with(*changes: tuple[str, str]) -> tuple[int | None, str]:
    """Line and reason of the profile after these replacements, each made once."""
    text = OQU
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    with pytest.raises(ProfileWrong) as wrong:
        parse_profile(text.encode())
    return wrong.value.line, wrong.value.reason


@pytest.mark.parametrize(
    ("wrong", "said"),
    [(ProfileWrong("x"), "x"), (ProfileWrong("x", 3), "line 3: x"), (ProfileWrong("x", file="a.toml"), "a.toml: x"),
     (ProfileWrong("x", 3, "a.toml"), "a.toml, line 3: x")],
    ids=str,
)  # fmt: skip
def test_what_is_unknown_of_the_place_is_left_out(wrong, said):
    assert str(wrong) == said


@pytest.mark.parametrize(
    ("old", "new", "nth", "needle", "reason"),
    [("closes = 2026-08-31", "closes = 2026-05-01", 1, "closes", "windows.0.closes: before opens"),
     ("opens = 2026-06-10", "opens = 2025-06-10", 2, "opens", "windows.1.opens: not in the campaign's year 2026"),
     ('"almaty-city",', '"astana",', 2, "regions =", "windows.1.regions: astana stands in two windows"),
     ('code = "health"', 'code = "photo"', 2, 'code = "photo"', "documents.2.code: photo stands here twice"),
     ('code = "pmpk"', 'code = "pmpk"\nchannels = ["telex", "oqu", "fax"]', 1, "telex",
      "documents.3.channels: unknown: fax, telex"),
     ("valid_to = 2026-12-31", "valid_to = 2026-01-01", 1, "valid_to", "valid_to: before valid_from"),
     ("class_limit = 30", "  class_limit = 20", 1, "class_limit", "class_limit: smaller than class_size"),
     (TITLE, 'title = { en = "OQU" }', 1, "title", "title: no words in kk, ru")],
)  # fmt: skip
def test_a_contradiction_is_told_with_its_path_at_its_line(old, new, nth, needle, reason):
    text = OQU.replace(old, new, 1)
    assert wrong_with((old, new)) == (line_of(text, needle, nth), reason)


def test_of_three_alike_the_last_is_pointed_at():
    line, reason = wrong_with(
        ('code = "vaccinations"', 'code = "photo"'), ('code = "health"', 'code = "photo"')
    )
    assert (line, reason) == (line_of(OQU, 'code = "health"'), "documents.2.code: photo stands here twice")


def test_of_three_windows_of_a_region_the_last_is_pointed_at():
    line, _ = wrong_with(('"almaty-city"', '"astana"'), ('"almaty-region"', '"astana"'))
    assert line == line_of(OQU, "regions =", 3)


def test_a_name_in_a_table_of_its_own_is_looked_for_no_further_than_its_paper():
    name = next(line for line in OQU.splitlines() if line.startswith('name = { kk = "3×4'))
    line, reason = wrong_with((name, '[documents.name]\nkk = "фото"\nru = "фото"'))
    assert (line, reason) == (line_of(OQU, "[[documents]]"), "documents.0.name: no words in en")


def test_a_profile_that_refuses_nothing_is_told_without_a_line():
    legal = OQU.replace("legal = false\n", "").replace("[[grounds]]\n", "[[grounds]]\nlegal = false\n")
    with pytest.raises(ProfileWrong) as wrong:
        parse_profile(legal.encode())
    assert str(wrong.value) == "grounds: no legal ground: nothing could ever be refused"


def test_a_key_is_not_taken_for_another_that_begins_alike():
    tables = "[[identification]]"
    head, rest = OQU[: OQU.index(tables)], OQU[OQU.index("[[documents]]") :]
    plain = head.replace("id =", "identification = []\n  id =", 1) + rest
    with pytest.raises(ProfileWrong) as twice:
        parse_profiles([("a.toml", plain.encode()), ("b.toml", plain.encode())])
    assert twice.value.line == line_of(plain, "  id =")
