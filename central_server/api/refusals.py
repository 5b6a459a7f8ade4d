"""Refusals: everything that can go wrong, as a status, a code, problems, and one sentence in each language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

import msgspec
from litestar.exceptions import HTTPException

from admission.courier import CourierTrouble
from admission.problems import ActRefused, Problem
from admission.wire import NUL
from central_server.acceptance import CursorAhead, DeskUnknown, HistoryBroken
from central_server.administration import CodeWrong
from central_server.api.packing import BodyTooLarge, BodyUnreadable
from central_server.intake import ReferenceUnknown, ReferenceUsed, SchoolClosed
from central_server.models.blobs import BlobTooLarge, BytesWrong, OffsetWrong
from central_server.models.ledger import LedgerTrouble
from central_server.recovery import ReceiptWrong
from central_server.turns import TooManyActs

T = TypeVar("T")


class Refusal(Exception):
    """What the centre answers in place of what was asked; `params` fill the sentence of the code."""

    def __init__(
        self,
        status: int,
        code: str,
        problems: Sequence[Problem] = (),
        *,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        order: str = "",
    ) -> None:
        self.status = status
        self.code = code
        self.problems = tuple(problems)
        self.params = dict(params or {})
        self.headers = dict(headers or {})
        self.order = order
        super().__init__(code)


PLAIN: Mapping[type[Exception], tuple[int, str]] = {
    BodyTooLarge: (413, "too-large"),
    BodyUnreadable: (400, "body-unreadable"),
    BlobTooLarge: (413, "too-large"),
    BytesWrong: (422, "bytes-wrong"),
    OffsetWrong: (409, "offset-wrong"),
    CodeWrong: (403, "code-wrong"),
    ReceiptWrong: (422, "receipt-wrong"),
    SchoolClosed: (503, "recovering"),
    CursorAhead: (409, "cursor-ahead"),
    DeskUnknown: (410, "desk-revoked"),
    LedgerTrouble: (503, "unavailable"),
    OSError: (503, "unavailable"),
    ReferenceUnknown: (404, "reference-unknown"),
    ReferenceUsed: (409, "reference-used"),
    TooManyActs: (413, "too-many-acts"),
}
OF_STATUS: Mapping[int, str] = {404: "not-found", 405: "method-wrong", 413: "too-large"}

_AT = re.compile(r" - at `\$\.?(?P<path>.*)`$")
_INDEX = re.compile(r"\[(\d+|\.\.\.)\]")
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<field>.*)`")
_MISSING = re.compile(r"Object missing required field `(?P<field>.*)`")
_WRONG = re.compile(r"Expected `(?P<expected>.*)`, got `(?P<got>.*)`")


def refusal_of(error: Exception) -> Refusal | None:
    """How this error is answered; None for a bug of ours."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, ActRefused):
        return Refusal(422, "not-fileable", error.problems)
    if isinstance(error, HistoryBroken):
        params: dict[str, str | int] = {"expected": error.expected}
        return Refusal(409, error.code, [Problem(error.code, "n", params)], params=params)
    if isinstance(error, CourierTrouble):
        return Refusal(422, error.code, [Problem(error.code, params=error.params)])
    if isinstance(error, OffsetWrong | BytesWrong):
        return Refusal(*PLAIN[type(error)], headers={"Upload-Offset": str(error.offset)})
    if isinstance(error, HTTPException):
        return _of_http(error)
    kind = next((kind for kind in PLAIN if isinstance(error, kind)), None)
    return None if kind is None else Refusal(*PLAIN[kind])


def _of_http(error: HTTPException) -> Refusal | None:
    if error.status_code >= 500:
        return None
    code = OF_STATUS.get(error.status_code, "request-wrong")
    return Refusal(error.status_code, code, headers=error.headers)


def decoded(body: bytes, kind: type[T], *, acts: bool = False) -> T:
    """The request as a value, strictly; a Refusal 400 names the place and what is wrong there.

    No text of it holds a NUL, which no database keeps, unless it carries `acts`: those are judged one by one.
    """
    try:
        value = msgspec.json.decode(body, type=kind, strict=True)
    except msgspec.ValidationError as error:
        raise field_refusal(error) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refusal(400, "body-unreadable", [Problem("body-unreadable")]) from error
    if NUL in body and not acts:
        raise Refusal(400, "request-wrong", [Problem("field-value-wrong", params={"said": "NUL"})])
    return value


def field_refusal(error: msgspec.ValidationError) -> Refusal:
    """The same for a value that was read and is none of those allowed."""
    return Refusal(400, "request-wrong", [_field_problem(str(error))])


def _field_problem(message: str) -> Problem:
    """msgspec's message as a problem at a dotted path (`attachments.0.content`)."""
    found = _AT.search(message)
    path = _INDEX.sub(r".\1", found["path"]).strip(".") if found else ""
    said = message[: found.start()] if found else message
    for code, pattern in (("field-unknown", _UNKNOWN), ("field-missing", _MISSING)):
        named = pattern.fullmatch(said)
        if named:
            return Problem(code, ".".join(filter(None, (path, named["field"]))), {"field": named["field"]})
    wrong = _WRONG.fullmatch(said)
    if wrong:
        return Problem("field-type-wrong", path, {"expected": wrong["expected"], "got": wrong["got"]})
    return Problem("field-value-wrong", path, {"said": said})
