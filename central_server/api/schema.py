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
    OpenAPIMediaType,
    OpenAPIResponse,
    Operation,
    Reference,
    RequestBody,
    SecurityScheme,
)

from admission.exchange import Trouble

Message = type[msgspec.Struct]
Schemas = dict[str, Any]
REFERENCE = "#/components/schemas/{name}"
JSON = "application/json"
METHODS = ("get", "head", "post", "patch")
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<style>body{{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}}code{{background:#eee}}</style>
<h1>{title} {version}</h1><p>{description} The same for machines: <a href="schema/openapi.json">openapi.json</a>.</p>
{doors}<h2>Messages</h2>{messages}</html>"""


def described(*, gives: Message | None, status: int, takes: Message | None = None) -> type[Operation]:
    """An operation of these messages; handlers read and write them themselves, strictly."""

    @dataclass
    class Described(Operation):
        def __post_init__(self) -> None:
            if takes is not None:
                self.request_body = RequestBody(content=_content(takes), required=True)
            good = OpenAPIResponse(description="Done", content=_content(gives) if gives else None)
            self.responses = {
                str(status): good,
                "default": OpenAPIResponse(description="Refused", content=_content(Trouble)),
            }

    return Described


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


def _content(message: Message) -> dict[str, OpenAPIMediaType]:
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
