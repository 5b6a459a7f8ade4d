"""The parents' door over HTTP: file an application, ask where it stands, take it back."""

from __future__ import annotations

import msgspec
from litestar import MediaType, Response, get, post
from litestar.params import FromPath

from admission.intake import Intake
from central_server.api.centre import Asked, centre_of, in_thread, school_of
from central_server.api.refusals import Refusal, decoded, field_refusal
from central_server.api.schema import described
from central_server.intake import (
    IntakeAnswer,
    WithdrawalAnswer,
    WithdrawalRequest,
    intake_digest,
    intake_status,
    take_in,
    withdraw_intake,
)

LARGEST_INTAKE = 10 * 1024 * 1024


@post(
    "/v1/intake",
    request_max_body_size=LARGEST_INTAKE,
    operation_class=described(takes=Intake, gives=IntakeAnswer, status=(200, 201), refuses=(403, 409, 422)),
)
async def file_online(request: Asked) -> Response[bytes]:
    """One application to the token's school; the same reference again gets the same answer, with status 200."""
    return await in_thread(_file_online, request, await request.body())


def _file_online(request: Asked, body: bytes) -> Response[bytes]:
    school = school_of(request)
    intake = decoded(body, Intake)
    if intake.school != school:
        raise Refusal(403, "other-school")
    try:
        answer, is_new = take_in(centre_of(request).door, intake, intake_digest(intake))
    except msgspec.ValidationError as error:
        raise field_refusal(error) from error
    return _json(answer, 201 if is_new else 200)


@get(
    "/v1/intake/{reference:str}",
    operation_class=described(gives=IntakeAnswer, status=200, refuses=(404,)),
)
async def show_online(request: Asked, reference: FromPath[str]) -> Response[bytes]:
    """Where the application stands now."""
    return await in_thread(_show_online, request, reference)


def _show_online(request: Asked, reference: str) -> Response[bytes]:
    return _json(intake_status(centre_of(request).door, school_of(request), reference), 200)


@post(
    "/v1/intake/{reference:str}/withdrawal",
    status_code=200,
    operation_class=described(takes=WithdrawalRequest, gives=WithdrawalAnswer, status=200, refuses=(404,)),
)
async def withdraw_online(request: Asked, reference: FromPath[str]) -> Response[bytes]:
    """The parent takes the application back; an empty body gives no reason."""
    return await in_thread(_withdraw_online, request, reference, await request.body())


def _withdraw_online(request: Asked, reference: str, body: bytes) -> Response[bytes]:
    school = school_of(request)
    asked = decoded(body, WithdrawalRequest) if body else WithdrawalRequest()
    return _json(withdraw_intake(centre_of(request).door, school, reference, asked.reason), 200)


def _json(answer: msgspec.Struct, status: int) -> Response[bytes]:
    return Response(msgspec.json.encode(answer), status_code=status, media_type=MediaType.JSON)
