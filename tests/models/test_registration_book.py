"""The registration book: by number, through a sieve, at one moment."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from benchmarks.crowd import crowd, feed
from desktop_app.models import saved_filters
from desktop_app.models.registration_book import BookSieve, all_entries, entries, places
from desktop_app.usecases.keep_filters import keep_filters
from tests.desk import EXECUTOR, make_desk

HEARD = datetime(2026, 8, 25, 4, 0, tzinfo=UTC)
MANY = 1200


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    made = make_desk(tmp_path_factory.mktemp("book"))
    lines = feed(crowd(MANY, "school-63"), first=100)
    with made.write() as writing:
        writing.absorb([], lines, lines[-1].seq, HEARD)
    yield made
    made.replica.close()


def read(desk, sieve=None):
    return list(all_entries(desk.replica, places(desk.replica, sieve or BookSieve())))


def test_the_book_is_read_by_number_and_whole(desk):
    found = read(desk)
    assert [one.number for one in found] == sorted(f"Э-{number:04}" for number in range(1, MANY + 1))


@pytest.mark.parametrize(
    ("sieve", "holds"),
    [
        (BookSieve(status="accepted"), lambda one: one.status == "accepted"),
        (BookSieve(language="ru", channel="oqu"), lambda one: one.language == "ru"),
        (BookSieve(channel="paper"), lambda _: False),
        (BookSieve(grade=1), lambda _: True),
        (BookSieve(grade=2), lambda _: False),
        (BookSieve(officer="portal"), lambda one: one.by == "portal"),
        (BookSieve(officer="nobody"), lambda _: False),
        (BookSieve(text="касым"), lambda one: "Қасым" in one.child + one.applicant),
        (
            BookSieve(text="касым", status="refused"),
            lambda one: "Қасым" in one.child and one.status == "refused",
        ),
        (BookSieve(text="+77020000007"), lambda one: one.phone == "+77020000007"),
    ],
)
def test_a_sieve_leaves_what_it_names_and_all_of_it(desk, sieve, holds):
    assert [one.id for one in read(desk, sieve)] == [one.id for one in read(desk) if holds(one)]


def test_a_period_is_days_of_the_school(desk):
    first = read(desk)[0].received.date()
    assert first == date(2026, 6, 1)
    assert len(read(desk, BookSieve(until=first))) == 899  # from 9:01 to midnight, one a minute
    assert len(read(desk, BookSieve(since=date(2026, 6, 2)))) == MANY - 899


def test_a_page_holds_what_was_asked_for_and_leaves_out_what_is_gone(desk):
    wanted = places(desk.replica, BookSieve())[500:503]
    assert [one.number for one in entries(desk.replica, [*wanted, 999_999]).values()] == [
        "Э-0501",
        "Э-0502",
        "Э-0503",
    ]


def test_filters_are_kept_by_page_and_officer_and_unreadable_ones_are_left_out(tmp_path):
    desk = make_desk(tmp_path)
    sieve = BookSieve(since=date(2026, 6, 1), language="kk")
    keep_filters(desk, EXECUTOR, "journal", {"Маусым": sieve})
    assert saved_filters.saved_filters(desk.replica, "journal", EXECUTOR.id, BookSieve) == {"Маусым": sieve}
    assert saved_filters.saved_filters(desk.replica, "journal", "another", BookSieve) == {}
    assert saved_filters.saved_filters(desk.replica, "queue", EXECUTOR.id, BookSieve) == {}
    with desk.write() as writing:
        writing.set_meta(saved_filters.setting("journal", EXECUTOR.id), '{"a": {"grade": "x"}}')
    assert saved_filters.saved_filters(desk.replica, "journal", EXECUTOR.id, BookSieve) == {}
    desk.replica.close()
