"""Numbers of applications: the series of the desk that gave them, and a count without holes."""

from __future__ import annotations


def application_number(series: str, count: int) -> str:
    """`А-0001`: Cyrillic letter of the desk, four digits or more (ARCHITECTURE, Settled)."""
    return f"{series}-{count:04}"


def series_of(number: str) -> str:
    """The letters before the dash."""
    return number.partition("-")[0]


def count_of(number: str) -> int:
    """The count after the dash; ValueError when there is none."""
    return int(number.partition("-")[2])
