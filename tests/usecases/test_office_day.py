"""The office's day at one desk: what each verb writes, and what it refuses."""

from datetime import date
from io import BytesIO

import pytest
from msgspec.structs import replace
from PIL import Image

from admission.application import Status
from admission.people import PersonName
from admission.printouts import Receipt, dump_printout
from admission.problems import ActRefused
from desktop_app.models import papers, people, queries
from desktop_app.usecases.annul import annul
from desktop_app.usecases.attach_file import attach_file
from desktop_app.usecases.check_document import check_document
from desktop_app.usecases.decide_application import decide_application
from desktop_app.usecases.file_application import check_draft, file_application
from desktop_app.usecases.issue_paper import issue_receipt, issue_refusal, reprint
from desktop_app.usecases.keep_draft import drop_draft, keep_draft
from desktop_app.usecases.open_card import open_card
from desktop_app.usecases.plan_order import orderable
from desktop_app.usecases.propose import propose
from desktop_app.usecases.return_application import return_application
from desktop_app.usecases.sign_in import sign_in
from desktop_app.usecases.withdraw import withdraw
from tests.desk import (
    CHILD,
    DIRECTOR,
    EXECUTOR,
    OTHER_CHILD,
    PASSWORD,
    a_draft,
    printed,
    seen,
)


def a_jpeg() -> bytes:
    out = BytesIO()
    Image.new("RGB", (30, 40), "white").save(out, "JPEG")
    return out.getvalue()


JPEG = a_jpeg()
ENCRYPTED = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<</Encrypt 1 0 R>>\nstartxref\n9\n%%EOF\n"


def codes(refused):
    return [problem.code for problem in refused.value.problems]


def test_numbers_of_a_desk_run_without_a_gap(desk):
    file_application(desk, EXECUTOR, a_draft())
    file_application(desk, EXECUTOR, a_draft(child=OTHER_CHILD))
    assert [line.number for line in queries.queue(desk.replica)] == ["А-0001", "А-0002"]


def test_a_refused_filing_uses_up_no_number(desk):
    with pytest.raises(ActRefused):
        file_application(desk, EXECUTOR, a_draft(data_consent=False))
    file_application(desk, EXECUTOR, a_draft())
    assert queries.queue(desk.replica)[0].number == "А-0001"


def test_the_same_child_twice_is_blocked_with_the_number_of_the_first(desk, filed):
    with pytest.raises(ActRefused) as refused:
        file_application(desk, EXECUTOR, a_draft())
    [problem] = refused.value.problems
    assert (problem.code, problem.params["number"]) == ("active-application", "А-0001")


def test_after_a_withdrawal_the_child_may_be_filed_again_under_a_new_number(desk, filed):
    withdraw(desk, EXECUTOR, filed, "көшіп кетті")
    again = file_application(desk, EXECUTOR, a_draft())
    assert seen(desk, again).number == "А-0002"
    assert seen(desk, filed).status is Status.WITHDRAWN


def test_a_child_spelled_otherwise_is_a_warning_the_clerk_may_stand_by(desk, filed):
    other = replace(CHILD, name=PersonName("Дуйсенбаев", "Алихан", "Ерболович"), iin="", citizenship="RU")
    draft = a_draft(child=other)
    warned = [problem.code for problem in check_draft(desk, draft) if problem.weight == "warn"]
    assert "similar-child" in warned


def test_filing_drops_the_kept_draft_and_nothing_else_does(desk):
    keep_draft(desk, EXECUTOR, {"child.iin": "2009"}, "child.iin")
    with pytest.raises(ActRefused):
        file_application(desk, EXECUTOR, a_draft(data_correct=False))
    kept = people.kept_draft(desk.replica, EXECUTOR.id)
    assert kept
    assert kept.fields == {"child.iin": "2009"}
    file_application(desk, EXECUTOR, a_draft())
    assert people.kept_draft(desk.replica, EXECUTOR.id) is None


def test_a_draft_given_up_is_gone(desk):
    keep_draft(desk, EXECUTOR, {"child.iin": "2009"}, "child.iin")
    drop_draft(desk, EXECUTOR)
    assert people.kept_draft(desk.replica, EXECUTOR.id) is None


def test_an_attachment_is_kept_once_and_waits_to_be_sent(desk, filed):
    attach_file(desk, EXECUTOR, filed, "photo", "photo.jpg", JPEG)
    attach_file(desk, EXECUTOR, filed, "photo", "photo.jpg", JPEG)
    application = seen(desk, filed)
    [line] = queries.files(desk.replica, application)
    assert (line.here, line.sent, queries.file_bytes(desk.replica, line.sha256)) == (True, False, JPEG)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("photo.jpg", b"", "file-empty"),
        ("photo.jpg", JPEG[:20] + b"\0" * 6_000_000 + JPEG[-2:], "file-too-large"),
        ("photo.jpg", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "file-not-what-its-name-says"),
        ("photo.jpg", b"x", "file-unknown"),
        ("photo.heic", b"\0\0\0\x18ftypheic" + b"\0" * 40, "file-broken"),
        (
            "photo.jpg",
            b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n",
            "file-not-what-its-name-says",
        ),
        ("a.pdf", ENCRYPTED, "file-encrypted"),
    ],
)
def test_a_bad_file_is_refused_and_nothing_is_written(desk, filed, name, data, code):
    with pytest.raises(ActRefused) as refused:
        attach_file(desk, EXECUTOR, filed, "photo", name, data)
    assert code in codes(refused)
    assert seen(desk, filed).attachments == ()


def test_a_check_says_who_and_when(desk, filed):
    check_document(desk, EXECUTOR, filed, "health", False, "күні жоқ")
    [check] = seen(desk, filed).checks
    assert (check.document, check.good, check.by, check.note) == ("health", False, EXECUTOR.id, "күні жоқ")


def test_a_refusal_demands_a_ground_and_a_reason(desk, filed):
    with pytest.raises(ActRefused) as refused:
        propose(desk, EXECUTOR, filed, False)
    assert codes(refused) == ["ground-missing"]
    with pytest.raises(ActRefused) as refused:
        propose(desk, EXECUTOR, filed, False, ("class-full",), "жоқ")
    assert codes(refused) == ["reason-too-short"]


def test_an_executor_decides_nothing(desk, filed):
    propose(desk, EXECUTOR, filed, True)
    with pytest.raises(ActRefused) as refused:
        decide_application(desk, EXECUTOR, filed, True)
    assert codes(refused) == ["role-missing"]


def test_the_director_returns_with_a_comment_only(desk, filed):
    propose(desk, EXECUTOR, filed, True)
    with pytest.raises(ActRefused):
        return_application(desk, DIRECTOR, filed, " ")
    return_application(desk, DIRECTOR, filed, "052-2/у қайта қаралсын")
    assert seen(desk, filed).status is Status.UNDER_REVIEW


def test_an_annulled_number_is_never_used_again(desk, filed):
    annul(desk, DIRECTOR, filed, "екі рет енгізілді")
    again = file_application(desk, EXECUTOR, a_draft())
    assert seen(desk, again).number == "А-0002"


def test_an_offline_acceptance_may_not_stand_in_an_order(desk, filed):
    propose(desk, EXECUTOR, filed, True)
    decide_application(desk, DIRECTOR, filed, True)
    assert seen(desk, filed).status is Status.ACCEPTED
    assert orderable(desk, "kk") == []


def test_a_receipt_is_printed_from_what_was_written(desk, filed):
    seen = []

    def press(printout):
        seen.append(printout)
        return dump_printout(printout)

    paper = issue_receipt(desk, EXECUTOR, filed, press)
    [receipt] = seen
    assert isinstance(receipt, Receipt)
    assert (receipt.number, receipt.child, receipt.missing) == ("А-0001", CHILD.name.full, ())
    assert papers.paper_pdf(desk.replica, paper) == dump_printout(receipt)


def test_a_reprint_is_marked_as_a_copy_and_says_the_same(desk, filed):
    first = issue_receipt(desk, EXECUTOR, filed, dump_printout)
    second = reprint(desk, EXECUTOR, first, dump_printout)
    one = printed(desk, first)
    two = printed(desk, second)
    assert (two.copy, replace(two, id=one.id, copy=1)) == (2, one)


def test_an_offline_refusal_is_a_provisional_paper(desk, filed):
    reason = "Ұсынылған құжаттарда мекенжай расталмаған"
    propose(desk, EXECUTOR, filed, False, ("non-compliant",), reason)
    decide_application(desk, DIRECTOR, filed, False, ("non-compliant",), reason)
    paper = issue_refusal(desk, DIRECTOR, filed, dump_printout)
    frozen = printed(desk, paper)
    assert (frozen.confirmed, frozen.reason, len(frozen.grounds)) == (False, reason, 1)


def test_no_refusal_is_printed_for_an_application_that_was_not_refused(desk, filed):
    with pytest.raises(ActRefused):
        issue_refusal(desk, DIRECTOR, filed, dump_printout)


def test_a_wrong_password_tells_nothing_about_the_login(desk):
    for login in ("aigul", "nobody"):
        with pytest.raises(ActRefused) as refused:
            sign_in(desk, login, "wrong")
        assert codes(refused) == ["sign-in-wrong"]


def test_five_wrong_passwords_lock_the_login_for_five_minutes(desk, clock):
    for _ in range(5):
        with pytest.raises(ActRefused):
            sign_in(desk, "aigul", "wrong")
    with pytest.raises(ActRefused) as refused:
        sign_in(desk, "aigul", PASSWORD)
    assert codes(refused) == ["sign-in-locked"]
    clock.forward(minutes=6)
    assert sign_in(desk, "Aigul ", PASSWORD) == EXECUTOR


def test_opening_a_card_leaves_a_trace(desk, filed):
    open_card(desk, EXECUTOR, filed)
    [opened] = people.unsent_openings(desk.replica)
    assert (opened.person, opened.application) == (EXECUTOR.id, filed)


def test_a_clock_that_jumps_back_is_held_to_what_the_centre_said(desk, clock):
    clock.now = clock.now.replace(year=2020)
    filed = file_application(desk, EXECUTOR, a_draft()) if not check_draft(desk, a_draft()) else None
    assert filed is None
    clock.now = clock.now.replace(year=2026, day=24)
    application = seen(desk, file_application(desk, EXECUTOR, a_draft()))
    assert "clock-jumped" in application.flags
    assert application.received.date() == date(2026, 8, 25)
