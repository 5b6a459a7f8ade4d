"""Online applications of a whole campaign, as a portal would have sent them, each with the moment it came."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

import msgspec

from admission.deadline import KAZAKHSTAN_TIME
from admission.intake import Intake, IntakeAttachment
from admission.people import Sex
from admission.profile_file import parse_profile
from admission.profiles import Window
from admission.school import School
from demo.families import SEED, Family, families, karaganda_namesake
from demo.papers import PAPERS, blank_paper, paper, photo
from demo.people import day_between
from demo.schools import streams

PROFILE: Final = Path(__file__).parent.parent / "resources" / "profiles" / "oqu2026.toml"
OWN_PAPERS_EVERY: Final = 10  # the others share blank ones, so that setting up is quick
PORTRAITS: Final = 6  # of each sex
LAST_EVENING: Final = date(2026, 8, 24)

# Moments at which the clock matters (DOMAIN 5 #33, #36; DOMAIN 6): closing time to the second, a Friday evening
# before a holiday, a Saturday, Astana Day, the end of a month, the evening and the morning before the desk opens.
EDGE_MOMENTS: Final = tuple(
    datetime.fromisoformat(text).replace(tzinfo=KAZAKHSTAN_TIME)
    for text in (
        "2026-05-27T00:00:12",
        "2026-06-12T18:29:59",
        "2026-07-02T18:30:00",
        "2026-07-03T21:14:05",
        "2026-07-04T11:20:41",
        "2026-07-06T10:05:33",
        "2026-07-31T23:59:59",
        "2026-08-24T18:47:10",
        "2026-08-25T08:52:26",
    )
)


def intakes(school: School, count: int = 220, seed: int = SEED) -> Iterator[tuple[datetime, Intake]]:
    """`count` applications by the time they came; among them, where Russian is taught, the namesake of seed 002."""
    chance = random.Random(seed)
    shared = _shared_papers(seed)
    portraits = _portraits(seed)
    asking = _asking(school, count, seed)
    for number, (received, family) in enumerate(zip(_moments(school, count, chance), asking, strict=True), 1):
        if number % OWN_PAPERS_EVERY == 1:
            papers = _own_papers(family, number)
        else:
            picture = portraits[family.child.sex][number % PORTRAITS]
            papers = (picture, *(shared[code] for code in family.papers if code != "photo"))
        yield received, intake_of(family, school, f"oqu-2026-{school.id}-{number:04}", papers)


def intake_of(
    family: Family, school: School, reference: str, attachments: tuple[IntakeAttachment, ...]
) -> Intake:
    """The application of one family as the national portal sends it."""
    return Intake(
        reference=reference,
        school=school.id,
        channel="oqu",
        child=family.child,
        applicant=family.applicant,
        registered=family.registered,
        language=family.language,
        by_territory=family.by_territory,
        data_correct=True,
        data_consent=True,
        actual=family.actual,
        special_needs=family.special_needs,
        transport=family.transport,
        notify_in=family.notify_in,
        pmpk_valid_until=family.pmpk_valid_until,
        attachments=attachments,
    )


def to_json(intake: Intake) -> bytes:
    """The bytes for `python -m central_server intake FILE.json`; files stand in it as base64."""
    return msgspec.json.encode(intake)


def _asking(school: School, count: int, seed: int) -> list[Family]:
    if "ru" not in {stream.language for stream in streams(school)} or count == 0:
        return families(count, seed, school)
    others = families(count - 1, seed, school)
    summer = len(others) * 9 // 10
    return [*others[:summer], karaganda_namesake(), *others[summer:]]


def _own_papers(family: Family, seed: int) -> tuple[IntakeAttachment, ...]:
    forms = (paper(code, family.child, seed) for code in family.papers if code != "photo")
    return (photo(family.child.sex, seed), *forms)


def _shared_papers(seed: int) -> dict[str, IntakeAttachment]:
    return {code: blank_paper(code, seed) for code in PAPERS}


def _portraits(seed: int) -> dict[Sex, list[IntakeAttachment]]:
    sexes: tuple[Sex, ...] = ("male", "female")
    return {sex: [photo(sex, seed + number) for number in range(PORTRAITS)] for sex in sexes}


def _moments(school: School, count: int, chance: random.Random) -> list[datetime]:
    """`count` moments in order, from the first day of the school's region to the morning of 25 August."""
    window = parse_profile(PROFILE.read_bytes()).window(school.region)
    assert window is not None, "a sample school stands in a region of the profile"
    edges = [moment for moment in EDGE_MOMENTS if moment.date() >= window.opens][:count]
    return sorted(edges + [_moment(window, chance) for _ in range(count - len(edges))])


def _moment(window: Window, chance: random.Random) -> datetime:
    day, clock = _day(window, chance), _clock(chance)
    return datetime.combine(day, clock, KAZAKHSTAN_TIME)


def _day(window: Window, chance: random.Random) -> date:
    """A rush in the first week and in the last days; few at weekends."""
    rush = chance.random()
    if rush < 0.2:
        return day_between(window.opens, window.opens + timedelta(days=6), chance)
    if rush < 0.3:
        return day_between(date(2026, 8, 20), LAST_EVENING, chance)
    day = day_between(window.opens, LAST_EVENING, chance)
    moved = day.weekday() > 4 and day - window.opens > timedelta(days=3) and chance.random() < 0.6
    return day - timedelta(days=3) if moved else day


def _clock(chance: random.Random) -> time:
    """Four of five within the office's hours."""
    first, last = chance.choices(((9 * 60, 1109), (1110, 1439), (390, 539)), weights=(80, 14, 6))[0]
    minute = chance.randint(first, last)
    return time(minute // 60, minute % 60, chance.randrange(60))
