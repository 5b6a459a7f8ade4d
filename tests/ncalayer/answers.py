"""Requests to the stand-in and its answers as text: the shapes of NCALayer 1.4 (SIGNING part 1), no sockets."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from tests.ncalayer.cms import made
from tests.ncalayer.people import Person, Town
from tests.ncalayer.script import Script

BASICS = "kz.gov.pki.knca.basics"
COMMON = "kz.gov.pki.knca.commonUtils"
HEARTBEAT = "--heartbeat--"


class Wrong(Exception):
    """A bad call; the text is what a Java exception would say."""


def answer(text: str, script: Script, town: Town, at: datetime) -> str:
    """The reply to one message."""
    if text == HEARTBEAT:
        return text
    try:
        asked = json.loads(text)
    except ValueError:
        return _json(success=False, code="COMMON_JSON_WRAPPING_EXCEPTION")
    called = (asked.get("module"), asked.get("method")) if isinstance(asked, dict) else ()
    if called == (COMMON, "getActiveTokens"):
        return _json(code="200", responseObject=[])
    if called != (BASICS, "sign"):
        return _json(success=False, errorCode="MODULE_NOT_FOUND")
    if script.does == "error":
        return _json(status=False, code=script.code, message="scripted", details="scripted")
    try:
        body = _sign(asked.get("args"), script, town, at)
    except Wrong as wrong:
        said = "An invoked method threw an exception."
        return _json(
            status=False, code="INVOCATION_ERROR", message=said, details=f"org.json.JSONException: {wrong}"
        )
    return _told(body, script)


def _sign(args: Any, script: Script, town: Town, at: datetime) -> dict[str, Any]:
    documents, single = _documents(args)
    wishes, how = _object(args, "signerParams"), _object(args, "signingParams")
    person = town.people[script.person]
    if script.does == "cancel" or not (script.insists or _selectable(person, wishes, script)):
        return {}
    if script.does == "other-bytes":
        documents = [document + b" " for document in documents]
    if script.does == "same-for-all":
        documents = [documents[0]] * len(documents)
    embed = _flag(how, "encapsulate", default=True)
    signed = [_armoured(made(document, person, at, embed=embed)) for document in documents]
    result = _result(_lied(signed, script.does), single, script.mode)
    if _flag(how, "outputCert", default=False) or script.mode == "object":
        return {"result": {"signatures": result, "certificate": _pem(person.certificate)}}
    return {"result": result}


def _documents(args: Any) -> tuple[list[bytes], bool]:
    if (
        not isinstance(args, dict)
        or args.get("format") != "cms"
        or args.get("locale", "kk") not in {"kk", "ru"}
    ):
        raise Wrong("args")
    data = args.get("data")
    texts = [data] if isinstance(data, str) else data
    if not isinstance(texts, list) or not texts or not all(isinstance(text, str) for text in texts):
        raise Wrong('JSONObject["data"] not found.')
    decodes = _flag(_object(args, "signingParams"), "decode", default=False)
    return [base64.b64decode(text) if decodes else text.encode() for text in texts], isinstance(data, str)


def _object(args: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = args.get(name)
    if not isinstance(found, dict):
        raise Wrong(f'JSONObject["{name}"] not found.')
    return found


def _flag(params: Mapping[str, Any], name: str, *, default: bool) -> bool:
    value = params.get(name, default)
    if str(value).lower() not in {"true", "false"}:
        raise Wrong(f'JSONObject["{name}"] is not a Boolean.')
    return str(value).lower() == "true"


def _selectable(person: Person, wishes: Mapping[str, Any], script: Script) -> bool:
    """Whether the window lets this key be chosen."""
    oids = wishes.get("extKeyUsageOids")
    if not isinstance(oids, list):
        raise Wrong('JSONObject["extKeyUsageOids"] not found.')
    mine = wishes.get("iin") in {None, "", person.holder.iin} and wishes.get("bin") in {
        None,
        "",
        person.holder.bin,
    }
    return mine and set(oids) <= set(person.purposes) and _believed(person, wishes.get("chain"), script)


def _believed(person: Person, chain: list[str] | None, script: Script) -> bool:
    if chain is None:
        return script.live
    ours = {_der(pem) for pem in chain}
    return not chain or not ours.isdisjoint(person.issuers)


def _der(pem: str) -> bytes:
    return x509.load_pem_x509_certificate(pem.encode()).public_bytes(Encoding.DER)


def _lied(signed: list[str], does: str) -> list[Any]:
    """The results as the script tells them."""
    changed: dict[str, list[Any]] = {
        "swapped": signed[::-1],
        "missing": signed[:-1],
        "one-too-many": [*signed, signed[-1]],
        "broken-base64": [f"{signed[0][:100]}*{signed[0][101:]}", *signed[1:]],
        "truncated": [_cut(one) for one in signed],
        "nested": [signed],
        "empty-list": [],
    }
    return changed.get(does, signed)


def _cut(armoured: str) -> str:
    der = base64.b64decode("".join(armoured.splitlines()[1:-1]))
    return _armoured(der[: len(der) // 2])


def _result(signed: list[Any], single: bool, mode: str) -> Any:
    return signed[0] if mode == "string" and single and signed else signed


def _told(body: dict[str, Any], script: Script) -> str:
    told = {
        "garbage": '{"status":true,"body":',
        "not-an-object": "[5]",
        "wrong-shape": _json(status=True, body={"result": 7}),
        "no-status": _json(body=body),
    }
    whole = _json(status=True, body=body, padding="x" * 2_000_000 * (script.does == "huge"))
    return told.get(script.does, whole)


def _json(**values: Any) -> str:
    return json.dumps(values)


def _armoured(der: bytes) -> str:
    return f"-----BEGIN CMS-----\n{base64.encodebytes(der).decode()}-----END CMS-----\n"


def _pem(der: bytes) -> str:
    return f"-----BEGIN CERTIFICATE-----\n{base64.encodebytes(der).decode()}-----END CERTIFICATE-----\n"
