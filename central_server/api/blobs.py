"""Files to and from the desks: resumable by offset, named by the SHA-256 of their bytes."""

from __future__ import annotations

from typing import Annotated

from litestar import Response, get, head, patch
from litestar.params import PathParameter

from central_server.api.centre import Asked, centre_of, desk_of, in_thread
from central_server.api.refusals import Refusal
from central_server.models import feed
from central_server.models.blobs import SHA256, add_piece, blob_state, read_blob

OFFSET = "Upload-Offset"
LENGTH = "Upload-Length"
OCTETS = "application/octet-stream"

Sha256 = Annotated[str, PathParameter(description="SHA-256 of the file's bytes, 64 small hexadecimal digits")]


@head("/v1/blob/{sha256:str}")
async def blob_offset(request: Asked, sha256: Sha256) -> Response[None]:
    """How many bytes of the file are here (`Upload-Offset`); 404 when none are."""
    return await in_thread(_blob_offset, request, sha256)


def _blob_offset(request: Asked, sha256: str) -> Response[None]:
    desk_of(request)
    state = blob_state(centre_of(request).ledger, _name(sha256))
    if state is None:
        raise Refusal(404, "file-unknown", headers={OFFSET: "0"})
    return Response(None, headers={OFFSET: str(state.offset), "Cache-Control": "no-store"})


@patch("/v1/blob/{sha256:str}", status_code=204)
async def send_blob(request: Asked, sha256: Sha256) -> Response[None]:
    """Join a piece; the answer tells where the next one begins. 409 with the right offset when it does not join."""
    return await in_thread(_send_blob, request, sha256, await request.body())


def _send_blob(request: Asked, sha256: str, body: bytes) -> Response[None]:
    desk_of(request)
    if request.headers.get("Content-Type", "") != OCTETS:
        raise Refusal(400, "request-wrong")
    ledger = centre_of(request).ledger
    after = add_piece(ledger, _name(sha256), _number(request, OFFSET), body, _number(request, LENGTH))
    return Response(None, status_code=204, headers={OFFSET: str(after)})


@get("/v1/blob/{sha256:str}", media_type=OCTETS)
async def fetch_blob(request: Asked, sha256: Sha256) -> Response[bytes]:
    """The file, if an application or an order of the desk's own school names it."""
    return await in_thread(_fetch_blob, request, sha256)


def _fetch_blob(request: Asked, sha256: str) -> Response[bytes]:
    desk = desk_of(request)
    ledger = centre_of(request).ledger
    with ledger.read() as tx:
        ours = feed.names_blob(tx, desk.school, _name(sha256))
    data = read_blob(ledger, sha256) if ours else None
    if data is None:
        raise Refusal(404, "file-unknown")
    return Response(data, media_type=OCTETS)


def _name(sha256: str) -> str:
    if not SHA256.fullmatch(sha256):
        raise Refusal(400, "file-name-wrong")
    return sha256


def _number(request: Asked, header: str) -> int:
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise Refusal(400, "header-wrong", params={"header": header})
    return int(text)
