"""Canonical JSON: one document, one sequence of bytes, so that it can be hashed and signed."""

from __future__ import annotations

import json
import unicodedata

JsonValue = str | int | bool | list["JsonValue"] | dict[str, "JsonValue"]


def canonical(document: JsonValue) -> bytes:
    """UTF-8, NFC, sorted keys, no spaces; ValueError for floats, nulls and anything else (SIGNING part 4)."""
    return json.dumps(_normal(document), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _normal(value: JsonValue) -> JsonValue:
    match value:
        case str():
            return unicodedata.normalize("NFC", value)
        case bool() | int():
            return value
        case list():
            return [_normal(item) for item in value]
        case dict():
            return {unicodedata.normalize("NFC", key): _normal(item) for key, item in value.items()}
    raise ValueError(f"not canonical: {type(value).__name__}")
