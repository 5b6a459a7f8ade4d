"""Papers of the counter: held with the unfinished form, durable, attached in the transaction that files it."""

from __future__ import annotations

import dataclasses

import pytest
from msgspec.structs import replace

from admission.problems import ActRefused
from desktop_app.models import files, queries
from desktop_app.models.draft_papers import held_papers
from desktop_app.scans.cropping import Frame
from desktop_app.scans.photos import COPY_BYTES
from desktop_app.scans.ready import JPEG, PDF, Paper
from desktop_app.usecases.attach_later import (
    drop_held,
    held,
    hold_brought,
    hold_of_family,
    hold_pages,
    hold_photo,
    take_back,
)
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.keep_draft import drop_draft
from tests.desk import APPLICANT, DIRECTOR, EXECUTOR, OTHER_CHILD, a_draft, make_desk, make_replica, seen
from tests.scans.samples import pdf_of, photo


@pytest.fixture
def desk(tmp_path):
    made = make_desk(tmp_path)
    yield made
    made.replica.close()


def picture(seed=0, name="a.jpg"):
    return Paper(name, photo(600 + seed, 400), JPEG)


def documents(desk, officer=EXECUTOR):
    return [one.document for one in held_papers(desk.replica, officer.id)]


def test_what_is_held_is_attached_in_the_transaction_of_the_filing(desk):
    hold_pages(desk, EXECUTOR, "health", [(picture(0), 0), (picture(1), 90)])
    hold_photo(desk, EXECUTOR, "photo", picture(2), 0, Frame(100, 0, 300))
    filed = file_application(desk, EXECUTOR, a_draft())
    one, other = seen(desk, filed).attachments
    assert (one.document, one.mime, other.document, other.mime) == ("health", PDF, "photo", JPEG)
    assert all(queries.file_bytes(desk.replica, each.sha256) for each in (one, other))
    assert held_papers(desk.replica, EXECUTOR.id) == []


def test_a_filing_that_fails_leaves_everything_held(desk):
    hold_pages(desk, EXECUTOR, "health", [(picture(), 0)])
    broken = dataclasses.replace(desk, new_id=ids_that_end(after=2))
    with pytest.raises(OSError, match="no more"):
        file_application(broken, EXECUTOR, a_draft())
    assert documents(desk) == ["health"]
    assert queries.queue(desk.replica) == []
    assert files.load(desk.replica).files == 0


def ids_that_end(after):
    """The application and its filing have one; the attachment that comes third has none."""
    left = [f"id-{number}" for number in range(after)]

    def new_id():
        if not left:
            raise OSError("no more")
        return left.pop()

    return new_id


def test_nothing_of_a_draft_is_sent_before_it_is_filed(desk):
    hold_brought(desk, EXECUTOR, [picture()])
    hold_pages(desk, EXECUTOR, "health", [(picture(1), 0)])
    assert files.unsent(desk.replica) == []
    file_application(desk, EXECUTOR, a_draft())
    assert len(files.unsent(desk.replica)) == 2  # the scan and its thumbnail; the unbound one is let go


def test_what_is_held_survives_a_power_cut(tmp_path):
    desk = make_desk(tmp_path)
    hold_brought(desk, EXECUTOR, [picture(name="scan-1.jpg")])
    hold_pages(desk, EXECUTOR, "health", [(picture(1), 0)])
    desk.replica.close()
    again = make_replica(tmp_path)
    assert [(one.document, one.name) for one in held_papers(again, EXECUTOR.id)] == [
        ("", "scan-1.jpg"),
        ("health", "a.jpg"),
    ]
    assert picture(1).data not in desk.replica.path.read_bytes()  # encrypted like all the rest
    again.close()


def test_a_large_photo_is_held_with_its_copy_so_that_filing_need_not_make_it(desk):
    large = Paper("large.jpg", photo(4000, 3000), JPEG)
    hold_pages(desk, EXECUTOR, "photo", [(large, 0)])
    filed = file_application(desk, EXECUTOR, a_draft())
    [one] = seen(desk, filed).attachments
    assert one.size <= COPY_BYTES < one.original_size
    assert one.thumbnail


def test_one_officer_s_papers_are_not_another_one_s(desk):
    hold_pages(desk, EXECUTOR, "health", [(picture(), 0)])
    [mine] = held_papers(desk.replica, EXECUTOR.id)
    drop_held(desk, DIRECTOR, [mine.n])
    with pytest.raises(ActRefused):
        held(desk, DIRECTOR, mine.n)
    assert documents(desk) == ["health"]
    file_application(desk, DIRECTOR, a_draft())
    assert documents(desk) == ["health"]


def test_what_was_bound_wrongly_is_taken_back_and_bound_anew(desk):
    hold_pages(desk, EXECUTOR, "health", [(picture(), 0)])
    [wrong] = held_papers(desk.replica, EXECUTOR.id)
    paper = take_back(desk, EXECUTOR, wrong.n)
    assert documents(desk) == [""]
    hold_pages(desk, EXECUTOR, "vaccinations", [(paper, 0)], instead=[wrong.n])
    assert documents(desk) == ["vaccinations"]


def test_a_form_that_is_emptied_forgets_its_papers(desk):
    hold_brought(desk, EXECUTOR, [picture()])
    drop_draft(desk, EXECUTOR)
    assert documents(desk) == []


def test_the_next_child_is_given_the_family_s_own_papers_and_no_others(desk):
    guardian = replace(APPLICANT, relation="guardian")
    for seed, document in enumerate(("health", "guardianship")):
        hold_pages(desk, EXECUTOR, document, [(picture(seed), 0)])
    filed = file_application(
        desk, EXECUTOR, a_draft(applicant=guardian, confirmed=("document-needed-later",))
    )
    hold_of_family(desk, EXECUTOR, filed)
    assert documents(desk) == ["guardianship"]
    child = a_draft(child=OTHER_CHILD, applicant=guardian)
    again = file_application(
        desk, EXECUTOR, replace(child, confirmed=("certificate-missing", "document-needed-later"))
    )
    [one] = seen(desk, again).attachments
    assert one.sha256 in {each.sha256 for each in seen(desk, filed).attachments}


def test_a_large_pdf_and_what_the_rules_do_not_take_are_told_at_once(desk):
    with pytest.raises(ActRefused):
        hold_pages(desk, EXECUTOR, "health", [(Paper("a.pdf", b"%PDF-1.4 cut", PDF), 0)])
    hold_pages(desk, EXECUTOR, "health", [(Paper("a.pdf", pdf_of(b"words"), PDF), 0)])
    assert documents(desk) == ["health"]
