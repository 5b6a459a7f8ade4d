"""Rule profiles: one campaign's law as data, parsed from TOML bytes that the caller read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Annotated, Literal

import msgspec

from admission.problems import Problem
from admission.workdays import WorkCalendar

Words = dict[str, str]
When = Literal[
    "", "special_needs", "guardian", "foreigner", "no_iin", "certificate_abroad", "transfer", "home_schooling",
]  # fmt: skip
Needed = Literal["filing", "acceptance", "order"]
Choice = Literal["territory", "outside", "quota"]
AtLeastOne = Annotated[int, msgspec.Meta(ge=1)]


class Window(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When applications are taken, for which regions (empty: all)."""

    opens: date
    closes: date
    regions: tuple[str, ...] = ()


class DocumentRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A paper the profile asks for: of whom (`when`), by which channels (empty: all), and by when (`needed`).

    `forms` of older orders are `aliases`; `copies` prints on paper; `pages` of it are copied (seed 002);
    `born_before`: asked only of children born before that day; `optional`: may be handed over, never missing.
    """

    code: str
    name: Words
    form: str = ""
    aliases: tuple[str, ...] = ()
    when: When = ""
    channels: tuple[str, ...] = ()
    needed: Needed = "filing"
    copies: AtLeastOne = 1
    pages: tuple[int, ...] = ()
    born_before: date | None = None
    optional: bool = False
    needs_validity: bool = False


class Ground(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A ground of refusal; only legal ones may stand on a printed refusal (DOMAIN 4.4)."""

    code: str
    name: Words
    legal: bool = True


class StatusRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the system calls a status, and what the applicant may still do in it (seed 003, statuses)."""

    code: str
    name: Words
    applicant: tuple[Literal["withdrawn", "attached"], ...] = ()


class Break(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """School holidays, first and last day; `grades` empty: of every grade (order 213 of 29.07.2026)."""

    first: date
    last: date
    grades: tuple[int, ...] = ()


class Hours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Working hours the system states; without them the calendar's count (seed 000)."""

    opening: time
    closing: time
    lunch_from: time
    lunch_to: time


class Identification(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an applicant of this channel is known and signs (seeds 000-004)."""

    channel: str
    ways: tuple[Literal["document", "eds", "qr", "sms", "egov"], ...]
    code_digits: int = 0


class RuleProfile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The rules of one campaign; `id` is frozen on each application when it is filed."""

    id: str
    title: Words
    year: int
    school_year: str
    valid_from: date
    valid_to: date
    min_age: int
    windows: tuple[Window, ...]
    channels: tuple[str, ...]
    languages: tuple[str, ...]
    documents: tuple[DocumentRule, ...]
    grounds: tuple[Ground, ...]
    review_working_days: AtLeastOne
    withdrawal_until: date
    orders_not_before: date
    statuses: tuple[StatusRule, ...] = ()
    applicants: tuple[str, ...] = ("mother", "father", "guardian", "trustee", "foster")
    identification: tuple[Identification, ...] = ()
    end_of_next_working_day: bool = False
    hours: Hours | None = None
    file_formats: tuple[str, ...] = ("pdf", "jpeg")
    file_max_bytes: int = 5 * 1024 * 1024
    total_max_bytes: int = 0
    inside_per_outside: AtLeastOne = 3
    reason_min_length: int = 20
    two_stages: bool = False
    choice: tuple[Choice, ...] = ("territory", "outside")
    quota_schools: int = 0
    transport: bool = True
    email_required: bool = False
    notices: tuple[str, ...] = ()
    results: tuple[Literal["notice", "receipt", "order"], ...] = ("receipt", "order")
    services: tuple[Literal["first_grade", "transfer", "home_schooling"], ...] = ("first_grade",)
    transfer_paper_days: AtLeastOne = 3
    slip_working_days: AtLeastOne = 3
    breaks: tuple[Break, ...] = ()
    class_size: AtLeastOne = 25
    class_limit: AtLeastOne = 30
    retention_years: int = 0

    def window(self, region: str) -> Window | None:
        """The window of a region (code of the profile), or None when the region has none."""
        for window in self.windows:
            if not window.regions or region in window.regions:
                return window
        return None

    def ground(self, code: str) -> Ground | None:
        """The ground of that code."""
        return next((ground for ground in self.grounds if ground.code == code), None)

    def status(self, code: str) -> StatusRule | None:
        """What this profile says of a status; None where it says nothing."""
        return next((status for status in self.statuses if status.code == code), None)

    def in_break(self, day: date, grade: int) -> bool:
        """Whether the pupils of that grade have holidays."""
        return any(
            one.first <= day <= one.last and (not one.grades or grade in one.grades) for one in self.breaks
        )

    @property
    def youngest_birth(self) -> date:
        """The latest birth date that is six by 31 December of the campaign's year (seed 003)."""
        return date(self.year - self.min_age, 12, 31)


def rules_in_force(profiles: Mapping[str, RuleProfile], day: date, chosen: str = "") -> RuleProfile | None:
    """The profile a school has `chosen`, else the newest that is valid on that day; None between campaigns."""
    if chosen in profiles:
        return profiles[chosen]
    valid = [rules for rules in profiles.values() if rules.valid_from <= day <= rules.valid_to]
    return max(valid, key=lambda rules: (rules.valid_from, rules.id), default=None)


def check_window(
    rules: RuleProfile, region: str, day: date, calendar: WorkCalendar | None = None
) -> tuple[Problem, ...]:
    """Whether applications of this region are taken on that day (DOMAIN 5 #36).

    With a `calendar` (paper): a last day that is a day off is the working day before it (#37).
    """
    window = rules.window(region)
    if window is None:
        return (Problem("window-unknown", "region"),)
    closes = _last_open(window.closes, calendar) if calendar else window.closes
    if window.opens <= day <= closes:
        return ()
    code = "window-not-open-yet" if day < window.opens else "window-closed"
    return (Problem(code, "", {"opens": window.opens.isoformat(), "closes": closes.isoformat()}),)


def _last_open(day: date, calendar: WorkCalendar) -> date:
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return day
