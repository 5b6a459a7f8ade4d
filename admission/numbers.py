"""Numbers of applications: the series of the desk that gave them, and a count without holes."""

from __future__ import annotations


def application_number(series: str, count: int) -> str:
    """`А-0001`: Cyrillic letter of the desk, four digits or more (ARCHITECTURE, Settled)."""
    return f"{series}-{count:04}"
