"""The courier's door: a sealed bundle in, the sealed answer out; the bundle is signed, so it needs no token."""

from __future__ import annotations

from litestar import Response, post

from admission.courier import LARGEST
from central_server.api.centre import Asked, centre_of, in_thread
from central_server.api.schema import Octets, described
from central_server.courier import take_bundle

OCTETS = "application/octet-stream"


@post(
    "/v1/bundle",
    status_code=200,
    media_type=OCTETS,
    request_max_body_size=LARGEST,
    operation_class=described(takes=Octets(), gives=Octets(), status=200, refuses=(409, 422), is_open=True),
)
async def bundle(request: Asked) -> Response[bytes]:
    """What a desk saved for a courier, brought by anybody with a connection; the answer only that desk can open."""
    return await in_thread(_bundle, request, await request.body())


def _bundle(request: Asked, body: bytes) -> Response[bytes]:
    centre = centre_of(request)
    answer, _ = take_bundle(centre.exchange, body, centre.clock())
    return Response(answer, media_type=OCTETS)
