"""Online intake: what a portal may send, and the draft it stands for."""

from __future__ import annotations

import base64

import msgspec
import pytest

from admission.filing import check_filing
from admission.intake import Intake, draft_of
from admission.problems import unconfirmed
from tests.admission.test_filing import DESK
from tests.desk import a_draft

DRAFT = msgspec.to_builtins(a_draft())
FIELDS = ("child", "applicant", "registered", "language", "by_territory", "data_correct", "data_consent")


def a_form(**changes):
    """The JSON of an intake for the sample child, with three files attached."""
    files = [
        {"document": code, "name": f"{code}.pdf", "content": base64.b64encode(b"%PDF-").decode()}
        for code in ("photo", "vaccinations", "health", "photo")
    ]
    form = {name: DRAFT[name] for name in FIELDS}
    return {
        **form,
        "reference": "oqu-1",
        "school": "school-63",
        "channel": "oqu",
        "attachments": files,
        **changes,
    }


def an_intake(**changes) -> Intake:
    return msgspec.json.decode(msgspec.json.encode(a_form(**changes)), type=Intake)


def test_an_intake_becomes_the_same_draft_as_at_the_counter():
    draft = draft_of(an_intake())
    assert draft == a_draft(channel="oqu")
    assert unconfirmed(check_filing(draft, DESK), ()) == ()


def test_each_attached_document_counts_as_brought_once():
    assert [one.code for one in draft_of(an_intake()).documents] == ["photo", "vaccinations", "health"]
    assert draft_of(an_intake(attachments=[])).documents == ()


def test_the_validity_of_the_pmpk_conclusion_comes_along():
    files = [{"document": code, "name": "a.pdf", "content": ""} for code in ("photo", "pmpk")]
    draft = draft_of(an_intake(special_needs=True, pmpk_valid_until="2027-06-01", attachments=files))
    assert [(one.code, one.valid_until) for one in draft.documents] == [("photo", ""), ("pmpk", "2027-06-01")]


def test_another_address_and_language_of_notices_come_along():
    draft = draft_of(an_intake(actual={"locality": "Астана"}, notify_in="ru", transport=True))
    assert draft.actual is not None
    assert (draft.actual.locality, draft.notify_in, draft.transport) == ("Астана", "ru", True)


@pytest.mark.parametrize(
    ("changes", "place"),
    [({"favourite_colour": "red"}, "favourite_colour"),
     ({"by_territory": "yes"}, "$.by_territory"),
     ({"channel": "fax"}, "$.channel"),
     ({"notify_in": "en"}, "$.notify_in"),
     ({"child": {**DRAFT["child"], "born": "15.09.2020"}}, "$.child.born"),
     ({"child": {**DRAFT["child"], "weight": 20}}, "$.child"),
     ({"attachments": [{"document": "photo", "name": "a.jpg", "content": "*"}]}, "$.attachments[0].content")],
)  # fmt: skip
def test_what_is_no_intake_is_told_with_its_place(changes, place):
    with pytest.raises(msgspec.ValidationError) as wrong:
        an_intake(**changes)
    assert place in str(wrong.value)
