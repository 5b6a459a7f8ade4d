"""Files to and from the desks: resumable by offset, named by the SHA-256 of their bytes."""

from __future__ import annotations

import hashlib
import re
from typing import Annotated

from litestar import Response, get, head, patch
from litestar.exceptions import InternalServerException
from litestar.params import PathParameter

from central_server.api.centre import Asked, centre_of, desk_of, in_thread
from central_server.api.ranges import span_of
from central_server.api.refusals import Refusal
from central_server.api.schema import Octets, described
from central_server.models import feed
from central_server.models.blobs import SHA256, add_piece, blob_size, blob_state, read_blob

OFFSET = "Upload-Offset"
LENGTH = "Upload-Length"
CHECKSUM = "Upload-Checksum"
CHECKSUM_VALUE = re.compile(r"sha256 ([0-9a-f]{64})")
OCTETS = "application/octet-stream"

Sha256 = Annotated[
    str,
    PathParameter(
        description="SHA-256 of the file's bytes, 64 small hexadecimal digits",
        schema_extra={"pattern": "^[0-9a-f]{64}$"},
    ),
]


@head(
    "/v1/blob/{sha256:str}",
    operation_class=described(gives=None, status=200, refuses=(404,), tells=(OFFSET,)),
)
async def blob_offset(request: Asked, sha256: Sha256) -> Response[None]:
    """How many bytes of the file are here (`Upload-Offset`); 404 when none are."""
    return await in_thread(_blob_offset, request, sha256)


def _blob_offset(request: Asked, sha256: str) -> Response[None]:
    desk_of(request)
    state = blob_state(centre_of(request).ledger, _name(sha256))
    if state is None:
        raise Refusal(404, "file-unknown", headers={OFFSET: "0"})
    return Response(None, headers={OFFSET: str(state.offset), "Cache-Control": "no-store"})


@patch(
    "/v1/blob/{sha256:str}",
    status_code=204,
    operation_class=described(
        takes=Octets(), gives=None, status=204, refuses=(409, 422), sends=(OFFSET, LENGTH), tells=(OFFSET,)
    ),
)
async def send_blob(request: Asked, sha256: Sha256) -> Response[None]:
    """Join a piece; the answer tells where the next one begins. 409 with the right offset when it does not join."""
    return await in_thread(_send_blob, request, sha256, *await _what_comes(request))


async def _what_comes(request: Asked) -> tuple[bytes, bool]:
    """The body, and whether the line was cut before its end: what came over a slow line is not sent twice."""
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
    except InternalServerException:  # Litestar's word for a line that was cut
        return bytes(body), True
    return bytes(body), False


def _send_blob(request: Asked, sha256: str, body: bytes, cut: bool) -> Response[None]:
    desk_of(request)
    if request.headers.get("Content-Type", "") != OCTETS:
        raise Refusal(400, "request-wrong")
    ledger, name, offset = centre_of(request).ledger, _name(sha256), _number(request, OFFSET)
    checksum = _checksum(request)
    if checksum and not cut and hashlib.sha256(body).hexdigest() != checksum:
        state = blob_state(ledger, name)
        raise Refusal(422, "piece-damaged", headers={OFFSET: str(state.offset if state else 0)})
    checked = bool(checksum) and not cut
    after = add_piece(ledger, name, offset, body, _number(request, LENGTH), checked=checked)
    return Response(None, status_code=204, headers={OFFSET: str(after)})


@get(
    "/v1/blob/{sha256:str}",
    media_type=OCTETS,
    operation_class=described(gives=Octets(), status=(200, 206), refuses=(404, 416)),
)
async def fetch_blob(request: Asked, sha256: Sha256) -> Response[bytes]:
    """The file, or the `Range` of it, if an application or an order of the desk's own school names it."""
    return await in_thread(_fetch_blob, request, sha256)


def _fetch_blob(request: Asked, sha256: str) -> Response[bytes]:
    desk = desk_of(request)
    ledger = centre_of(request).ledger
    with ledger.read() as tx:
        ours = feed.names_blob(tx, desk.school, _name(sha256))
    size = blob_size(ledger, sha256) if ours else None
    if size is None:
        raise Refusal(404, "file-unknown")
    span = span_of(request.headers.get("Range", ""), size)
    start, end = span or (0, size)
    headers = {"Accept-Ranges": "bytes"}
    if span is not None:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    data = read_blob(ledger, sha256, start, end)
    return Response(data, media_type=OCTETS, status_code=206 if span else 200, headers=headers)


def _name(sha256: str) -> str:
    if not SHA256.fullmatch(sha256):
        raise Refusal(400, "file-name-wrong")
    return sha256


def _number(request: Asked, header: str) -> int:
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise Refusal(400, "header-wrong", params={"header": header})
    return int(text)


def _checksum(request: Asked) -> str:
    """The SHA-256 the piece should have; empty where the sender gives none."""
    text = request.headers.get(CHECKSUM, "")
    found = CHECKSUM_VALUE.fullmatch(text)
    if text and found is None:
        raise Refusal(400, "header-wrong", params={"header": CHECKSUM})
    return found[1] if found else ""
