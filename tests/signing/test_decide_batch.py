"""The director's batch against the stand-in that really signs: what is kept, chained, found again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace as replaced

import pytest
from msgspec.structs import replace

from admission.acts import Decided
from admission.application import Status
from admission.refusal_text import Fact, refusal_text
from admission.wire import load_act
from desktop_app.models import queries
from desktop_app.models.signed import last_signed, signed_waiting
from desktop_app.signing.pkcs12 import Pkcs12RsaSigner
from desktop_app.signing.signer import WrongPassword
from desktop_app.usecases.check_document import check_document
from desktop_app.usecases.decide_application import decide_application
from desktop_app.usecases.decide_batch import STAGES, Wish, decide_batch
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.issue_paper import issue_refusal
from desktop_app.usecases.propose import propose
from desktop_app.usecases.reverse_acceptance import reverse_acceptance
from desktop_app.usecases.verify_decision import verify_decision
from tests.desk import EXECUTOR, feed, make_desk, seen
from tests.ncalayer.people import DIRECTOR as HOLDER
from tests.signing.director_batch import (
    DIRECTOR,
    GROUND,
    REASON,
    checking,
    decide,
    everything,
    in_kazakh,
    kept,
    manifests,
    press,
    ruling_of,
    wishes,
)
from tests.ui import sample
from tests.verification import pki
from verification.cms import verify_cms
from verification.trust import load_trust
from verification.verdict import ExpectedSigner
from wording import Texts


def test_all_are_decided_in_one_window_and_every_signature_holds(desk, stand_in, four):
    done = decide(desk, stand_in, wishes(four))
    assert (done.decided, done.left_out) == (tuple(four), ())
    assert [seen(desk, one).status for one in four] == [Status.ACCEPTED] * 3 + [Status.REFUSED]
    assert len(stand_in.requests()) == 1
    assert [verify_decision(desk, one, checking(stand_in)) for one in four] == [None] * 4


def test_what_is_signed_is_kept_to_the_byte_and_names_what_it_rests_on(desk, stand_in, four):
    decide(desk, stand_in, wishes(four))
    first, _, _, refusal = manifests(desk, four)
    application = seen(desk, four[3])
    ruling = ruling_of(desk, four[3])
    assert (
        kept(desk, ruling.manifest_sha256)
        == json.dumps(refusal, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    )
    assert refusal["schema"] == "qabyldau/decision/1"
    assert (refusal["application"], refusal["number"]) == (four[3], application.number)
    assert (refusal["accept"], refusal["grounds"], refusal["reason"]) == (False, list(GROUND), REASON)
    assert refusal["school_bin"] == HOLDER.bin
    assert refusal["facts"]["child"] == application.draft.child.name.full
    assert (
        refusal["pdf_sha256"]
        == ruling.pdf_sha256
        == hashlib.sha256(kept(desk, ruling.pdf_sha256)).hexdigest()
    )
    assert (first["pdf_sha256"], ruling_of(desk, four[0]).pdf_sha256) == ("", "")


def test_the_refusal_that_is_signed_says_on_each_page_what_its_language_says(
    desk, stand_in, four, catalogues
):
    texts = {language: Texts(language, catalogues) for language in ("kk", "ru")}
    found = seen(desk, four[3])
    facts = (Fact(key="refusal-papers-missing", papers=("health",)),)
    reason = refusal_text(found, facts, desk.profiles[found.rules], tuple(texts.items()))
    able = replaced(desk, templates=lambda: {language: one.template for language, one in texts.items()})
    decide(able, stand_in, [Wish(four[3], False, GROUND, reason)])
    pages = dict(zip(("kk", "ru"), reason.split("\n"), strict=True))
    assert f"reasons={pages}" in kept(desk, ruling_of(desk, four[3]).pdf_sha256).decode()


def test_what_was_proposed_of_transport_is_signed_with_an_acceptance(desk, stand_in):
    asked = file_application(desk, EXECUTOR, replace(in_kazakh(7), transport=True))
    propose(desk, EXECUTOR, asked, True, transport=False)
    decide(desk, stand_in, [Wish(asked, True)])
    [manifest] = manifests(desk, [asked])
    assert (manifest["transport"], ruling_of(desk, asked).transport) == ("no", False)


def test_the_signed_decisions_of_a_director_are_one_chain_across_batches(desk, stand_in, four):
    decide(desk, stand_in, wishes(four)[:2])
    decide(desk, stand_in, wishes(four)[2:])
    names = [ruling_of(desk, one).manifest_sha256 for one in four]
    assert [one["previous"] for one in manifests(desk, four)] == ["", *names[:-1]]
    assert last_signed(desk.replica, DIRECTOR.id) == names[-1]
    assert last_signed(desk.replica, "somebody-else") == ""


def test_a_reversal_does_not_break_the_chain_and_an_unsigned_decision_is_no_link(desk, stand_in, four):
    decide(desk, stand_in, wishes(four)[:2])
    newest = ruling_of(desk, four[1]).manifest_sha256
    reverse_acceptance(desk, DIRECTOR, four[1], "7", "Қате")
    decide_application(desk, DIRECTOR, four[2], True)
    assert last_signed(desk.replica, DIRECTOR.id) == newest


def test_another_desk_goes_on_where_the_row_of_the_centre_says_the_chain_ends(desk, stand_in, four, tmp_path):
    decide(desk, stand_in, wishes(four)[:2])
    (tmp_path / "other").mkdir()
    other = make_desk(tmp_path / "other", name="desk-b", series="Б")
    with other.write() as writing:
        writing.absorb([], feed(*(seen(desk, one) for one in four), start=90), 99, pki.NOW)
    assert last_signed(other.replica, DIRECTOR.id) == last_signed(desk.replica, DIRECTOR.id) != ""
    other.replica.close()


def test_the_act_names_the_files_and_the_decision_waits_for_the_centre(desk, stand_in, four):
    decide(desk, stand_in, wishes(four))
    with desk.replica.read() as db:
        [last] = db.execute("select body from act order by n desc limit 1").fetchone()
    body, ruling = load_act(last).body, ruling_of(desk, four[3])
    assert isinstance(body, Decided)
    assert (body.manifest_sha256, body.cms_sha256, body.pdf_sha256) == ruling.files
    assert signed_waiting(desk.replica) == four
    day = sample.Day(four)
    sample.confirm(desk, day)
    assert signed_waiting(desk.replica) == []
    assert queries.is_confirmed(desk.replica, four[3])


def test_a_director_with_a_key_file_signs_the_same(desk, stand_in, four, tmp_path):
    from demo import keys

    made = keys.make_test_keys(
        tmp_path / "keys",
        director_iin=HOLDER.iin,
        director_name=HOLDER.name,
        bin=HOLDER.bin,
        organisation=HOLDER.organisation,
        now=pki.NOW,
    )
    trust, expected = load_trust(made.trust), ExpectedSigner(HOLDER.iin, HOLDER.bin)

    def check(cms, content, _iin, at):
        return verify_cms(cms, content, trust, expected, at).reason

    before = everything(desk)
    wrong = Pkcs12RsaSigner(made.p12.read_bytes(), "not this one", desk.now)
    with pytest.raises(WrongPassword):
        decide_batch(desk, DIRECTOR, wishes(four), press, wrong, check)
    assert everything(desk) == before
    signer = Pkcs12RsaSigner(made.p12.read_bytes(), made.password, desk.now)
    assert decide_batch(desk, DIRECTOR, wishes(four), press, signer, check).decided == tuple(four)


def test_the_stages_are_told_in_their_order(desk, stand_in, four):
    told: list[str] = []
    decide(desk, stand_in, wishes(four), tell=lambda stage, _done, _total: told.append(stage))
    assert tuple(dict.fromkeys(told)) == STAGES


def test_the_paper_that_was_signed_is_the_one_that_is_handed_over(desk, stand_in, four):
    decide(desk, stand_in, wishes(four))
    sample.confirm(desk, sample.Day(four))
    paper = issue_refusal(desk, DIRECTOR, four[3], press)
    assert queries.paper_pdf(desk.replica, paper) == kept(desk, ruling_of(desk, four[3]).pdf_sha256)


def test_a_refusal_the_centre_has_not_confirmed_is_handed_over_as_a_provisional_one(desk, stand_in, four):
    decide(desk, stand_in, wishes(four))
    paper = issue_refusal(desk, DIRECTOR, four[3], press)
    assert b"confirmed=False" in (queries.paper_pdf(desk.replica, paper) or b"")


@pytest.mark.parametrize("spoil", ["manifest", "paper", "signature", "gone"])
def test_a_decision_whose_files_were_changed_does_not_hold(desk, stand_in, four, spoil):
    decide(desk, stand_in, wishes(four))
    ruling = ruling_of(desk, four[3])
    name = {"manifest": ruling.manifest_sha256, "paper": ruling.pdf_sha256}.get(spoil, ruling.cms_sha256)
    with desk.write() as writing:
        content = None if spoil == "gone" else kept(desk, name) + b" "
        writing.connection.exec_driver_sql("update file set content = ? where sha256 = ?", (content, name))
    expected = "files-on-their-way" if spoil == "gone" else "paper-changed"
    assert verify_decision(desk, four[3], checking(stand_in)) == expected


def test_an_unsigned_decision_says_so(desk, stand_in, four):
    decide_application(desk, DIRECTOR, four[0], True)
    ruling = ruling_of(desk, four[0])
    assert (ruling.signed, ruling.files) == (False, ())
    assert verify_decision(desk, four[0], checking(stand_in)) == "decision-unsigned"


def test_a_document_found_bad_stands_among_the_facts(desk, stand_in, four):
    check_document(desk, EXECUTOR, file_and_propose(desk), "photo", True)
    application = file_and_propose(desk, 6, bad="health")
    decide(desk, stand_in, [Wish(application, False, GROUND, REASON)])
    [manifest] = manifests(desk, [application])
    assert manifest["facts"]["documents"] == {
        "photo": "unchecked",
        "vaccinations": "unchecked",
        "health": "bad",
    }


def file_and_propose(desk, place=5, bad=""):
    application = file_application(desk, EXECUTOR, in_kazakh(place))
    if bad:
        check_document(desk, EXECUTOR, application, bad, False, "мөрі жоқ")
        propose(desk, EXECUTOR, application, False, GROUND, REASON)
    return application
