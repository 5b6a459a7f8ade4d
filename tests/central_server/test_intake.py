"""The parents' door: good applications, bad ones, repeats, withdrawals."""

from __future__ import annotations

import base64
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest
import requests

from admission.application import Status
from admission.context import Outcome
from central_server import administration
from tests.central_server.actors import DIRECTOR, OTHER, a_child_draft, accepted, proposed
from tests.desk import SCHOOL
from wording import LANGUAGES

ONLY_SQLITE = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n0\n%%EOF\n"


def an_intake(number: int = 1, **changes: Any) -> dict[str, Any]:
    """An application as a portal sends it."""
    draft = msgspec.to_builtins(a_child_draft(number))
    taken = ("child", "applicant", "registered", "language", "by_territory", "data_correct", "data_consent")
    papers = ("photo", "vaccinations", "health")
    return {
        "reference": f"OQU-{number}",
        "school": SCHOOL.id,
        "channel": "oqu",
        "attachments": [attached(code, PDF + b"% " + code.encode() + b"\n%%EOF\n") for code in papers],
        **{name: draft[name] for name in taken},
        **changes,
    }


def attached(document: str, data: bytes = PDF, name: str = "scan.pdf") -> dict[str, str]:
    return {"document": document, "name": name, "content": base64.b64encode(data).decode()}


@pytest.fixture
def portal(centre_url, bureau):
    return Portal(centre_url, administration.portal_token(bureau.ledger, SCHOOL.id))


class Portal:
    def __init__(self, url, token):
        self.url, self.token = url, token

    def ask(self, method, path="", body=None):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self.token}"}
        return requests.request(method, f"{self.url}/v1/intake{path}", data=data, headers=headers, timeout=30)

    def file(self, body):
        return self.ask("POST", body=body)


def test_an_application_gets_a_number_a_status_and_a_deadline(portal, bureau):
    answer = portal.file(an_intake())
    told = answer.json()
    row = bureau.application(told["application"])
    assert (answer.status_code, told["number"], told["status"]) == (201, "Э-0001", "under_review")
    assert datetime.fromisoformat(told["due"]) == row.due
    assert row.draft.channel == "oqu"
    assert [one.document for one in row.attachments] == ["photo", "vaccinations", "health"]
    assert {line.by for line in row.history} == {"portal"}
    assert row.flags == ()


def test_it_comes_down_to_the_desks_with_its_files(portal, bureau, centre_url):
    desk = bureau.desk()
    told = portal.file(an_intake()).json()
    assert told["application"] in {line.id for line in desk.sync().rows}
    name = bureau.application(told["application"]).attachments[0].sha256
    headers = {"Authorization": f"Bearer {desk.token}"}
    assert requests.get(f"{centre_url}/v1/blob/{name}", headers=headers, timeout=20).content.startswith(PDF)


def test_a_repeat_gets_the_same_answer_and_no_second_number(portal, bureau):
    first, again = (portal.file(an_intake()) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.content == again.content
    assert portal.file(an_intake(2)).json()["number"] == "Э-0002"


def test_a_repeat_gets_the_same_answer_after_the_status_changed(portal, bureau):
    first = portal.file(an_intake())
    portal.ask("POST", "/OQU-1/withdrawal", b"")
    bureau.clock.forward(days=300)
    assert portal.file(an_intake()).content == first.content


def test_a_repeat_may_be_written_differently(portal):
    body = an_intake()
    first = portal.file(body)
    turned = json.dumps(dict(reversed(body.items())), ensure_ascii=False, indent=2).encode()
    assert portal.file(turned).content == first.content


def test_the_same_reference_for_another_application_is_refused(portal):
    portal.file(an_intake())
    answer = portal.file(an_intake(2, reference="OQU-1"))
    assert (answer.status_code, answer.json()["code"]) == (409, "reference-used")


def test_the_same_application_sent_many_times_at_once_is_filed_once(portal, bureau):
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda _: portal.file(an_intake()), range(6)))
    assert len({answer.content for answer in answers}) == 1
    assert sorted(answer.status_code for answer in answers) == [200] * 5 + [201]


def test_applications_sent_at_once_get_numbers_without_holes(portal):
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda n: portal.file(an_intake(n)), range(1, 13)))
    assert sorted(answer.json()["number"] for answer in answers) == [f"Э-{n:04}" for n in range(1, 13)]


def test_a_child_with_an_active_application_is_held(portal, bureau):
    bureau.desk().file("a1", a_child_draft(1))
    told = portal.file(an_intake(1)).json()
    assert told["status"] == "duplicate_hold"


def test_a_parent_sees_where_it_stands_and_withdraws(portal, bureau):
    desk = bureau.desk()
    told = portal.file(an_intake()).json()
    desk.send(proposed(told["application"]))
    assert portal.ask("GET", "/OQU-1").json()["status"] == "on_signature"
    answer = portal.ask("POST", "/OQU-1/withdrawal", {"reason": "көштік"})
    assert (answer.status_code, answer.json()["status"], answer.json()["reason"]) == (200, "withdrawn", None)
    assert portal.ask("POST", "/OQU-1/withdrawal", b"").json()["status"] == "withdrawn"
    row = bureau.application(told["application"])
    assert [line.kind for line in row.history].count("withdrawn") == 1
    [late] = desk.send(accepted(row.id), person=DIRECTOR)
    assert (late.outcome, late.reason.code) == (Outcome.REFUSED, "withdrawn")


def test_a_withdrawal_after_the_window_goes_to_a_person(portal, bureau):
    told = portal.file(an_intake()).json()
    bureau.clock.forward(days=20)
    answer = portal.ask("POST", "/OQU-1/withdrawal", b"").json()
    assert answer["reason"]["code"] == "withdrawal-after-window"
    assert bureau.application(told["application"]).status is Status.UNDER_REVIEW


@ONLY_SQLITE
@pytest.mark.parametrize(("method", "path"), [("GET", "/nothing"), ("POST", "/nothing/withdrawal")])
def test_an_unknown_reference_is_refused(portal, method, path):
    answer = portal.ask(method, path, b"")
    assert (answer.status_code, answer.json()["code"]) == (404, "reference-unknown")


def test_another_schools_token_opens_nothing(portal, bureau):
    portal.file(an_intake())
    bureau.school(OTHER)
    stranger = Portal(portal.url, administration.portal_token(bureau.ledger, OTHER.id))
    answer = stranger.file(an_intake(2))
    assert (answer.status_code, answer.json()["code"]) == (403, "other-school")
    assert stranger.ask("GET", "/OQU-1").status_code == 404
    assert stranger.ask("POST", "/OQU-1/withdrawal", b"").status_code == 404


def put(tree, path, value):
    *way, last = path
    branch = tree
    for step in way:
        branch = branch[step]
    branch[last] = value
    return tree


@ONLY_SQLITE
@pytest.mark.parametrize(
    ("path", "value", "code", "at"),
    [
        (["colour"], "red", "field-unknown", "colour"),
        (["child", "shoe_size"], 30, "field-unknown", "child.shoe_size"),
        (["child", "name", "nick"], "x", "field-unknown", "child.name.nick"),
        (["attachments", 1, "path"], "/etc/passwd", "field-unknown", "attachments.1.path"),
        (["child", "iin"], 200915590004, "field-type-wrong", "child.iin"),
        (["by_territory"], "true", "field-type-wrong", "by_territory"),
        (["by_territory"], 1, "field-type-wrong", "by_territory"),
        (["registered"], None, "field-type-wrong", "registered"),
        (["attachments"], {}, "field-type-wrong", "attachments"),
        (["child", "born"], "15.09.2020", "field-value-wrong", "child.born"),
        (["child", "sex"], "other", "field-value-wrong", "child.sex"),
        (["channel"], "fax", "field-value-wrong", "channel"),
        (["notify_in"], "en", "field-value-wrong", "notify_in"),
        (["attachments", 0, "content"], "not base64!", "field-value-wrong", "attachments.0.content"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(portal, path, value, code, at):
    answer = portal.file(put(an_intake(), path, value))
    trouble = answer.json()
    assert answer.status_code == 400
    assert [(one["code"], one["at"]) for one in trouble["problems"]] == [(code, at)]
    assert all(trouble["message"][language] for language in LANGUAGES)


@ONLY_SQLITE
def test_a_missing_field_is_named(portal):
    body = an_intake()
    del body["applicant"]["phone"]
    [problem] = portal.file(body).json()["problems"]
    assert (problem["code"], problem["at"]) == ("field-missing", "applicant.phone")


@ONLY_SQLITE
@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xff", b'{"reference":' * 5000])
def test_what_is_no_application_at_all_is_refused(portal, body):
    assert portal.file(body).status_code == 400


@ONLY_SQLITE
def test_more_than_ten_megabytes_are_refused(portal):
    answer = portal.file(b" " * (10 * 1024 * 1024 + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


@ONLY_SQLITE
@pytest.mark.parametrize(
    ("changes", "code", "at"),
    [
        ({"language": "uz"}, "language-not-taught", "language"),
        ({"data_consent": False}, "consent-personal-data", "data_consent"),
        ({"channel": "paper"}, "channel-not-open", "channel"),
        ({"reference": ""}, "reference-wrong", "reference"),
        ({"reference": "x" * 201}, "reference-wrong", "reference"),
        ({"reference": "a/b"}, "reference-wrong", "reference"),
        ({"attachments": []}, "document-missing", "documents.photo"),
    ],
)
def test_what_may_not_be_filed_is_refused_with_every_reason(portal, bureau, changes, code, at):
    answer = portal.file(an_intake(**changes))
    trouble = answer.json()
    assert (answer.status_code, trouble["code"]) == (422, "not-fileable")
    assert (code, at) in {(one["code"], one["at"]) for one in trouble["problems"]}
    lines = {language: trouble["message"][language].splitlines() for language in LANGUAGES}
    assert {len(found) for found in lines.values()} == {len(trouble["problems"])}
    assert bureau.desk().sync().rows[-1].kind == "desk"  # nothing was filed


@ONLY_SQLITE
@pytest.mark.parametrize(
    ("file", "code"),
    [
        (attached("photo", b""), "file-empty"),
        (attached("photo", b"GIF89a"), "file-unknown"),
        (attached("photo", PDF[:-7]), "file-broken"),
        (attached("photo", PDF + b" " * 5 * 1024 * 1024 + b"%%EOF"), "file-too-large"),
        (attached("photo", PDF, "scan.jpg"), "file-not-what-its-name-says"),
        (attached("love-letter"), "document-unknown"),
    ],
)
def test_a_file_that_may_not_be_attached_is_refused_at_its_place(portal, bureau, file, code):
    answer = portal.file(an_intake(attachments=[attached("health"), file]))
    problems = {(one["code"], one["at"]) for one in answer.json()["problems"]}
    place = "document" if code == "document-unknown" else "content"
    assert answer.status_code == 422
    assert (code, f"attachments.1.{place}") in problems
    assert list(bureau.ledger.files.rglob("*.part")) == []


@ONLY_SQLITE
def test_documents_and_languages_are_named_in_words(portal):
    message = portal.file(an_intake(attachments=[], language="uz")).json()["message"]
    assert "3×4 см фотосурет" in message["kk"]
    assert "узбек" in message["ru"].lower()


@ONLY_SQLITE
def test_between_campaigns_nothing_is_taken(portal, bureau):
    bureau.clock.forward(days=365)
    assert portal.file(an_intake()).json()["problems"][0]["code"] == "no-campaign"


@ONLY_SQLITE
def test_before_the_window_nothing_is_taken(portal, bureau):
    bureau.clock.now -= timedelta(days=91)
    assert "window-not-open-yet" in {one["code"] for one in portal.file(an_intake()).json()["problems"]}
