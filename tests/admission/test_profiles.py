"""Rule profiles: the law of one campaign as it stands in the file, and files that are none."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from admission.profile_file import ProfileWrong, parse_profile
from admission.profiles import Window, check_window
from tests.desk import ROOT, rules

RULES = rules()
TOML = (ROOT / "resources/profiles/oqu2026.toml").read_text(encoding="utf-8")

OPENS = {
    date(2026, 5, 27): {"astana", "abai", "zhetisu", "kyzylorda", "west-kazakhstan"},
    date(2026, 6, 10): {"almaty-city", "akmola", "aktobe", "zhambyl", "east-kazakhstan"},
    date(2026, 6, 18): {"almaty-region", "kostanay", "pavlodar", "atyrau", "shymkent"},
    date(2026, 6, 29): {"turkistan", "mangystau", "karaganda", "north-kazakhstan", "ulytau"},
}


def test_the_stages_of_seed_003_are_complete():
    assert {window.opens: set(window.regions) for window in RULES.windows} == OPENS
    assert len({region for window in RULES.windows for region in window.regions}) == 20
    assert {window.closes for window in RULES.windows} == {date(2026, 8, 31)}


def test_the_law_of_2026():
    assert RULES.youngest_birth == date(2020, 12, 31)
    assert (RULES.review_working_days, RULES.inside_per_outside) == (1, 3)
    assert (RULES.withdrawal_until, RULES.orders_not_before) == (date(2026, 8, 31), date(2026, 8, 25))
    assert RULES.file_max_bytes == 5 * 1024 * 1024


def test_four_grounds_may_stand_on_a_refusal():
    assert [ground.code for ground in RULES.grounds if ground.legal] == [
        "unreliable-data", "non-compliant", "class-full", "no-consent",
    ]  # fmt: skip
    ground = RULES.ground("class-full")
    assert ground is not None
    assert ground.name["kk"] == "сынып-жинақтардың толып кетуі"
    age = RULES.ground("age")
    assert age is not None
    assert not age.legal
    assert RULES.ground("weather") is None


def test_every_paper_and_ground_is_named_in_three_languages():
    names = {one.code: one.name for one in RULES.documents} | {one.code: one.name for one in RULES.grounds}
    assert [code for code, name in names.items() if set(name) != {"kk", "ru", "en"}] == []


@pytest.mark.parametrize("region", sorted(OPENS[date(2026, 6, 29)]))
def test_a_window_is_closed_the_day_before_and_open_on_its_days(region):
    assert [one.code for one in check_window(RULES, region, date(2026, 6, 28))] == ["window-not-open-yet"]
    assert check_window(RULES, region, date(2026, 6, 29)) == ()
    assert check_window(RULES, region, date(2026, 8, 31)) == ()
    [closed] = check_window(RULES, region, date(2026, 9, 1))
    assert (closed.code, closed.params) == ("window-closed", {"opens": "2026-06-29", "closes": "2026-08-31"})


def test_a_window_without_regions_is_everybody_s():
    law = replace(RULES, windows=(Window(date(2026, 4, 1), date(2026, 8, 1)),))
    assert check_window(law, "anywhere", date(2026, 4, 1)) == ()


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [("year = 2026", "year = 'биыл'", "$.year"),
     ("year = 2026", "yeer = 2026", "yeer"),
     ("review_working_days = 1", "review_working_days = 0", "$.review_working_days"),
     ("inside_per_outside = 3", "inside_per_outside = 0", "$.inside_per_outside"),
     ('when = "guardian"', 'when = "grandmother"', "$.documents"),
     ("opens = 2026-05-27", "opens = 2026-05-32", ""),
     ("[[windows]]", "[[windows", "")],
)  # fmt: skip
def test_a_profile_that_cannot_be_used_says_where(old, new, place):
    assert old in TOML
    with pytest.raises(ProfileWrong) as wrong:
        parse_profile(TOML.replace(old, new, 1).encode())
    assert place in str(wrong.value)


def test_a_profile_in_another_encoding_is_wrong():
    with pytest.raises(ProfileWrong):
        parse_profile(TOML.encode("cp1251", errors="replace"))
