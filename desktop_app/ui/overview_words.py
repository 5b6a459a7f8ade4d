"""The overview's numbers as rows, columns and sentences for its drawings."""

from __future__ import annotations

from collections.abc import Iterable

from admission.profiles import RuleProfile
from desktop_app.models.overview import Band, DayIntake, StreamPlaces
from desktop_app.ui import chart_streams as looks
from desktop_app.ui.chart_base import Look
from desktop_app.ui.chart_columns import Column, Part
from desktop_app.ui.chart_streams import Piece, StreamRow
from desktop_app.ui.wording import Words

PAPER = Look("paper", "accent", "solid")
ONLINE = Look("online", "info", "hatch")
BAND_LOOKS = {"late": "danger", "today": "warn", "tomorrow": "info", "week": "accent", "later": "idle"}


def stream_row(stream: StreamPlaces, rules: RuleProfile, words: Words) -> StreamRow:
    """One stream: places, who asks for them, and the outside places open beside its own children."""
    title = words("overview-stream", language=words.teaching(stream.language))

    def piece(look: Look, number: int, target: str = "") -> Piece:
        told = words("overview-piece", stream=title, part=words(f"part-{look.name}"), n=number)
        return Piece(look, number, told, target)

    open_outside = max(0, stream.outside_limit - stream.outside)
    return StreamRow(
        title=title,
        sums=words("overview-sums", capacity=stream.capacity, taken=stream.taken, free=stream.free),
        opening=_opening(stream, rules, words),
        capacity=stream.capacity,
        places=(piece(looks.TAKEN, stream.taken, "taken"), piece(looks.FREE, stream.free, "taken")),
        demand=(
            piece(looks.OFFERED, stream.offered, "offered"),
            piece(looks.REVIEW, stream.review, "review"),
            piece(looks.WAITING, stream.waiting, "waiting"),
        ),
        outside=(
            piece(looks.OUTSIDE, stream.outside, "taken"),
            piece(looks.OPEN, open_outside, "review"),
            piece(looks.WISH, stream.outside_wish, "review"),
        ),
    )


def _opening(stream: StreamPlaces, rules: RuleProfile, words: Words) -> str:
    told = words(
        "overview-outside",
        ratio=rules.inside_per_outside,
        outside=stream.outside,
        limit=stream.outside_limit,
        wish=stream.outside_wish,
    )
    if stream.outside < stream.outside_limit:
        return told
    return f"{told} · {words('overview-opens', n=stream.opens_at)}"


def band_columns(bands: Iterable[Band], words: Words) -> list[Column]:
    """Deadlines by how near they are; what is signed already only waits for the director."""
    return [_band(band, words) for band in bands]


def _band(band: Band, words: Words) -> Column:
    label, tone = words(f"band-{band.name}"), BAND_LOOKS[band.name]
    told = words("overview-band", name=label, n=band.total, review=band.review, offered=band.offered)
    parts = (
        Part(Look("review", tone, "solid"), band.review),
        Part(Look("offered", tone, "hatch"), band.offered),
    )
    return Column(label, parts, told, band.name if band.review or not band.offered else "offered")


def day_columns(days: Iterable[DayIntake], words: Words) -> list[Column]:
    """Intake by day."""
    return [_day(day, words) for day in days]


def _day(day: DayIntake, words: Words) -> Column:
    told = words(
        "overview-day", day=words.day_words(day.day), n=day.total, paper=day.paper, online=day.online
    )
    return Column(
        f"{day.day:%d.%m}", (Part(PAPER, day.paper), Part(ONLINE, day.online)), told, "all", f"{day.day:%d}"
    )
