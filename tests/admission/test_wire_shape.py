"""The shapes of the wire: what an absent field means, which words and numbers are read, and that strangers are told."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from admission.acts import Body
from admission.application import (
    Application,
    ApplicationDraft,
    Attachment,
    DocumentBrought,
    DocumentCheck,
    Movement,
    Proposal,
    Transfer,
)
from admission.exchange import SyncAnswer, SyncRequest
from admission.people import Address, Applicant, Certificate, Child
from admission.places import Lease, Stream
from admission.printouts import dump_printout
from admission.profiles import DocumentRule, Ground, RuleProfile
from admission.roles import Officer, Role
from admission.school import School
from admission.wire import dump_row
from tests.admission.test_printouts import REFUSAL
from tests.desk import EXECUTOR

NAME = {"surname": "Дүйсенбаев", "given": "Әлихан"}
CHILD = {"name": NAME, "born": "2020-09-15", "sex": "male"}
APPLICANT = {"name": NAME, "iin": "840415450261", "relation": "mother", "phone": "+77027972250"}
DRAFT = {"child": CHILD, "applicant": APPLICANT, "registered": {}, "language": "kk", "by_territory": True}
ROW = {"row": "application", "id": "1", "school": "s", "year": 2026, "number": "А-1", "draft": DRAFT,
       "status": "under_review", "rules": "oqu2026", "received": "2026-08-25T09:30:00+05:00",
       "due": "2026-08-26T09:30:00+05:00"}  # fmt: skip
SCHOOL = {"row": "school", "id": "s", "name_kk": "Мектеп", "name_ru": "Школа", "bin": "020240000555", "address": {},
          "phone": "", "region": "astana"}  # fmt: skip
STREAM = {"row": "stream", "id": "s/2026/kk", "school": "s", "year": 2026, "language": "kk", "capacity": 25}
OFFICER = {"row": "officer", "id": "o", "school": "s", "login": "o", "name": NAME}
MAX = 2**31 - 1


def read(data: Any, kind: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(data), type=kind)


def plain(value: Any) -> Any:
    """As JSON says it."""
    return json.loads(msgspec.json.encode(value))


@pytest.mark.parametrize(
    ("data", "kind", "absent"),
    [(CHILD, Child, {"iin": "", "certificate": None, "citizenship": "KZ", "name_latin": ""}),
     (APPLICANT, Applicant, {"extra_phone": "", "email": "", "paper_until": None}),
     ({}, Address, dict.fromkeys(("region", "district", "okrug", "locality", "street", "house", "flat"), "")),
     ({"number": "1", "issued": "2020-09-30"}, Certificate, {"abroad": False}),
     (DRAFT, ApplicationDraft,
      {"documents": [], "actual": None, "special_needs": False, "transport": False, "channel": "paper",
       "notify_in": "kk", "data_correct": False, "data_consent": False, "confirmed": [], "confirmed_because": "",
       "grade": 1, "quota_schools": [], "own_preschool": False, "home_schooling": False, "transfer": None,
       "previous": ""}),
     ({"code": "photo"}, DocumentBrought,
      {"form": "", "original": False, "copies": 1, "sheets": 1, "valid_until": ""}),
     ({"sha256": "a", "size": 1, "mime": "image/jpeg", "document": "photo"}, Attachment,
      {"name": "", "original": "", "original_size": 0, "thumbnail": ""}),
     ({"from_school": "№ 5"}, Transfer, {"why": "holidays"}),
     ({"kind": "document_checked", "application": "1", "document": "photo", "good": True}, Body, {"note": ""}),
     ({"kind": "proposed", "application": "1", "accept": True}, Body, {"grounds": [], "reason": ""}),
     ({"kind": "registered", "application": "1", "accept": True}, Body, {"grounds": [], "reason": ""}),
     ({"kind": "decided", "application": "1", "accept": True}, Body,
      {"grounds": [], "reason": "", "if_full": "waitlist"}),
     ({"kind": "withdrawn", "application": "1"}, Body, {"reason": "", "asked_by": ""}),
     ({"kind": "resumed", "application": "1"}, Body, {"reason": ""}),
     (STREAM, Stream, {"inside": 0, "outside": 0, "apart": 0, "leases": []}),
     ({"desk": "d", "seats": 1, "until": "2026-08-26T18:00:00+05:00"}, Lease, {"used": 0, "confirmed": False}),
     (ROW, Application,
      {"attachments": [], "checks": [], "proposal": None, "decision": None, "order": "", "flags": [], "history": []}),
     ({"document": "photo", "good": True, "by": "o", "at": "2026-08-25T09:30:00+05:00"}, DocumentCheck, {"note": ""}),
     ({"accept": True, "by": "o", "at": "2026-08-25T09:30:00+05:00"}, Proposal, {"grounds": [], "reason": ""}),
     ({"act": "1", "kind": "filed", "by": "o", "at": "2026-08-25T09:30:00+05:00", "before": None,
       "after": "under_review"}, Movement, {"reason": "", "grounds": [], "old": []}),
     (SCHOOL, School, {"territory": [], "transport": False, "takes_incomplete": False, "profile": ""}),
     (OFFICER, Officer, {"iin": "", "roles": [], "password_hash": "", "active": True}),
     ({"code": "x", "name": {}}, Ground, {"legal": True}),
     ({"code": "x", "name": {}}, DocumentRule,
      {"form": "", "aliases": [], "when": "", "channels": [], "needed": "filing", "copies": 1, "pages": [],
       "born_before": None, "optional": False, "needs_validity": False})],
    ids=lambda one: getattr(one, "__name__", None) or (one.get("kind") if isinstance(one, dict) else "body"),
)  # fmt: skip
def test_what_a_message_does_not_say_has_its_meaning(data, kind, absent):
    found = plain(read(data, kind))
    assert {name: found[name] for name in absent} == absent


def test_what_an_exchange_does_not_say_has_its_meaning():
    asked = read({"p": 1, "epoch": "e", "cursor": 0, "now": "2026-08-25T09:30:00Z"}, SyncRequest)
    assert (asked.head, asked.acts, asked.opened, asked.max_rows) == ("", [], [], 500)
    answer = read({"epoch": "e", "now": "2026-08-25T09:30:00Z", "last_n": 0}, SyncAnswer)
    assert (answer.results, answer.rows, answer.cursor, answer.done, answer.digest) == ([], [], 0, True, "")


def test_a_profile_that_says_little_has_the_law_of_the_order():
    least = {
        "id": "least", "title": {}, "year": 2026, "school_year": "2026/27", "valid_from": "2026-01-01",
        "valid_to": "2026-12-31", "min_age": 6, "windows": [], "channels": [], "languages": [], "documents": [],
        "grounds": [], "review_working_days": 1, "withdrawal_until": "2026-08-31", "orders_not_before": "2026-08-25",
    }  # fmt: skip
    assert plain(read(least, RuleProfile)) == {
        **least, "statuses": [], "applicants": ["mother", "father", "guardian", "trustee", "foster"],
        "identification": [], "end_of_next_working_day": False, "hours": None, "file_formats": ["pdf", "jpeg"],
        "file_max_bytes": 5_242_880, "total_max_bytes": 0, "inside_per_outside": 3, "reason_min_length": 20,
        "two_stages": False, "choice": ["territory", "outside"], "quota_schools": 0, "transport": True,
        "email_required": False, "notices": [], "results": ["receipt", "order"], "services": ["first_grade"],
        "transfer_paper_days": 3, "slip_working_days": 3, "breaks": [], "class_size": 25, "class_limit": 30,
        "retention_years": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "words"),
    [("channel", "paper oqu egov local kiosk"), ("notify_in", "kk ru"),
     ("transfer.why", "holidays court moved abroad violence"), ("child.sex", "male female"),
     ("applicant.relation", "mother father guardian trustee foster relative")],
)  # fmt: skip
def test_only_the_known_words_are_read(field, words):
    for word in words.split():
        assert read(draft_with(field, word), ApplicationDraft)
    for word in ("", "fax"):
        with pytest.raises(msgspec.ValidationError, match=r"Invalid enum value"):
            read(draft_with(field, word), ApplicationDraft)


def draft_with(field: str, value: Any) -> dict[str, Any]:
    """The draft with another value at this path."""
    table, _, name = field.rpartition(".")
    tables: dict[str, Any] = {**DRAFT, "transfer": {"from_school": "№ 5"}}
    return {**tables, table: {**tables[table], name: value}} if table else {**tables, name: value}


@pytest.mark.parametrize(
    ("number", "kept"), [(-1, False), (0, True), (1, True), (MAX, True), (MAX + 1, False), (2**32, False)]
)
def test_a_count_is_what_every_database_can_keep(number, kept):
    paper = {"code": "photo", "copies": number}
    if kept:
        assert read(paper, DocumentBrought).copies == number
    else:
        with pytest.raises(msgspec.ValidationError):
            read(paper, DocumentBrought)


@pytest.mark.parametrize(("grade", "known"), [(0, False), (1, True), (11, True), (12, False)])
def test_a_grade_is_one_of_eleven(grade, known):
    if known:
        assert read(draft_with("grade", grade), ApplicationDraft).grade == grade
    else:
        with pytest.raises(msgspec.ValidationError):
            read(draft_with("grade", grade), ApplicationDraft)


@pytest.mark.parametrize(
    ("kind", "data"),
    [(ApplicationDraft, DRAFT), (Child, CHILD), (Applicant, APPLICANT), (Address, {}), (DocumentBrought, {"code": "x"}),
     (Transfer, {"from_school": "№ 5"}), (Certificate, {"number": "1", "issued": "2020-09-30"}),
     (Attachment, {"sha256": "a", "size": 1, "mime": "image/jpeg", "document": "photo"}),
     (Ground, {"code": "x", "name": {}}), (DocumentRule, {"code": "x", "name": {}})],
    ids=lambda one: getattr(one, "__name__", ""),
)  # fmt: skip
def test_a_field_nobody_knows_is_told_and_not_lost(kind, data):
    read(data, kind)
    with pytest.raises(msgspec.ValidationError, match="unknown field `colour`"):
        read({**data, "colour": "red"}, kind)


def test_the_same_row_and_the_same_paper_are_the_same_bytes_whatever_the_order_in_memory():
    officer = replace(EXECUTOR, roles=frozenset(Role))
    assert json.loads(dump_row(officer))["roles"] == sorted(Role)
    turned = {"ru": "фотография", "kk": "фотосурет"}
    again = replace(REFUSAL, grounds=(turned,))
    assert again == REFUSAL
    assert dump_printout(again) == dump_printout(REFUSAL)
