"""A paper in several languages: the whole of it in one after the other, or one table whose heads speak all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from reportlab.platypus import Flowable, PageBreak

from admission.deadline import KAZAKHSTAN_TIME
from wording import Texts
from wording.dates import date_words


def in_turn(texts: Sequence[Texts], page: Callable[[Texts], list[Flowable]]) -> list[Flowable]:
    """What `page` makes in each language, each on a new page."""
    story: list[Flowable] = []
    for one in texts:
        if story:
            story.append(PageBreak())
        story += page(one)
    return story


def in_all(texts: Sequence[Texts], key: str, between: str = "\n", **values: object) -> str:
    """The words of a key in every language, Kazakh first."""
    return between.join(dict.fromkeys(one(key, **values) for one in texts))


def by_sex(key: str, sex: str) -> str:
    """The key of the words for a boy, a girl, or a child of whom the paper does not know (DOMAIN 4.5)."""
    return f"{key}-{sex}" if sex in {"male", "female"} else key


def day_of(at: datetime) -> date:
    """The day in Kazakhstan."""
    return at.astimezone(KAZAKHSTAN_TIME).date()


def numbered(texts: Texts, number: str, day: date) -> str:
    """A number and its day, in the words of the language."""
    return texts("paper-numbered", number=number, date=date_words(day, texts.language))
