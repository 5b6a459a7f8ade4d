"""The very edges of days, lengths and sizes, where one step further is another answer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from admission.acts import Attached
from admission.application import Attachment, DocumentBrought, Status
from admission.context import Outcome, first_reads
from admission.documents import check_wanting, required_documents
from admission.files import check_file
from admission.identifiers import normal_phone
from admission.naming import check_name
from admission.problems import Problem
from admission.profiles import Break, StatusRule, Window, check_window, rules_in_force
from tests.admission.casework import RULES, Casework, filing
from tests.desk import CHILD, EXECUTOR, a_draft, calendar

FIRST, LAST = RULES.valid_from, RULES.valid_to
DAY = timedelta(days=1)
TODAY = date(2026, 8, 25)
SOI, EOI, SCAN = b"\xff\xd8", b"\xff\xd9", b"\xff\xda"


@pytest.mark.parametrize(
    ("day", "valid"), [(FIRST - DAY, False), (FIRST, True), (LAST, True), (LAST + DAY, False)]
)
def test_a_profile_is_in_force_from_its_first_day_to_its_last(day, valid):
    assert rules_in_force({"oqu2026": RULES}, day) == (RULES if valid else None)


@pytest.mark.parametrize(
    ("day", "grade", "holidays"),
    [
        (9, 2, False),
        (10, 2, True),
        (12, 2, True),
        (13, 2, False),
        (10, 1, True),
        (20, 1, True),
        (20, 2, False),
    ],
)
def test_holidays_last_from_their_first_day_to_their_last(day, grade, holidays):
    breaks = (Break(date(2027, 2, 10), date(2027, 2, 12)), Break(date(2027, 2, 20), date(2027, 2, 20), (1,)))
    assert replace(RULES, breaks=breaks).in_break(date(2027, 2, day), grade) is holidays


@pytest.mark.parametrize(
    ("closes", "paper_until"),
    [(date(2026, 8, 28), 28), (date(2026, 8, 29), 28), (date(2026, 8, 30), 28), (date(2026, 8, 31), 31)],
    ids=["Friday", "Saturday", "Sunday", "Monday"],
)
def test_a_window_that_ends_on_a_day_off_ends_for_paper_on_the_working_day_before(closes, paper_until):
    law = replace(RULES, windows=(Window(date(2026, 8, 1), closes),))
    last = max(day for day in range(1, 32) if not check_window(law, "astana", date(2026, 8, day), calendar()))
    assert last == paper_until
    assert check_window(law, "astana", closes) == ()


def test_what_a_profile_says_of_a_status_is_found_by_its_code():
    words = {"kk": "а", "ru": "а", "en": "a"}
    rows = tuple(StatusRule(code=code, name=words) for code in ("accepted", "refused"))
    law = replace(RULES, statuses=rows)
    assert (law.status("refused"), law.status("accepted"), law.status("annulled")) == (rows[1], rows[0], None)


@pytest.mark.parametrize(
    ("digits", "kept"), [("1234567", False), ("12345678", True), ("1" * 15, True), ("1" * 16, False)]
)
def test_a_number_from_abroad_has_eight_to_fifteen_digits(digits, kept):
    assert normal_phone(f"+{digits}") == (f"+{digits}" if kept else None)


def test_letters_of_another_alphabet_are_named():
    assert check_name("Joe", "at", required=True) == (Problem("name-letters", "at", {"letters": "Joe"}),)
    [doubt] = check_name("Aсан", "at", required=True)
    assert doubt == Problem("name-lookalike", "at", {"letters": "A", "suggestion": "Асан"}, "warn")


def test_a_child_without_a_number_is_its_name_and_birth_date():
    assert replace(CHILD, iin="").key == "дүйсенбаев әлихан ерболұлы|2020-09-15"


# Papers


@pytest.mark.parametrize(("days", "asked"), [(-1, True), (0, False), (1, False)])
def test_a_paper_of_the_elder_is_asked_of_those_born_before_the_day(days, asked):
    paper = replace(RULES.documents[0], code="old", born_before=date(2020, 9, 15))
    law = replace(RULES, documents=(paper,))
    draft = a_draft(child=replace(CHILD, born=date(2020, 9, 15) + timedelta(days=days)))
    assert (required_documents(draft, law) == (paper,)) is asked


@pytest.mark.parametrize(("until", "ran_out"), [("2026-08-24", True), ("2026-08-25", False), ("", False)])
def test_a_paper_holds_on_its_last_day_and_a_scan_of_it_renews_nothing(until, ran_out):
    case = Casework()
    papers = a_draft().documents
    case.file(documents=(*papers[:2], DocumentBrought(code="health", valid_until=until)))
    scan = Attachment(sha256="a" * 64, size=9, mime="application/pdf", document="health")
    case.do(Attached(application="one", attachment=scan), EXECUTOR)
    wanted = Problem("document-ran-out", "documents.health", {"until": until}, "warn")
    found = check_wanting(case.application(), RULES, "acceptance", TODAY)
    assert found == ((wanted,) if ran_out else ())


# Files


@pytest.mark.parametrize(
    ("data", "whole"),
    [(SOI + SCAN + EOI, True), (SOI + b"\xff", False), (SOI + SCAN, False), (SOI + SCAN + b"\xff", False),
     (SOI + b"\xff\xfe\x01\x2c" + b" " * 298 + SCAN + b"\x00\x02" + EOI, True),
     (SOI + b"\xff\xfe\x01\x2c" + b" " * 299 + SCAN + b"\x00\x02" + EOI, False),
     (SOI + b"\xff\xfe\x00\x04" + EOI + SCAN + b"\x00\x02", False)],
    ids=["nothing drawn", "three bytes", "only begun", "cut in the scan", "long comment", "comment runs over",
         "end only inside a comment"],
)  # fmt: skip
def test_a_picture_is_whole_when_its_end_follows_its_scan(data, whole):
    assert check_file("a.jpg", data, "at") == (() if whole else (Problem("file-broken", "at"),))


def test_a_file_of_another_kind_than_its_name_is_told_with_both():
    picture = SOI + SCAN + EOI
    wanted = Problem("file-not-what-its-name-says", "at", {"suffix": "pdf", "kind": "jpeg"})
    assert check_file("a.pdf", picture, "at") == (wanted,)


# What travels


def test_outcomes_and_statuses_travel_under_these_words():
    assert [str(one) for one in Outcome] == ["applied", "applied_changed", "refused", "quarantined"]
    assert {str(one) for one in Status} == {
        "under_review", "on_signature", "accepted", "waitlisted", "enrolled", "refused", "withdrawn", "annulled",
        "duplicate_hold", "sent_for_registration", "registered", "registration_refused",
    }  # fmt: skip


def test_a_filing_reads_its_own_row_and_the_stream_it_asks_a_place_in():
    act = Casework().act(filing("one"), EXECUTOR)
    assert first_reads(act) == (("application", "one"), ("stream", "school-63/2026/kk"))
