"""Canonical JSON: one document, one sequence of bytes, whatever the order of its fields or the form of its letters."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admission.canonical import canonical

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
documents = st.recursive(
    texts | st.integers() | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def test_the_bytes_of_a_document():
    assert canonical({"б": [1, True, ""], "а": {"ә": "«»"}}) == '{"а":{"ә":"«»"},"б":[1,true,""]}'.encode()


@given(documents)
def test_the_order_of_fields_does_not_matter_and_reading_gives_it_back(document: Any):
    data = canonical(document)
    assert canonical(json.loads(data)) == data
    assert canonical(turned(document)) == data


def turned(value: Any) -> Any:
    """The same document, its fields in reverse, its letters taken apart."""
    if isinstance(value, dict):
        parts = {unicodedata.normalize("NFC", key): inner for key, inner in value.items()}
        return {unicodedata.normalize("NFD", key): turned(parts[key]) for key in reversed(parts)}
    if isinstance(value, list):
        return [turned(inner) for inner in value]
    return unicodedata.normalize("NFD", value) if isinstance(value, str) else value


@pytest.mark.parametrize("value", [1.5, None, {"a": None}, [b""], {"a": {1, 2}}])
def test_what_has_no_one_form_is_refused(value):
    with pytest.raises(ValueError, match="not canonical"):
        canonical(value)
