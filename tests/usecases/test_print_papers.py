"""Papers are printed by the very bytes that were kept, together as the school's sets say, and every print is logged."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from admission.application import Ruling, Status
from admission.printouts import dump_printout
from admission.problems import ActRefused
from desktop_app.models import papers, queries
from desktop_app.models.print_log import printed, printed_of, unconfirmed
from desktop_app.printing.paper import to_pdf
from desktop_app.usecases.issue_paper import issue, issue_in, issue_receipt, reprint
from desktop_app.usecases.print_paper import Job, Sheet, Target, Told, confirm_in_hand, make_again, print_jobs
from desktop_app.usecases.print_sets import FILE, SetItem, issue_set, read_sets, sets_for
from tests.desk import EXECUTOR, ROOT, feed, seen
from tests.desk import printed as contents
from tests.printing.fake_printers import FakePrinters

SHIPPED = ROOT / "resources" / FILE


@pytest.fixture
def press(texts_kk, texts_ru):
    return partial(to_pdf, texts={"kk": texts_kk, "ru": texts_ru}, fonts=ROOT / "resources" / "fonts")


@pytest.fixture
def printers():
    return FakePrinters()


def jobs_of(desk, sheets):
    return [Job(sheet, queries.paper_pdf(desk.replica, sheet.paper) or b"", "Qabyldau") for sheet in sheets]


def send(desk, printers, sheets):
    return print_jobs(desk, EXECUTOR, jobs_of(desk, sheets), Target(printers, "HP"))


def outcomes(desk, paper):
    return [line.outcome for line in printed(desk.replica, [paper])]


def a_file(folder: Path, text: str) -> Path:
    (folder / FILE).write_text(text, encoding="utf-8")
    return folder / FILE


def test_after_filing_the_receipt_twice_and_the_line_of_the_journal(desk, filed, press, printers):
    sheets = issue_set(desk, EXECUTOR, filed, press, read_sets((SHIPPED,))["filing"])
    assert send(desk, printers, sheets) == Told(2)
    kinds = [paper.kind for paper in papers.papers(desk.replica, filed)]
    assert kinds == ["receipt", "journal-line"]
    assert [(pdf, printer, copies) for pdf, printer, _, copies in printers.jobs] == [
        (queries.paper_pdf(desk.replica, sheets[0].paper), "HP", 2),
        (queries.paper_pdf(desk.replica, sheets[1].paper), "HP", 1),
    ]


def test_the_line_of_the_journal_says_what_the_journal_says(desk, filed, press):
    [_, sheet] = issue_set(desk, EXECUTOR, filed, press, read_sets((SHIPPED,))["filing"])
    paper, application = contents(desk, sheet.paper), seen(desk, filed)
    assert (paper.number, paper.line.child) == (application.number, application.draft.child.name.full)
    assert (paper.line.executor, paper.line.due) == (EXECUTOR.name.short, application.due)


def test_the_log_tells_when_who_where_and_how_many(desk, filed, clock, printers):
    paper = issue_receipt(desk, EXECUTOR, filed, dump_printout)
    clock.forward(minutes=3)
    send(desk, printers, [Sheet(paper, 2)])
    [line] = printed_of(desk.replica, filed)
    assert (line.paper, line.at, line.by) == (paper, clock.now, EXECUTOR.name.short)
    assert (line.printer, line.copies, line.outcome, line.open) == ("HP", 2, "sent", True)
    confirm_in_hand(desk, [paper])
    assert outcomes(desk, paper) == ["in-hand"]


def test_a_printer_that_does_not_take_it_loses_nothing(desk, filed, press, printers):
    sheets = issue_set(desk, EXECUTOR, filed, press, read_sets((SHIPPED,))["filing"])
    printers.trouble = "offline"
    assert send(desk, printers, sheets) == Told(0, "offline")
    assert [outcomes(desk, sheet.paper) for sheet in sheets] == [["offline"], []]
    assert unconfirmed(printed_of(desk.replica, filed)) == []
    printers.trouble = ""
    assert send(desk, printers, sheets) == Told(2)
    assert outcomes(desk, sheets[0].paper) == ["offline", "sent"]


def test_a_print_that_broke_off_with_the_computer_stays_open(desk, filed):
    paper = issue_receipt(desk, EXECUTOR, filed, dump_printout)

    class Cut:
        def names(self):
            return ("HP",)

        def send(self, *_):
            raise SystemExit

    with pytest.raises(SystemExit):
        send(desk, Cut(), [Sheet(paper)])
    assert [line.outcome for line in unconfirmed(printed(desk.replica, [paper]))] == ["sending"]


def test_what_did_not_come_out_is_followed_by_a_copy_that_says_so(desk, filed, printers):
    paper = issue_receipt(desk, EXECUTOR, filed, dump_printout)
    send(desk, printers, [Sheet(paper, 2)])
    [copy] = make_again(desk, EXECUTOR, [Sheet(paper, 2)], dump_printout)
    send(desk, printers, [copy])
    [further] = make_again(desk, EXECUTOR, [copy], dump_printout)
    assert [contents(desk, one).copy for one in (paper, copy.paper, further.paper)] == [1, 2, 3]
    assert (outcomes(desk, paper), outcomes(desk, copy.paper)) == (["again"], ["again"])
    lines = papers.papers(desk.replica, filed)
    assert [(line.original, line.copies) for line in lines] == [("", 3), (paper, 2), (paper, 3)]
    assert copy.copies == 2


def test_an_order_is_printed_again_as_it_was_signed(desk):
    assert make_again(desk, EXECUTOR, [Sheet("1-Қ", 2)], dump_printout) == (Sheet("1-Қ", 2),)


def test_a_set_that_is_printed_later_holds_the_receipt_itself_or_its_copy(desk, filed, printers):
    items = (SetItem("receipt", 2),)
    [first] = issue_set(desk, EXECUTOR, filed, dump_printout, items)
    assert issue_set(desk, EXECUTOR, filed, dump_printout, items) == (first,), "it was never printed"
    send(desk, printers, [first])
    [later] = issue_set(desk, EXECUTOR, filed, dump_printout, items)
    assert contents(desk, later.paper).copy == 2


def test_a_paper_that_would_say_nothing_true_is_left_out_of_the_set(desk, filed):
    items = (SetItem("contract"), SetItem("receipt"), SetItem("refusal"))
    [sheet] = issue_set(desk, EXECUTOR, filed, dump_printout, items)
    assert papers.papers(desk.replica, filed)[0].id == sheet.paper
    with pytest.raises(ActRefused) as refused:
        issue_set(desk, EXECUTOR, filed, dump_printout, items[:1])
    assert refused.value.problems[0].code == "print-set-empty"


def test_a_set_in_one_language_keeps_it_at_the_reprint(desk, filed, press, texts_ru):
    [sheet] = issue_set(desk, EXECUTOR, filed, press, (SetItem("receipt", languages=("ru",)),))
    again = reprint(desk, EXECUTOR, sheet.paper, press)
    for paper in (sheet.paper, again):
        assert queries.paper_pdf(desk.replica, paper) == press(contents(desk, paper), languages=("ru",))
    both = issue_in((), issue_receipt, desk, EXECUTOR, filed, press)
    assert queries.paper_pdf(desk.replica, both) == press(contents(desk, both))


def test_an_old_paper_gives_the_same_bytes_when_it_is_made_anew(desk, filed, press, clock):
    sheets = issue_set(desk, EXECUTOR, filed, press, read_sets((SHIPPED,))["filing"])
    clock.forward(days=400)
    for sheet in sheets:
        assert press(contents(desk, sheet.paper)) == queries.paper_pdf(desk.replica, sheet.paper)


def test_a_refused_application_has_a_set_of_its_own(desk, filed):
    base = seen(desk, filed)
    assert sets_for(base) == ("filing",)
    assert sets_for(replace(base, status=Status.REFUSED)) == ("filing", "refusal")


def test_a_school_words_one_set_and_keeps_ours_for_the_rest(tmp_path):
    own = a_file(tmp_path, '[[filing]]\npaper = "receipt"\nlanguages = ["kk"]\n')
    sets = read_sets((SHIPPED, own))
    assert sets["filing"] == (SetItem("receipt", 1, ("kk",)),)
    assert sets["order"] == (SetItem("order", 2),)
    assert read_sets((SHIPPED, tmp_path / "nowhere.toml"))["refusal"] == (SetItem("refusal", 2),)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[[filing]\n", "print-sets-broken"),
        ('[[filing]]\npaper = "receipt"\nmany = 2\n', "print-sets-broken"),
        ('[[filing]]\npaper = "receipt"\ncopies = "two"\n', "print-sets-broken"),
        ('[[lunch]]\npaper = "receipt"\n', "print-sets-unknown"),
        ('[[filing]]\npaper = "menu"\n', "print-sets-unknown"),
        ('[[order]]\npaper = "receipt"\n', "print-sets-unknown"),
        ('[[filing]]\npaper = "receipt"\ncopies = 10\n', "print-sets-copies"),
        ('[[filing]]\npaper = "receipt"\nlanguages = ["en"]\n', "print-sets-languages"),
        ('[[order]]\npaper = "order"\nlanguages = ["kk"]\n', "print-sets-languages"),
    ],
)
def test_a_wrong_file_is_refused_whole(tmp_path, text, code, catalogues):
    with pytest.raises(ActRefused) as refused:
        read_sets((SHIPPED, a_file(tmp_path, text)))
    [problem] = refused.value.problems
    assert (problem.code, problem.params["file"]) == (code, FILE)


def test_a_provisional_refusal_is_followed_by_the_confirmed_one(desk, filed, printers):
    tell_refused(desk, seen(desk, filed))
    items = (SetItem("refusal", 2),)
    [sheet] = issue_set(desk, EXECUTOR, "refused-1", dump_printout, items)
    final = contents(desk, sheet.paper)
    assert final.confirmed
    provisional = replace(final, id="provisional", confirmed=False)
    issue(desk, EXECUTOR, provisional, dump_printout, "refused-1")
    send(desk, printers, [sheet, Sheet("provisional")])
    [again] = issue_set(desk, EXECUTOR, "refused-1", dump_printout, items)
    assert (contents(desk, again.paper).confirmed, contents(desk, again.paper).copy) == (True, 1)


def tell_refused(desk, base):
    """A refused application comes down from the centre."""
    decision = Ruling(accept=False, by="director", at=desk.now(), grounds=("class-full",), reason="x")
    child = replace(base.draft.child, iin="200915590012")
    draft = replace(base.draft, child=child)
    row = replace(
        base, id="refused-1", number="А-0401", status=Status.REFUSED, draft=draft, decision=decision
    )
    with desk.write() as writing:
        writing.absorb([], feed(row, start=100), 101, desk.now())
