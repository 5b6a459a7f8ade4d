"""What NCALayer answered: signatures, a person who changed their mind, or trouble; older and newer shapes alike."""

from __future__ import annotations

import base64
import json
from typing import Any, Final

from desktop_app.signing.signer import Cancelled, Failed

_LONGEST_CODE: Final = 60


def signatures_of(reply: str, count: int) -> list[bytes]:
    """The DER of each signature, `count` of them; Cancelled, or Failed for everything that is not that."""
    body = _body(reply)
    if "result" not in body:
        raise Cancelled
    result = body["result"]
    if isinstance(result, dict):  # with a certificate beside the signatures
        result = result.get("signatures")
    found = [result] if isinstance(result, str) else result
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise Failed("answer-not-understood")
    if len(found) != count:
        raise Failed("another-number-of-signatures")
    return [_der(one) for one in found]


def _body(reply: str) -> dict[str, Any]:
    try:
        answer = json.loads(reply)
    except (ValueError, RecursionError) as error:
        raise Failed("answer-not-understood") from error
    if not isinstance(answer, dict):
        raise Failed("answer-not-understood")
    if answer.get("status") is not True:
        raise Failed(str(answer.get("code") or answer.get("errorCode") or "no-status")[:_LONGEST_CODE])
    body = answer.get("body")
    if not isinstance(body, dict):
        raise Failed("answer-not-understood")
    return body


def _der(armoured: str) -> bytes:
    """The bytes inside, with or without the armour of PEM and its line breaks."""
    lines = [line for line in armoured.splitlines() if not line.startswith("-----")]
    try:
        return base64.b64decode("".join("".join(lines).split()), validate=True)
    except ValueError as error:
        raise Failed("signature-not-base64") from error
