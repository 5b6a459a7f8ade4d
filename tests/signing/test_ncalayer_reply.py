"""Answers of NCALayer as text: no bytes of them make the reader fall over."""

from __future__ import annotations

import base64
import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop_app.signing.ncalayer_reply import signatures_of
from desktop_app.signing.signer import Cancelled, Failed

ANY_JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=8),
    lambda inner: (
        some.lists(inner, max_size=3)
        | some.dictionaries(some.sampled_from(["status", "body", "result", "code", "signatures"]), inner)
    ),
    max_leaves=12,
)


@given(some.text() | ANY_JSON.map(json.dumps))
def test_any_text_is_signatures_or_a_trouble(text):
    with contextlib.suppress(Cancelled, Failed):
        assert all(isinstance(one, bytes) for one in signatures_of(text, 1))


def test_a_well_of_brackets_is_not_understood():
    with pytest.raises(Failed):
        signatures_of("[" * 200_000, 1)


@given(some.lists(some.binary(max_size=90), max_size=3))
def test_armour_and_line_breaks_are_taken_off(signatures):
    armoured = [
        f"-----BEGIN CMS-----\r\n{base64.encodebytes(one).decode()}-----END CMS-----\r\n"
        for one in signatures
    ]
    reply = json.dumps({"status": True, "body": {"result": armoured}})
    assert signatures_of(reply, len(signatures)) == signatures


def test_the_word_true_is_not_a_status():
    with pytest.raises(Failed):
        signatures_of('{"status":"true","body":{"result":[]}}', 0)
