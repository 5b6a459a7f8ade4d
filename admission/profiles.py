"""Rule profiles: one campaign's law as data, parsed from TOML bytes that the caller read."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from admission.problems import Problem

Words = dict[str, str]
When = Literal["", "special_needs", "guardian", "foreigner", "no_iin"]
AtLeastOne = Annotated[int, msgspec.Meta(ge=1)]


class Window(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When applications are taken, for which regions (empty: all)."""

    opens: date
    closes: date
    regions: tuple[str, ...] = ()


class DocumentRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A paper the profile asks for; `when` limits it: `special_needs`, `guardian`, `foreigner`, `no_iin`."""

    code: str
    name: Words
    form: str = ""
    aliases: tuple[str, ...] = ()
    when: When = ""
    shown_only: bool = False
    needs_validity: bool = False


class Ground(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A ground of refusal; only legal ones may stand on a printed refusal (DOMAIN 4.4)."""

    code: str
    name: Words
    legal: bool = True


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
    end_of_next_working_day: bool = False
    file_formats: tuple[str, ...] = ("pdf", "jpeg")
    file_max_bytes: int = 5 * 1024 * 1024
    inside_per_outside: AtLeastOne = 3
    withdrawal_until: date
    orders_not_before: date
    reason_min_length: int = 20

    def window(self, region: str) -> Window | None:
        """The window of a region (code of the profile), or None when the region has none."""
        for window in self.windows:
            if not window.regions or region in window.regions:
                return window
        return None

    def ground(self, code: str) -> Ground | None:
        """The ground of that code."""
        return next((ground for ground in self.grounds if ground.code == code), None)

    @property
    def youngest_birth(self) -> date:
        """The latest birth date that is six by 31 December of the campaign's year (seed 003)."""
        return date(self.year - self.min_age, 12, 31)


class ProfileWrong(ValueError):
    """The profile cannot be used; the message names the place and the reason."""


def parse_profile(data: bytes) -> RuleProfile:
    """A profile from TOML; ProfileWrong says what is wrong and where."""
    try:
        return msgspec.toml.decode(data, type=RuleProfile)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProfileWrong(str(error)) from error


def check_window(rules: RuleProfile, region: str, day: date) -> tuple[Problem, ...]:
    """Whether applications of this region are taken on that day (DOMAIN 5 #36)."""
    window = rules.window(region)
    if window is None:
        return (Problem("window-unknown", "region"),)
    if window.opens <= day <= window.closes:
        return ()
    code = "window-not-open-yet" if day < window.opens else "window-closed"
    return (Problem(code, "", {"opens": window.opens.isoformat(), "closes": window.closes.isoformat()}),)
