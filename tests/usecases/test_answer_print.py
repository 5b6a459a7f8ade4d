"""A print nobody has answered for asks until somebody says what became of the paper, whatever happens to the desk."""

from __future__ import annotations

import pytest

from admission.context import Outcome
from admission.exchange import ActResult
from admission.problems import Problem
from desktop_app.models import asking, attention
from desktop_app.models.lines import IN_HAND, NOT_NEEDED, AttentionItem, OpenPrint
from desktop_app.models.outgoing import counts
from desktop_app.models.papers import paper_line, papers
from desktop_app.models.print_log import asking_amount, printed
from desktop_app.models.replica import open_replica
from desktop_app.usecases.answer_print import answer_print, print_anew
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.issue_paper import issue_receipt, reprint
from desktop_app.usecases.print_paper import Job, Sheet, Target, confirm_in_hand, make_again, print_jobs
from tests.desk import DIRECTOR, EXECUTOR, KEY, a_draft, make_desk
from tests.printing.fake_printers import FakePrinters


def press(_paper, **_):
    return b"%PDF-1.4"


@pytest.fixture
def desk(tmp_path):
    made = make_desk(tmp_path)
    yield made
    made.replica.close()


@pytest.fixture
def filed(desk):
    return file_application(desk, EXECUTOR, a_draft())


@pytest.fixture
def paper(desk, filed):
    return issue_receipt(desk, EXECUTOR, filed, press)


def send(desk, paper, *, trouble="", officer=EXECUTOR, copies=1):
    printers = FakePrinters()
    printers.trouble = trouble
    desk.now.forward(minutes=1)
    print_jobs(desk, officer, [Job(Sheet(paper, copies), b"%PDF-1.4", "Qabyldau")], Target(printers, "HP"))


def asked(desk, person=attention.EVERYBODY):
    found = asking.asking_items(desk.replica, person, 100, 0)
    assert asking.amount(desk.replica, person) == len([one for one in found if not one.seen])
    return found


def test_a_print_nobody_answered_for_says_which_paper_who_when_and_where(desk, filed, paper):
    assert asked(desk) == []
    send(desk, paper, copies=2)
    [item] = asked(desk)
    assert isinstance(item, OpenPrint)
    assert (item.kind, item.copy, item.number) == ("receipt", 0, "А-0001")
    assert (item.application, item.child) == (filed, "Дүйсенбаев Әлихан Ерболұлы")
    assert (item.line.by, item.line.printer, item.line.copies) == (EXECUTOR.name.short, "HP", 2)
    assert item.line.at == desk.now()
    assert counts(desk.replica, desk.now()).asking == 1


def test_it_still_asks_after_a_restart(desk, paper):
    send(desk, paper)
    desk.replica.close()
    again = open_replica(desk.replica.path, KEY)
    assert [one.id for one in asking.asking_items(again, "", 10, 0)] == [
        line.id for line in printed(again, [paper])
    ]
    again.close()


@pytest.mark.parametrize("answer", [IN_HAND, NOT_NEEDED])
@pytest.mark.parametrize("trouble", ["", "offline"])
def test_an_answer_ends_the_question_and_stays_in_the_log(desk, paper, answer, trouble):
    send(desk, paper, trouble=trouble)
    [item] = asked(desk)
    answer_print(desk, EXECUTOR, item.id, answer)
    assert asked(desk) == []
    assert [line.outcome for line in printed(desk.replica, [paper])] == [answer]
    assert counts(desk.replica, desk.now()).asking == 0


def test_a_paper_in_hand_and_one_printed_again_ask_no_more_than_once(desk, filed, paper):
    send(desk, paper)
    confirm_in_hand(desk, [paper])
    assert asked(desk) == []
    send(desk, paper)
    [sheet] = make_again(desk, EXECUTOR, [Sheet(paper)], press)
    assert [one.line.outcome for one in asked(desk)] == ["again"], "the copy was made and never printed"
    send(desk, sheet.paper)
    [copy] = asked(desk)
    assert (copy.line.paper, copy.copy) == (sheet.paper, 2)
    answer_print(desk, EXECUTOR, copy.id, IN_HAND)
    assert asked(desk) == []


def test_of_a_copy_that_was_made_and_never_printed_no_other_is_made(desk, filed, paper):
    send(desk, paper)
    [copy] = make_again(desk, EXECUTOR, [Sheet(paper, 2)], press)
    [item] = asked(desk)
    assert print_anew(desk, EXECUTOR, item.line, press) == (Sheet(copy.paper, 1),)
    assert len(papers(desk.replica, filed)) == 2


def test_what_the_printer_may_have_let_go_is_followed_by_a_marked_copy(desk, filed, paper):
    for trouble in ("", "slow"):
        send(desk, paper, trouble=trouble)
        [item] = asked(desk)
        [sheet] = print_anew(desk, EXECUTOR, item.line, press)
        copy = paper_line(desk.replica, sheet.paper)
        assert copy is not None
        assert copy.original == paper
        send(desk, sheet.paper)
        confirm_in_hand(desk, [sheet.paper])
    assert asked(desk) == []


@pytest.mark.parametrize("trouble", ["offline", "refused", "spooler-gone"])
def test_what_the_printer_never_took_is_printed_itself(desk, filed, paper, trouble):
    send(desk, paper, trouble=trouble)
    [item] = asked(desk)
    assert item.line.outcome == trouble
    assert print_anew(desk, EXECUTOR, item.line, press) == (Sheet(paper),)
    send(desk, paper)
    confirm_in_hand(desk, [paper])
    assert asked(desk) == []


def test_a_trouble_is_over_when_a_copy_of_the_paper_was_printed_since(desk, paper):
    send(desk, paper, trouble="offline")
    copy = reprint(desk, EXECUTOR, paper, press)
    send(desk, copy)
    assert [one.line.paper for one in asked(desk)] == [copy]


def test_a_signed_order_asks_by_its_number_and_is_printed_as_it_is(desk):
    send(desk, "1-Қ", copies=2)
    [item] = asked(desk)
    assert (item.kind, item.number, item.application) == ("", "1-Қ", "")
    assert print_anew(desk, EXECUTOR, item.line, press) == (Sheet("1-Қ", 2),)


def test_prints_and_answers_of_the_centre_are_one_list_page_by_page_and_by_person(desk, paper):
    other = reprint(desk, EXECUTOR, paper, press)
    send(desk, paper, officer=DIRECTOR)
    desk.now.forward(minutes=1)
    with desk.write() as writing:
        told = ActResult(n=1, outcome=Outcome.QUARANTINED, seq=51, reason=Problem("officer-unknown"))
        writing.absorb([told], [], 51, desk.now())
    send(desk, other)
    everything = asked(desk)
    assert [type(one) for one in everything] == [OpenPrint, AttentionItem, OpenPrint]
    pages = [asking.asking_items(desk.replica, "", 1, n) for n in range(4)]
    assert [one for page in pages for one in page] == everything
    assert [one.line.person for one in asked(desk, DIRECTOR.id)] == [DIRECTOR.id]
    with desk.write() as writing:
        writing.people.settle_item(everything[1].id, EXECUTOR.id, desk.now())
    assert [one.seen for one in asked(desk)] == [False, False, True]
    assert (attention.asking(desk.replica), asking_amount(desk.replica)) == (0, 2)
