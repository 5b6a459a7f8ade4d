"""The desks' doors over HTTP: enrolment, one turn, refusals with sentences in three languages."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
import requests
import zstandard

from admission.context import Outcome
from admission.exchange import PROTOCOL, EnrolRequest, SyncRequest
from central_server import administration
from central_server.api import app
from central_server.api.refusals import OF_STATUS, PLAIN
from central_server.serving import running
from desktop_app.sync.server import Server
from desktop_app.sync.trouble import DeskRevoked, ServerTrouble
from tests.central_server.actors import a_child_draft, filed
from tests.central_server.conftest import PACKING
from tests.desk import MORNING, ROOT, SCHOOL
from wording import LANGUAGES

ONLY_SQLITE = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)


def a_request(bureau, **other):
    values = {"p": PROTOCOL, "epoch": bureau.ledger.epoch, "cursor": 0, "now": MORNING} | other
    return SyncRequest(**values)


def post(url, path, body, token="", **headers):
    given = {"Authorization": f"Bearer {token}"} if token else {}
    return requests.post(url + path, data=body, headers=given | headers, timeout=30)


@pytest.fixture
def server(centre_url, bureau):
    """The desk's own end of the line, at a newly enrolled desk."""
    desk = bureau.desk()
    line = Server(centre_url, desk.token)
    yield line, desk
    line.close()


def test_a_desk_enrols_and_brings_an_act(centre_url, bureau):
    code = administration.enrol_code(bureau.ledger, SCHOOL.id, "Counter", MORNING)
    line = Server(centre_url)
    answer = line.enrol(EnrolRequest(code=code.lower().replace("-", " "), name="Терезе 1"))
    line.close()
    assert (answer.school, answer.series, answer.epoch) == (SCHOOL.id, "А", bureau.ledger.epoch)
    line = Server(centre_url, answer.token)
    desk = bureau.desk()
    desk.id = answer.desk
    raws = desk.acts(filed("a1", a_child_draft(1)))
    taken = line.sync(a_request(bureau, acts=[msgspec.Raw(raw) for raw in raws]))
    line.close()
    assert [one.outcome for one in taken.results] == [Outcome.APPLIED]
    assert {line.kind for line in taken.rows} == {"application", "desk", "officer", "school", "stream"}
    assert taken.done


def test_a_code_works_once(centre_url, bureau):
    code = administration.enrol_code(bureau.ledger, SCHOOL.id, "Counter", MORNING)
    request = msgspec.json.encode(EnrolRequest(code=code, name="x"))
    answers = [post(centre_url, "/v1/enroll", request) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 403]
    assert answers[1].json()["code"] == "code-wrong"


def test_a_code_expires(centre_url, bureau):
    code = administration.enrol_code(bureau.ledger, SCHOOL.id, "Counter", MORNING - timedelta(days=8))
    request = msgspec.json.encode(EnrolRequest(code=code, name="x"))
    assert post(centre_url, "/v1/enroll", request).status_code == 403


def test_nothing_changed_is_a_small_answer(server, bureau):
    line, _ = server
    cursor = line.sync(a_request(bureau)).cursor
    before = line.bytes_down
    answer = line.sync(a_request(bureau, cursor=cursor))
    assert (answer.rows, answer.cursor, answer.done) == ([], cursor, True)
    assert line.bytes_down - before < 400


def test_a_revoked_desk_is_told_so(server, bureau):
    line, desk = server
    administration.revoke(bureau.ledger, desk.id, MORNING)
    with pytest.raises(DeskRevoked) as revoked:
        line.sync(a_request(bureau))
    assert revoked.value.code == "desk-revoked"
    assert set(revoked.value.message) == set(LANGUAGES)


def test_a_gap_is_named_in_the_answer(server, bureau):
    line, desk = server
    desk.acts(filed("a1", a_child_draft(1)))
    head = desk.head
    acts = [msgspec.Raw(raw) for raw in desk.acts(filed("a2", a_child_draft(2)))]
    with pytest.raises(ServerTrouble) as trouble:
        line.sync(a_request(bureau, acts=acts, head=head))
    assert trouble.value.code == "gap"
    assert "№ 1" in trouble.value.message["kk"]


def test_a_fork_is_named_in_the_answer(server, bureau):
    line, desk = server
    desk.file("a1", a_child_draft(1))
    desk.n, desk.head = 0, ""
    acts = [msgspec.Raw(raw) for raw in desk.acts(filed("a2", a_child_draft(2)))]
    with pytest.raises(ServerTrouble, match="forked"):
        line.sync(a_request(bureau, acts=acts))


@ONLY_SQLITE
@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        (b"{", {}, 400, "body-unreadable"),
        (b"\xff\xfe", {}, 400, "body-unreadable"),
        (b"{}", {}, 400, "request-wrong"),
        (b"no frame", {"Content-Encoding": "zstd"}, 400, "body-unreadable"),
        (b"x", {"Content-Encoding": "br"}, 400, "body-unreadable"),
        (zstandard.compress(b" " * 17_000_000), {"Content-Encoding": "zstd"}, 413, "too-large"),
        (b" " * 17_000_000, {}, 413, "too-large"),
        (b'{"p":9,"epoch":"","cursor":0,"now":"2026-08-25T09:00:00Z"}', {}, 400, "protocol-unknown"),
        (b'{"p":1,"epoch":"","cursor":99,"now":"2026-08-25T09:00:00Z"}', {}, 409, "cursor-ahead"),
        (
            b'{"p":1,"epoch":"","cursor":0,"now":"2026-08-25T09:00:00Z","acts":[' + b"0," * 1000 + b"0]}",
            {},
            413,
            "too-many-acts",
        ),
    ],
)
def test_what_is_no_request_is_refused_with_a_sentence(centre_url, bureau, body, headers, status, code):
    answer = post(centre_url, "/v1/sync", body, bureau.desk().token, **headers)
    trouble = answer.json()
    assert (answer.status_code, trouble["code"]) == (status, code)
    assert all(trouble["message"][language] for language in LANGUAGES)


@ONLY_SQLITE
@pytest.mark.parametrize(
    ("headers", "code"),
    [({}, "token-missing"), ({"Authorization": "Bearer nobody"}, "token-unknown")],
)
def test_a_stranger_is_refused(centre_url, headers, code):
    answer = requests.post(f"{centre_url}/v1/sync", data=b"{}", headers=headers, timeout=20)
    assert (answer.status_code, answer.json()["code"]) == (401, code)


@ONLY_SQLITE
def test_a_portals_token_opens_no_desks_door(centre_url, bureau):
    token = administration.portal_token(bureau.ledger, SCHOOL.id)
    assert post(centre_url, "/v1/sync", b"{}", token).status_code == 401
    assert post(centre_url, "/v1/intake", b"{}", bureau.desk().token).status_code == 401


@ONLY_SQLITE
@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/nothing", 404), ("DELETE", "/v1/sync", 405)]
)
def test_unknown_doors_are_refused_as_troubles(centre_url, method, path, status):
    answer = requests.request(method, centre_url + path, timeout=20)
    assert (answer.status_code, answer.json()["code"]) == (status, OF_STATUS[status])


@ONLY_SQLITE
@pytest.mark.expects_warnings
def test_a_database_that_does_not_answer_is_a_503_and_a_retry_works(bureau, centre_url):
    desk = bureau.desk()
    raws = [msgspec.Raw(raw) for raw in desk.acts(*(filed(f"a{n}", a_child_draft(n)) for n in range(60)))]
    body = msgspec.json.encode(a_request(bureau, acts=raws))
    limit_pages(bureau.ledger, 1)
    answer = post(centre_url, "/v1/sync", body, desk.token)
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    limit_pages(bureau.ledger, 1_000_000)
    assert len(post(centre_url, "/v1/sync", body, desk.token).json()["results"]) == 60


def limit_pages(ledger, more):
    """Each connection of SQLite's pool keeps its own limit; beyond it the disk is full."""
    with ledger.write() as tx:
        pages = tx.connection.exec_driver_sql("pragma page_count").scalar_one()
        tx.connection.exec_driver_sql(f"pragma max_page_count={pages + more}")


@ONLY_SQLITE
@pytest.mark.expects_warnings
def test_a_bug_is_answered_without_telling_anything(bureau, catalogues: Path, caplog):
    def broken():
        raise ZeroDivisionError(a_child_draft(7).child.iin)

    with running(
        app(bureau.ledger, broken, bureau.law, catalogues, bureau.new_id, bureau.keys, PACKING)
    ) as url:
        answer = post(url, "/v1/sync", msgspec.json.encode(a_request(bureau)), bureau.desk().token)
    assert (answer.status_code, answer.json()["code"]) == (500, "bug")
    assert "ZeroDivisionError" in caplog.text
    assert a_child_draft(7).child.iin not in caplog.text + answer.text


@ONLY_SQLITE
def test_logs_hold_no_names_and_no_tokens(server, bureau, caplog):
    line, desk = server
    draft = a_child_draft(1)
    with caplog.at_level("DEBUG", logger="central_server"):
        line.sync(a_request(bureau, acts=[msgspec.Raw(raw) for raw in desk.acts(filed("a1", draft))]))
    assert desk.id in caplog.text
    for secret in (draft.child.iin, draft.child.name.surname, draft.applicant.phone, desk.token):
        assert secret not in caplog.text


@ONLY_SQLITE
def test_health_tells_epoch_and_clock(centre_url, bureau):
    health = requests.get(f"{centre_url}/v1/health", timeout=20).json()
    assert health == {"epoch": bureau.ledger.epoch, "now": MORNING.isoformat(), "schools": 1}


DOORS_TOLD = (ROOT / "docs/protocol.md").read_text(encoding="utf-8")


@ONLY_SQLITE
def test_the_doors_describe_themselves(centre_url):
    document = requests.get(f"{centre_url}/schema/openapi.json", timeout=20).json()
    assert {"/v1/blob/{sha256}", "/v1/enroll", "/v1/intake/{reference}", "/v1/sync"} <= set(document["paths"])
    assert [path for path in document["paths"] if path not in DOORS_TOLD] == []
    refs = set(re.findall(r"#/components/schemas/(\w+)", str(document["paths"])))
    assert refs <= set(document["components"]["schemas"])
    assert "SyncRequest" in refs


@ONLY_SQLITE
def test_the_page_of_the_doors_needs_no_other_computer(centre_url):
    page = requests.get(f"{centre_url}/schema", timeout=20).text
    assert "POST /v1/sync" in page
    assert not re.search(r"(src|href)=.?(https?:)?//", page)


def test_every_code_of_a_refusal_has_its_sentence(texts_kk):
    codes = {code for _, code in PLAIN.values()} | set(OF_STATUS.values())
    literal = re.compile(r'Refusal\(\s*\d+,\s*"([a-z-]+)"')
    for module in Path(__file__).parents[2].glob("central_server/api/*.py"):
        codes |= set(literal.findall(module.read_text(encoding="utf-8")))
    with_problems = {"not-fileable"}
    assert [code for code in sorted(codes - with_problems) if not texts_kk.has(f"centre-{code}")] == []


def test_every_problem_of_the_centre_has_its_sentence(texts_kk):
    named = re.compile(r'Problem\(\s*"([a-z-]+)"|return "(act-[a-z-]+)"')
    codes = set()
    for module in Path(__file__).parents[2].glob("central_server/**/*.py"):
        found = named.findall(module.read_text(encoding="utf-8"))
        codes |= {one or other for one, other in found}
    codes |= {"gap", "forked", "field-unknown", "field-missing"}
    assert len(codes) > 15
    assert [code for code in sorted(codes) if not texts_kk.has(f"problem-{code}")] == []
