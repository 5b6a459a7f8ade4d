"""The description of the doors: OpenAPI for machines, a plain page of it for people, no foreign assets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import msgspec
from litestar import Request
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin, OpenAPIRenderPlugin
from litestar.openapi.spec import (
    Components,
    OpenAPIFormat,
    OpenAPIHeader,
    OpenAPIMediaType,
    OpenAPIResponse,
    OpenAPIType,
    Operation,
    Parameter,
    Reference,
    RequestBody,
    Schema,
    SecurityScheme,
)

from admission.exchange import Trouble


class Octets:
    """In place of a message: the bytes of a file."""


Message = type[msgspec.Struct]
Shape = Message | Octets | None
Schemas = dict[str, Any]
REFERENCE = "#/components/schemas/{name}"
JSON, OCTETS = "application/json", "application/octet-stream"
EVERYWHERE, WITH_TOKEN = (400, 413, 500, 503), (401, 410)
REFUSALS = {
    400: "A mistake of the sender",
    401: "No token, or one that nobody has",
    403: "Not with this code, not for this school",
    404: "Nothing is known under this name",
    409: "It does not join what is here",
    410: "This desk was revoked",
    413: "More than this door takes at once",
    416: "The file ends before",
    422: "It was read and cannot be taken; the problems say why",
    500: "A mistake of the centre; nothing was written",
    503: "Not now; nothing was written",
}
TEXT = Schema(type=OpenAPIType.STRING)
NUMBER = Schema(type=OpenAPIType.INTEGER, minimum=0)
METHODS = ("get", "head", "post", "patch")
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<style>body{{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}}code{{background:#eee}}</style>
<h1>{title} {version}</h1><p>{description} The same for machines: <a href="schema/openapi.json">openapi.json</a>.</p>
{doors}<h2>Messages</h2>{messages}</html>"""


def described(
    *,
    gives: Shape,
    status: int | Sequence[int],
    takes: Shape = None,
    refuses: Sequence[int] = (),
    sends: Sequence[str] = (),
    tells: Sequence[str] = (),
    is_open: bool = False,
) -> type[Operation]:
    """An operation of these messages; handlers read and write them themselves, strictly.

    `refuses` are the statuses of this door besides those of every door, `sends` and `tells` headers of the request
    and of the answer; an open door asks for no token.
    """
    statuses = [status] if isinstance(status, int) else status
    refused = sorted({*EVERYWHERE, *refuses, *(() if is_open else WITH_TOKEN)})
    answers = {str(one): _good(gives, tells) for one in statuses}
    answers |= {
        str(one): OpenAPIResponse(description=REFUSALS[one], content=_content(Trouble)) for one in refused
    }

    @dataclass
    class Described(Operation):
        def __post_init__(self) -> None:
            if takes is not None:
                self.request_body = RequestBody(content=_content(takes), required=True)
            self.parameters = [*(self.parameters or ()), *map(_header, sends)]
            self.responses = {**answers}
            self.security = [] if is_open else self.security

    return Described


def _good(gives: Shape, tells: Sequence[str]) -> OpenAPIResponse:
    headers: dict[str, OpenAPIHeader | Reference] = {name: OpenAPIHeader(schema=TEXT) for name in tells}
    content = None if gives is None else _content(gives)
    return OpenAPIResponse(description="Done", content=content, headers=headers or None)


def _header(name: str) -> Parameter:
    return Parameter(name=name, param_in="header", required=True, schema=NUMBER)


def openapi(messages: Sequence[Message], version: str) -> OpenAPIConfig:
    """`/schema` and `/schema/openapi.json`."""
    _, schemas = msgspec.json.schema_components([*messages, Trouble], ref_template=REFERENCE)
    return OpenAPIConfig(
        title="Qabyldau, the centre",
        version=version,
        description="Exchange of the desks and online applications; docs/protocol.md tells the whole story.",
        components=Components(security_schemes={"token": SecurityScheme(type="http", scheme="bearer")}),
        security=[{"token": []}],
        path="/schema",
        operation_id_creator=lambda handler, *_: handler.handler_name,
        render_plugins=[MachinePlugin(schemas), PagePlugin(schemas)],
    )


def _content(message: Message | Octets) -> dict[str, OpenAPIMediaType]:
    if isinstance(message, Octets):
        return {OCTETS: OpenAPIMediaType(schema=Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY))}
    return {JSON: OpenAPIMediaType(schema=Reference(ref=REFERENCE.format(name=message.__name__)))}


class MachinePlugin(JsonRenderPlugin):
    """The description as JSON; the framework knows the paths, msgspec the messages."""

    def __init__(self, schemas: Schemas) -> None:
        super().__init__()
        self._schemas = schemas

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """The document, in UTF-8."""
        return super().render(request, completed(openapi_schema, self._schemas))


class PagePlugin(OpenAPIRenderPlugin):
    """The description as one page of HTML."""

    def __init__(self, schemas: Schemas) -> None:
        super().__init__(path="/")
        self._schemas = schemas

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:  # noqa: ARG002
        """The page, in UTF-8."""
        return page(completed(openapi_schema, self._schemas)).encode()


def completed(document: dict[str, Any], schemas: Schemas) -> dict[str, Any]:
    """The document with the messages its paths refer to."""
    return document | {"components": document["components"] | {"schemas": schemas}}


def page(document: dict[str, Any]) -> str:
    """An OpenAPI document as HTML."""
    info = document["info"]
    return PAGE.format(
        title=escape(info["title"]),
        version=escape(info["version"]),
        description=escape(info["description"]),
        doors="".join(_doors(document["paths"])),
        messages="".join(_messages(document["components"]["schemas"])),
    )


def _doors(paths: dict[str, Any]) -> Iterator[str]:
    for path, item in sorted(paths.items()):
        for method in METHODS:
            operation = item.get(method)
            if operation:
                yield f"<h3><code>{method.upper()} {escape(path)}</code></h3>"
                yield f"<p>{escape(operation.get('description', ''))}</p>"


def _messages(schemas: dict[str, Any]) -> Iterator[str]:
    for name, schema in sorted(schemas.items()):
        fields = ", ".join(f"<code>{escape(field)}</code>" for field in schema.get("properties", {}))
        yield f'<h3 id="{escape(name)}">{escape(name)}</h3><p>{escape(schema.get("description", ""))}</p>'
        yield f"<p>{fields}</p>" if fields else ""
