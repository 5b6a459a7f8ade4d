"""Manifests: the small canonical documents that people sign in place of large papers (SIGNING part 4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from admission.canonical import JsonValue, canonical

ORDER_SCHEMA: Final = "qabyldau/order/1"


def order_manifest(fields: Mapping[str, JsonValue]) -> bytes:
    """The canonical bytes of an order under its schema's name; ValueError for what is not canonical."""
    if "schema" in fields:
        raise ValueError("the schema is not a field")
    return canonical({**fields, "schema": ORDER_SCHEMA})
