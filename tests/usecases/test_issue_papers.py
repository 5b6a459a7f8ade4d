"""Papers are issued from what was written, only where they say something true, and kept as they were."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from admission.application import Status, Transfer
from admission.people import PersonName
from admission.printouts import dump_printout
from admission.problems import ActRefused
from admission.wire import FeedRow
from desktop_app.models import papers, queries
from desktop_app.usecases import issue_family_paper as family
from desktop_app.usecases import issue_school_paper as school
from desktop_app.usecases.annul import annul
from desktop_app.usecases.export_pupils import export_pupils
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.issue_paper import reprint
from desktop_app.usecases.withdraw import withdraw
from tests.desk import DIRECTOR, EXECUTOR, OTHER_CHILD, a_draft, feed, printed, seen
from tests.usecases.rows import accepted, enrolled, order_of, waitlisted


def tell(desk, *rows: FeedRow) -> None:
    """Rows come down from the centre."""
    with desk.write() as writing:
        writing.absorb([], feed(*rows, start=100), 100 + len(rows), desk.now())


def codes(refused):
    return [problem.code for problem in refused.value.problems]


def test_the_form_says_what_was_filed(desk, filed):
    form = printed(desk, family.issue_form(desk, EXECUTOR, filed, dump_printout))
    draft = seen(desk, filed).draft
    assert (form.number, form.child, form.applicant) == (
        "А-0001",
        draft.child.name.full,
        draft.applicant.name.full,
    )
    assert (form.relation, form.language, form.school_year) == ("mother", "kk", "2026-2027")
    assert (form.director, len(form.documents)) == (DIRECTOR.name.short, 3)


def test_nothing_is_missing_where_every_paper_was_handed_over(desk, filed):
    with pytest.raises(ActRefused) as refused:
        family.issue_missing(desk, EXECUTOR, filed, dump_printout)
    assert codes(refused) == ["nothing-missing"]


def test_the_notice_lists_what_the_rules_ask_for_and_nobody_brought(desk, filed):
    found = seen(desk, filed)
    poorer = replace(
        found,
        id="poorer",
        number="А-0002",
        draft=replace(found.draft, child=OTHER_CHILD, documents=()),
    )
    tell(desk, poorer)
    notice = printed(desk, family.issue_missing(desk, EXECUTOR, "poorer", dump_printout))
    rules = desk.rules
    asked = {
        rule.code: rule.name for rule in rules.documents if rule.code in {"photo", "vaccinations", "health"}
    }
    assert [line.name for line in notice.wanted] == list(asked.values())


def test_a_withdrawal_is_confirmed_with_its_moment_and_reason(desk, filed, clock):
    clock.forward(hours=2)
    withdraw(desk, EXECUTOR, filed, "көшіп кетті")
    clock.forward(hours=1)
    paper = printed(desk, family.issue_withdrawal(desk, EXECUTOR, filed, dump_printout))
    assert (paper.reason, paper.withdrawn) == ("көшіп кетті", seen(desk, filed).history[-1].at)
    assert len(paper.returned) == 3


@pytest.mark.parametrize(
    ("issue", "code"),
    [
        (family.issue_withdrawal, "not-withdrawn"),
        (family.issue_waiting_list, "not-waiting"),
        (family.issue_transfer_slip, "not-transfer"),
        (family.issue_contract, "not-admitted"),
    ],
)
def test_a_paper_that_would_say_something_untrue_is_refused(desk, filed, issue, code):
    with pytest.raises(ActRefused) as refused:
        issue(desk, EXECUTOR, filed, dump_printout)
    assert codes(refused) == [code]
    assert queries.papers(desk.replica, filed) == []


def test_an_application_nobody_knows_has_no_papers(desk):
    with pytest.raises(ActRefused) as refused:
        family.issue_form(desk, EXECUTOR, "nobody", dump_printout)
    assert codes(refused) == ["application-unknown"]


def test_the_extract_ends_at_the_own_place_and_names_no_other_child(desk, filed):
    base = seen(desk, filed)
    tell(desk, *(waitlisted(base, n) for n in (3, 1, 2)))
    paper = printed(desk, family.issue_waiting_list(desk, EXECUTOR, "waits-2", dump_printout))
    assert [(line.position, line.number, bool(line.child)) for line in paper.lines] == [
        (1, "А-0101", False),
        (2, "А-0102", True),
    ]
    assert paper.waiting == 3


def test_who_waits_outside_the_territory_stands_in_another_list(desk, filed):
    base = seen(desk, filed)
    other = waitlisted(base, 1)
    tell(desk, replace(other, draft=replace(other.draft, by_territory=False)), waitlisted(base, 2))
    paper = printed(desk, family.issue_waiting_list(desk, EXECUTOR, "waits-2", dump_printout))
    assert [line.number for line in paper.lines] == ["А-0102"]


def test_a_slip_of_an_accepted_transfer_is_good_for_three_working_days(desk, filed):
    base = seen(desk, filed)
    moved = replace(base.draft, transfer=Transfer(from_school="№7 мектеп"), grade=3)
    tell(desk, replace(accepted(base, 1), draft=moved))
    slip = printed(desk, family.issue_transfer_slip(desk, EXECUTOR, "accepted-1", dump_printout))
    assert (slip.way, slip.other_school, slip.grade) == ("arrival", "№7 мектеп", 3)
    assert (slip.valid_until - slip.dated).days == 3


def test_a_contract_is_made_with_the_parent_of_an_accepted_child(desk, filed):
    tell(desk, accepted(seen(desk, filed), 1))
    paper = printed(desk, family.issue_contract(desk, EXECUTOR, "accepted-1", dump_printout))
    assert (paper.number, paper.applicant_iin) == ("А-0201", "840415450261")


def test_what_the_card_offers_can_be_issued_and_what_it_does_not_cannot(desk, filed):
    base = seen(desk, filed)
    tell(desk, accepted(base, 1), waitlisted(base, 1))
    withdraw(desk, EXECUTOR, filed)
    for application in (filed, "accepted-1", "waits-1"):
        offered = family.possible_papers(desk, seen(desk, application))
        for kind, issue in family.FAMILY_PAPERS.items():
            if kind in offered:
                assert papers.paper_pdf(desk.replica, issue(desk, EXECUTOR, application, dump_printout))
            else:
                with pytest.raises(ActRefused):
                    issue(desk, EXECUTOR, application, dump_printout)


def test_a_reprint_of_every_new_paper_is_marked_as_a_copy(desk, filed):
    first = family.issue_form(desk, EXECUTOR, filed, dump_printout)
    second = printed(desk, reprint(desk, EXECUTOR, first, dump_printout))
    assert second.copy == 2


def test_a_blank_form_has_the_papers_asked_of_everybody(desk):
    form = printed(desk, school.issue_blank_form(desk, EXECUTOR, dump_printout))
    assert (form.number, form.applicant, form.by_territory) == ("", "", None)
    assert len(form.documents) >= 3


def test_an_empty_journal_is_refused(desk):
    with pytest.raises(ActRefused) as refused:
        school.issue_journal(desk, EXECUTOR, dump_printout)
    assert codes(refused) == ["journal-empty"]


def test_the_journal_keeps_withdrawn_and_annulled_applications_crossed_out(desk, filed, clock):
    clock.forward(minutes=1)
    other = file_application(desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    clock.forward(minutes=1)
    withdraw(desk, EXECUTOR, filed)
    annul(desk, DIRECTOR, other, "екі рет тіркелген, қате")
    journal = printed(desk, school.issue_journal(desk, EXECUTOR, dump_printout))
    told = [(line.number, line.status, line.struck) for line in journal.lines]
    assert told == [("А-0001", "withdrawn", True), ("А-0002", "annulled", True)]
    assert [line.withdrawn is not None for line in journal.lines] == [True, False]
    assert journal.lines[0].documents == (3, 3)
    assert journal.lines[0].executor == EXECUTOR.name.short


def test_a_class_list_holds_its_class_in_the_order_of_the_kazakh_alphabet(desk, filed):
    base = seen(desk, filed)
    names = ["Яковлева", "Әбенов", "Ағыбаев", "Ғали", "Гусев"]
    children = [enrolled(base, n, PersonName(name, "Сәуле"), "order-a") for n, name in enumerate(names, 1)]
    elsewhere = enrolled(base, 9, PersonName("Басқа", "Бала"), "order-b")
    tell(
        desk,
        *children,
        elsewhere,
        order_of("order-a", "А", children),
        order_of("order-b", "Ә", [elsewhere]),
    )
    paper = printed(desk, school.issue_class_list(desk, EXECUTOR, "kk", "А", dump_printout))
    assert [line.surname for line in paper.lines] == ["Ағыбаев", "Әбенов", "Гусев", "Ғали", "Яковлева"]
    assert (paper.number, paper.lines[0].order) == ("1 «А»", "1-А")
    book = printed(desk, school.issue_alphabet_book(desk, EXECUTOR, dump_printout))
    assert len(book.lines) == 6


def test_a_class_without_children_has_no_list(desk, filed):
    for issue in (
        lambda: school.issue_class_list(desk, EXECUTOR, "kk", "А", dump_printout),
        lambda: school.issue_alphabet_book(desk, EXECUTOR, dump_printout),
    ):
        with pytest.raises(ActRefused) as refused:
            issue()
        assert codes(refused) == ["nobody-enrolled"]


def test_a_child_that_is_only_accepted_stands_in_no_list(desk, filed):
    tell(desk, accepted(seen(desk, filed), 1))
    assert seen(desk, "accepted-1").status is Status.ACCEPTED
    assert school.enrolled_pupils(desk) == ()


def test_the_table_for_the_national_database_holds_the_enrolled_children(desk, filed):
    seen_pupils = []

    def table(pupils):
        seen_pupils.extend(pupils)
        return b"xlsx"

    with pytest.raises(ActRefused):
        export_pupils(desk, table)
    child = enrolled(seen(desk, filed), 1, PersonName("Әбенов", "Сәуле"), "order-a")
    tell(desk, child, order_of("order-a", "А", [child]))
    assert export_pupils(desk, table) == b"xlsx"
    assert [(one.surname, one.order, one.parent_iin) for one in seen_pupils] == [
        ("Әбенов", "1-А", "840415450261")
    ]
