"""The doors of a desk that begins, and of one that differs: a ready snapshot, and the rows of unequal buckets."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import MediaType, Response, get, post
from litestar.params import PathParameter

from admission.earlier import for_version
from admission.exchange import DiffAnswer, DiffRequest, SnapshotOffer
from admission.wire import VERSION
from central_server.api.centre import Asked, centre_of, desk_of, in_thread
from central_server.api.ranges import span_of
from central_server.api.refusals import Refusal, decoded
from central_server.api.schema import Octets, described
from central_server.models.blobs import SHA256
from central_server.models.buckets import compare

OCTETS = "application/octet-stream"
UNKNOWN = "snapshot-unknown"

Sha256 = Annotated[
    str,
    PathParameter(
        description="SHA-256 of the file's bytes, 64 small hexadecimal digits",
        schema_extra={"pattern": "^[0-9a-f]{64}$"},
    ),
]


@get("/v1/snapshot", operation_class=described(gives=SnapshotOffer, status=200, refuses=(404,)))
async def snapshot(request: Asked) -> Response[bytes]:
    """Every row of the desk's school, ready to be fetched; 404 for a school small enough for one turn.

    And for a desk that does not say with `?v=` that it reads these rows as they are: turns cut them for it.
    """
    return await in_thread(_snapshot, request)


def _snapshot(request: Asked) -> Response[bytes]:
    desk = desk_of(request)
    offer = centre_of(request).snapshots.offer(desk.school) if _reads_all(request) else None
    if offer is None:
        raise Refusal(404, UNKNOWN)
    return _packed(request, offer)


def _reads_all(request: Asked) -> bool:
    said = request.query_params.get("v", "")
    return said.isdecimal() and int(said[:9]) >= VERSION


@get(
    "/v1/snapshot/{sha256:str}",
    media_type=OCTETS,
    operation_class=described(gives=Octets(), status=(200, 206), refuses=(404, 416)),
)
async def snapshot_file(request: Asked, sha256: Sha256) -> Response[bytes]:
    """A file of a snapshot of the desk's own school, from where `Range` says."""
    return await in_thread(_snapshot_file, request, sha256)


def _snapshot_file(request: Asked, sha256: str) -> Response[bytes]:
    desk, snapshots = desk_of(request), centre_of(request).snapshots
    if not SHA256.fullmatch(sha256):
        raise Refusal(400, "file-name-wrong")
    size = snapshots.size(desk.school, sha256)
    if size is None:
        raise Refusal(404, UNKNOWN)
    span = span_of(request.headers.get("Range", ""), size)
    start, end = span or (0, size)
    headers = {"Accept-Ranges": "bytes"}
    if span is not None:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    try:
        piece = snapshots.piece(desk.school, sha256, start, end)
    except FileNotFoundError as error:
        raise Refusal(404, UNKNOWN) from error
    return Response(piece, media_type=OCTETS, status_code=206 if span else 200, headers=headers)


@post("/v1/diff", status_code=200, operation_class=described(takes=DiffRequest, gives=DiffAnswer, status=200))
async def diff(request: Asked) -> Response[bytes]:
    """Digests of what the desk holds against the rows it should hold."""
    return await in_thread(_diff, request, await request.body())


def _diff(request: Asked, body: bytes) -> Response[bytes]:
    centre, desk = centre_of(request), desk_of(request)
    plain = centre.packing.unpacked(body, request.headers.get("Content-Encoding", ""))
    asked = decoded(plain, DiffRequest)
    with centre.ledger.read() as tx:
        if asked.epoch != tx.epoch:
            return _packed(request, DiffAnswer(epoch=tx.epoch, cursor=0, digest=""))
        found = compare(tx, desk.school, asked.digests)
    rows = found.rows if asked.reads >= VERSION else [for_version(asked.reads, row) for row in found.rows]
    return _packed(request, msgspec.structs.replace(found, rows=rows))


def _packed(request: Asked, answer: msgspec.Struct) -> Response[bytes]:
    accepted = request.headers.get("Accept-Encoding", "")
    content, coding = centre_of(request).packing.packed(msgspec.json.encode(answer), accepted)
    headers = {"Content-Encoding": coding} if coding else {}
    return Response(content, media_type=MediaType.JSON, headers=headers)
