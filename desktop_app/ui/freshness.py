"""How fresh the data of the others are here, and which places this computer may give away with no line at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from admission.places import lease_of
from desktop_app.models import queries
from desktop_app.ui.office import Office

NO_TIME = timedelta()


def freshness(office: Office) -> list[str]:
    """Sentences: the age of the data, then a sentence for every stream of which places are lent to this computer."""
    return [age(office), *_leases(office)]


def age(office: Office) -> str:
    """How long ago the centre was heard."""
    heard, words = queries.last_heard(office.desk.replica), office.words
    if heard is None:
        return words("fresh-never")
    return words(
        "fresh-data", age=words.span(max(office.desk.now() - heard, NO_TIME)), at=words.moment(heard)
    )


def _leases(office: Office) -> Iterator[str]:
    replica, now, words = office.desk.replica, office.desk.now(), office.words
    desk = queries.meta(replica, "desk")
    for stream in queries.streams(replica):
        lease = lease_of(stream, desk, now)
        if lease is not None:
            named, left = words.teaching(stream.language), words.span(lease.until - now)
            yield words(
                "fresh-lease", language=named, n=lease.left, left=left, until=words.moment(lease.until)
            )
