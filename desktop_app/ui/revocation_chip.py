"""Beside a signed order: was the certificate under it revoked, as far as anybody was asked?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from desktop_app.models.revocations import NOT_ASKED, RevocationLine, revocation
from desktop_app.ui.fields import Chip
from desktop_app.ui.layouts import wrapped
from desktop_app.ui.office import Office
from desktop_app.ui.wording import Words

TONES: Mapping[str, str] = {"valid": "good", "revoked-before": "danger", "revoked-after": "warn"}
QUIET, NO_STAMP = "idle", "none"


def revocation_chip(office: Office, order: str, signed_at: datetime) -> Chip:
    """One sentence about the certificate under this order; below the pointer, why."""
    line = revocation(office.desk.replica, order)
    chip = Chip()
    wrapped(chip)
    chip.show_as(sentence(office.words, line), TONES.get(line.standing, QUIET) if line else QUIET)
    chip.setToolTip(explained(office.words, line, signed_at))
    return chip


def sentence(words: Words, line: RevocationLine | None) -> str:
    """How it stands, and when that was asked; then the time stamp, where there is one."""
    if line is None:
        return words(f"revocation-{NOT_ASKED}")
    if line.stamp == NO_STAMP:
        return _standing(words, line)
    at = words.moment(line.stamped) if line.stamped else ""
    return f"{_standing(words, line)} · {words(f'time-stamp-{line.stamp}', at=at)}"


def _standing(words: Words, line: RevocationLine) -> str:
    if line.standing == NOT_ASKED:
        return words(line.reason)
    revoked = words.moment(line.revoked) if line.revoked else ""
    return words(f"revocation-{line.standing}", asked=words.short_moment(line.asked), revoked=revoked)


def explained(words: Words, line: RevocationLine | None, signed_at: datetime) -> str:
    """Why, where there is more to say; else nothing."""
    if line is None or line.standing == NOT_ASKED:
        return ""
    if line.revoked:
        why = words(f"revoked-why-{line.why or 'none'}")
        return words("revocation-tip-why", why=why, signed=words.moment(signed_at))
    return words("revocation-tip-unknown", reason=words(f"verdict-{line.reason}")) if line.reason else ""
