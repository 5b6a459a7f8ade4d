"""A refusal is issued with what each of its pages says, in its own language where it was written from the facts."""

from __future__ import annotations

from dataclasses import replace as with_part

import msgspec
import pytest
from msgspec.structs import replace

from admission.application import Ruling, Status
from admission.places import Stream
from admission.printouts import dump_printout, load_printout
from admission.refusal_text import refusal_facts, refusal_text
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.issue_paper import issue_refusal, reprint
from tests.desk import DIRECTOR, EXECUTOR, a_draft, feed, make_desk, printed, seen
from wording import Texts

FULL = Stream(id="s", school="school-63", year=2026, language="kk", capacity=25, inside=20, outside=5)
OWN = "Денсаулық паспортында мөр мен күні жоқ."


@pytest.fixture
def texts(catalogues):
    return {language: Texts(language, catalogues) for language in ("kk", "ru")}


@pytest.fixture
def desk(tmp_path, texts):
    made = make_desk(tmp_path)
    templates = {language: one.template for language, one in texts.items()}
    yield with_part(made, templates=lambda: templates)
    made.replica.close()


def refused(desk, reason):
    """A filed application that the centre knows as refused for this reason."""
    filed = file_application(desk, EXECUTOR, a_draft())
    ruling = Ruling(
        accept=False, by=DIRECTOR.id, at=desk.now(), grounds=("class-full",), reason=reason(filed)
    )
    row = replace(seen(desk, filed), status=Status.REFUSED, decision=ruling)
    with desk.write() as writing:
        writing.absorb([], feed(row, start=100), 100, desk.now())
    return filed


def generated(desk, texts):
    def reason(filed):
        application = seen(desk, filed)
        facts = refusal_facts(application, ("class-full",), desk.rules, FULL, desk.now().date())
        return refusal_text(application, facts, desk.rules, tuple(texts.items()))

    return reason


def test_a_reason_written_from_the_facts_is_frozen_for_each_page(desk, texts):
    filed = refused(desk, generated(desk, texts))
    paper = issue_refusal(desk, EXECUTOR, filed, dump_printout)
    refusal = printed(desk, paper)
    assert list(refusal.reasons) == ["kk", "ru"]
    assert refusal.reason == "\n".join(refusal.reasons.values())
    assert refusal.reasons["ru"].startswith("Заявление № А-0001")
    assert printed(desk, reprint(desk, EXECUTOR, paper, dump_printout)).reasons == refusal.reasons


def test_a_clerks_own_words_stay_as_they_were_typed(desk):
    refusal = printed(desk, issue_refusal(desk, EXECUTOR, refused(desk, lambda _: OWN), dump_printout))
    assert (refusal.reason, refusal.reasons) == (OWN, {})


def test_a_desk_without_sentences_prints_the_whole_reason_on_every_page(desk, texts):
    filed = refused(desk, generated(desk, texts))
    bare = with_part(desk, templates=dict)
    assert printed(desk, issue_refusal(bare, EXECUTOR, filed, dump_printout)).reasons == {}


def test_a_refusal_frozen_before_pages_were_told_apart_is_read_as_it_was(desk, texts):
    filed = refused(desk, generated(desk, texts))
    today = printed(desk, issue_refusal(desk, EXECUTOR, filed, dump_printout))
    told = msgspec.json.decode(dump_printout(today))
    del told["reasons"]
    assert load_printout(msgspec.json.encode(told)) == replace(today, reasons={})
