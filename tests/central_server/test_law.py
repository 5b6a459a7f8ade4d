"""The law of a centre: our profiles, an administrator's own copies, and which of them a school runs under."""

from __future__ import annotations

from datetime import datetime

import pytest

from admission.deadline import KAZAKHSTAN_TIME
from admission.profile_file import ProfileWrong
from central_server.law import read_law
from tests.desk import ROOT

RESOURCES = ROOT / "resources"
OQU = (RESOURCES / "profiles/oqu2026.toml").read_text(encoding="utf-8")
SUMMER = datetime(2026, 8, 25, 9, tzinfo=KAZAKHSTAN_TIME)


def in_force(law, now=SUMMER, chosen=""):
    rules = law.in_force(now, chosen)
    return rules and rules.id


def test_the_profile_of_the_day_is_in_force_unless_a_school_has_chosen():
    law = read_law(RESOURCES)
    assert in_force(law) == "oqu2026"
    assert in_force(law, chosen="karaganda") == "karaganda"
    assert in_force(law, chosen="of-another-centre") == "oqu2026"
    assert in_force(law, SUMMER.replace(year=2025)) == "snation"
    assert in_force(law, SUMMER.replace(year=2027)) is None


def test_an_administrator_keeps_an_edited_copy_under_an_id_of_its_own(tmp_path):
    (tmp_path / "school.toml").write_text(
        OQU.replace('id = "oqu2026"', 'id = "oqu2026-63"').replace("class_limit = 30", "class_limit = 28"),
        encoding="utf-8",
    )
    law = read_law(RESOURCES, tmp_path)
    assert law.profiles["oqu2026-63"].class_limit == 28
    assert law.profiles["oqu2026"].class_limit == 30


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("class_limit = 30", "class_limit = 'отыз'", "Expected `int`"),
        ("", "", "already the id of another profile"),
    ],
)
def test_a_wrong_copy_stops_the_centre_with_file_line_and_reason(tmp_path, old, new, reason):
    (tmp_path / "school.toml").write_text(OQU.replace(old, new, 1) if old else OQU, encoding="utf-8")
    with pytest.raises(ProfileWrong, match=reason) as wrong:
        read_law(RESOURCES, tmp_path)
    assert "school.toml" in str(wrong.value)
