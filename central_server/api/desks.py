"""The desks' doors: becoming a desk, and one turn of the exchange."""

from __future__ import annotations

import msgspec
from litestar import MediaType, Response, get, post

from admission.exchange import (
    PROTOCOL,
    EnrolAnswer,
    EnrolRequest,
    KeysAnswer,
    KeysMessage,
    RefeedAnswer,
    RefeedRequest,
    RenewAnswer,
    RenewRequest,
    SyncAnswer,
    SyncRequest,
)
from admission.receipts import wipe_statement
from central_server.administration import enrol, keep_keys, renew_desk
from central_server.api.centre import Asked, Centre, any_desk_of, centre_of, desk_of, in_thread
from central_server.api.refusals import Refusal, decoded
from central_server.api.schema import described
from central_server.models import feed
from central_server.recovery import take_refed
from central_server.turns import MOST_ACTS, take_turn

LONGEST_NAME = 200


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """The centre is awake: its epoch and its clock."""

    epoch: str
    now: str
    schools: int


@post(
    "/v1/enroll",
    operation_class=described(
        takes=EnrolRequest, gives=EnrolAnswer, status=201, refuses=(403,), is_open=True
    ),
)
async def enroll(request: Asked) -> Response[bytes]:
    """A one-time code makes this computer a desk: its id, token, school and series letter."""
    return await in_thread(_enroll, request, await request.body())


def _enroll(request: Asked, body: bytes) -> Response[bytes]:
    centre = centre_of(request)
    asked = decoded(_unpacked(request, centre, body), EnrolRequest)
    name = "".join(filter(str.isprintable, asked.name))[:LONGEST_NAME]
    answer = enrol(centre.ledger, asked.code, name, centre.clock(), centre.new_id)
    centre.snapshots.prepare(answer.school)  # it will be asked for next
    return _packed(request, answer, 201)


@post(
    "/v1/keys",
    status_code=200,
    operation_class=described(takes=KeysMessage, gives=KeysAnswer, status=200),
)
async def exchange_keys(request: Asked) -> Response[bytes]:
    """The desk's public keys against the centre's."""
    return await in_thread(_exchange_keys, request, await request.body())


def _exchange_keys(request: Asked, body: bytes) -> Response[bytes]:
    centre = centre_of(request)
    desk = desk_of(request)
    theirs = decoded(_unpacked(request, centre, body), KeysMessage)
    keep_keys(centre.ledger, desk.id, theirs)
    return _packed(request, centre.keys.answer(desk.id, desk.school, theirs), 200)


@post(
    "/v1/renew",
    operation_class=described(takes=RenewRequest, gives=RenewAnswer, status=201),
)
async def renew(request: Asked) -> Response[bytes]:
    """A copied or restored computer becomes a desk of its own, with another series letter."""
    return await in_thread(_renew, request, await request.body())


def _renew(request: Asked, body: bytes) -> Response[bytes]:
    centre = centre_of(request)
    desk = desk_of(request)
    asked = decoded(_unpacked(request, centre, body), RenewRequest)
    answer = renew_desk(centre.ledger, desk, asked.acts[:MOST_ACTS], centre.new_id)
    return _packed(request, answer, 201)


@post(
    "/v1/sync",
    status_code=200,
    operation_class=described(takes=SyncRequest, gives=SyncAnswer, status=200, refuses=(409,)),
)
async def sync(request: Asked) -> Response[bytes]:
    """One turn: waiting acts up, their outcomes and the rows after the cursor down."""
    return await in_thread(_sync, request, await request.body())


def _sync(request: Asked, body: bytes) -> Response[bytes]:
    centre = centre_of(request)
    desk = any_desk_of(request)
    asked = decoded(_unpacked(request, centre, body), SyncRequest, acts=True)
    of_our_time = asked.epoch in ("", centre.ledger.epoch)  # else it has things that a restored centre lost
    if desk.revoked_at is not None and not asked.acts and of_our_time:
        raise Refusal(410, "desk-revoked", order=centre.keys.sign(wipe_statement(desk.id, desk.last_n)))
    if asked.p != PROTOCOL:
        raise Refusal(400, "protocol-unknown", params={"known": PROTOCOL})
    answer = take_turn(centre.exchange, desk, asked, centre.clock())
    return _packed(request, answer, 200)


@post(
    "/v1/refeed",
    status_code=200,
    operation_class=described(takes=RefeedRequest, gives=RefeedAnswer, status=200, refuses=(409, 422)),
)
async def refeed(request: Asked) -> Response[bytes]:
    """What a restored centre has lost comes back: acts with their receipts, rows no act explains."""
    return await in_thread(_refeed, request, await request.body())


def _refeed(request: Asked, body: bytes) -> Response[bytes]:
    centre = centre_of(request)
    desk = any_desk_of(request)
    brought = decoded(_unpacked(request, centre, body), RefeedRequest, acts=True)
    return _packed(request, take_refed(centre.ledger, centre.keys, centre.law, desk, brought), 200)


@get("/v1/health", operation_class=described(gives=Health, status=200, is_open=True))
async def health(request: Asked) -> Response[bytes]:
    """Whether the centre and its database answer."""
    return await in_thread(_health, request)


def _health(request: Asked) -> Response[bytes]:
    centre = centre_of(request)
    with centre.ledger.read() as tx:
        schools = len(feed.schools(tx))
    state = Health(epoch=centre.ledger.epoch, now=centre.clock().isoformat(), schools=schools)
    return _packed(request, state, 200)


def _unpacked(request: Asked, centre: Centre, body: bytes) -> bytes:
    return centre.packing.unpacked(body, request.headers.get("Content-Encoding", ""))


def _packed(request: Asked, answer: msgspec.Struct, status: int) -> Response[bytes]:
    accepted = request.headers.get("Accept-Encoding", "")
    content, coding = centre_of(request).packing.packed(msgspec.json.encode(answer), accepted)
    headers = {"Content-Encoding": coding} if coding else {}
    return Response(content, status_code=status, media_type=MediaType.JSON, headers=headers)
