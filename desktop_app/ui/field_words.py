"""The value of a field as people read it: dates, phones, choices in words; an empty one as a dash."""

from __future__ import annotations

from datetime import date

from desktop_app.ui.intake_draft import phone_text
from desktop_app.ui.wording import Words

NOTHING = "—"
TRUTH = {"True": "value-yes", "False": "value-no"}
PHONES = ("phone", "extra_phone")
CHOICES = {
    "sex": "sex-{}",
    "language": "teaching-{}",
    "relation": "intake-relation-{}",
    "channel": "channel-{}",
    "notify_in": "intake-notify-{}",
    "why": "intake-why-{}",
}


def field_value(words: Words, path: str, text: str) -> str:
    """The value `text` of the field at a dotted path; what cannot be worded stays as it is."""
    leaf = path.rsplit(".", maxsplit=1)[-1]
    if leaf in PHONES and text:
        return phone_text(text)
    key = CHOICES[leaf].format(text) if leaf in CHOICES else TRUTH.get(text, "")
    if key and words.has(key):
        return words(key)
    return _day(words, text) or text or NOTHING


def _day(words: Words, text: str) -> str:
    try:
        return words.day(date.fromisoformat(text)) if len(text) == len("2026-08-25") else ""
    except ValueError:
        return ""
