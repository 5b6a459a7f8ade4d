"""Manifests: one order, one sequence of bytes."""

from __future__ import annotations

import pytest

from verification.manifest import order_manifest


def test_a_manifest_is_canonical_and_names_its_schema():
    decomposed = "и\u0306"
    made = order_manifest({"number": "1-А", "applications": ["b", "a"], "note": decomposed, "count": 2})
    assert made.decode() == (
        '{"applications":["b","a"],"count":2,"note":"й","number":"1-А","schema":"qabyldau/order/1"}'
    )


@pytest.mark.parametrize("value", [1.5, None, {"deep": [0.1]}, b"bytes"])
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(ValueError, match="not canonical"):
        order_manifest({"number": value})


def test_nobody_else_names_the_schema():
    with pytest.raises(ValueError, match="schema"):
        order_manifest({"schema": "qabyldau/order/2"})
