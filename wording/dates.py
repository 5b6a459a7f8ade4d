"""Dates as the papers write them, in Kazakh, Russian and English."""

from __future__ import annotations

from datetime import date

_MONTHS = {
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".split(),
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_KAZAKH_IN = "дағы дағы дағы дегі дағы дағы дегі дағы тегі дағы дағы дағы".split()
_PATTERNS = {
    "kk": "{year} жылғы {day} {month}",
    "ru": "{day} {month} {year} года",
    "en": "{day} {month} {year}",
}


def date_words(day: date, language: str) -> str:
    """`2026 жылғы 25 тамыз`, `25 августа 2026 года`, `25 August 2026` (DOMAIN §4.5). KeyError for others."""
    month = _MONTHS[language][day.month - 1]
    return _PATTERNS[language].format(year=day.year, month=month, day=day.day)


def date_of(day: date, language: str) -> str:
    """The day something bears: `2026 жылғы 25 тамыздағы`; the other languages need no case. KeyError for others."""
    words = date_words(day, language)
    return f"{words}{_KAZAKH_IN[day.month - 1]}" if language == "kk" else words


def date_digits(day: date) -> str:
    """`25.08.2026`, the same in every language."""
    return f"{day:%d.%m}.{day.year:04}"
