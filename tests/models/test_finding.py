"""Finding as one types: from one letter on, in any alphabet, numbers and phones with gaps, insides of words last."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from admission.people import PersonName
from benchmarks.crowd import crowd, feed
from desktop_app.models import queries
from tests.desk import make_desk

HEARD = datetime(2026, 8, 25, 4, 0, tzinfo=UTC)
NAMES = (
    ("Әбілов", "Айбек", "Қуат", "Құсайынов"),
    ("Ғабдуллин", "Үміт", "Сабина", "Ғабдуллина"),
    ("Бекәбілов", "Нұр", "Ольга", "Бекәбілова"),
    ("Ыбырай", "Юсуф", "Эльмира", "Жұман"),
)


@pytest.fixture(scope="module")
def replica(tmp_path_factory):
    desk = make_desk(tmp_path_factory.mktemp("found"))
    lines = feed(map(renamed, zip(crowd(len(NAMES), "school-63"), NAMES, strict=True)), first=100)
    with desk.write() as writing:
        writing.absorb([], lines, lines[-1].seq, HEARD)
    yield desk.replica
    desk.replica.close()


def renamed(pair):
    application, (surname, given, parents_given, parents_surname) = pair
    draft = application.draft
    child = replace(draft.child, name=PersonName(surname, given))
    applicant = replace(draft.applicant, name=PersonName(parents_surname, parents_given))
    return replace(application, draft=replace(draft, child=child, applicant=applicant))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("ә", "1"),
        ("ғ", "2"),
        ("г", "2"),
        ("аб", "1"),
        ("абил", "13"),
        ("ABIL", "13"),
        ("aibek", "1"),
        ("үм", "2"),
        ("ум габ", "2"),
        ("куса", "1"),
        ("ы", "4"),
        ("ю", "4"),
        ("э", "1234"),
        ("э-0003", "3"),
        ("э0003", "3"),
        ("0003", "3"),
        ("э 0", "1234"),
        ("+77020000002", "2"),
        ("8 702 000 00 02", "2"),
        ("+7 (702) 000-00-02", "2"),
        ("00002", "2"),
        ("2001", "1234"),
        ("щ", ""),
        ("щщ", ""),
        ("щщщ", ""),
        ("ab щ", ""),
        ('"', "1234"),
        ('га"б', "2"),
        ("габ OR абил", ""),
        ("%", ""),
        ("", "1234"),
    ],
)
def test_a_text_finds(replica, text, numbers):
    found = queries.search(replica, text)
    assert sorted(line.number[-1] for line in found) == list(numbers)
    if text.strip('" '):
        assert queries.found_amount(replica, text, 100) == len(numbers)


def test_words_that_begin_so_stand_before_words_that_hold_it(replica):
    assert [line.child.split()[0] for line in queries.search(replica, "абил")] == ["Әбілов", "Бекәбілов"]


def test_no_more_are_read_than_asked_for(replica):
    assert len(queries.search(replica, "э", limit=2)) == 2
    assert len(queries.search(replica, "абил", limit=1)) == 1
    assert queries.found_amount(replica, "э", 3) == 3


def test_every_application_is_found_by_each_beginning_of_each_of_its_words(tmp_path):
    desk = make_desk(tmp_path)
    lines = feed(crowd(60, "school-63"), first=100)
    with desk.write() as writing:
        writing.absorb([], lines, lines[-1].seq, HEARD)
    for line in queries.search(desk.replica, "", limit=60):
        for word in (*line.child.split(), *line.applicant.split(), line.number, line.iin, line.phone):
            for end in range(1, len(word) + 1):
                found = {one.id for one in queries.search(desk.replica, word[:end], limit=60)}
                assert line.id in found, word[:end]
    desk.replica.close()
