"""Every verdict and every trouble with a key has its words in the three languages."""

from __future__ import annotations

import pytest

from desktop_app.signing.signer import WRONG_KEYS, SigningTrouble
from verification.verdict import REASONS

TROUBLES = {SigningTrouble.code, *WRONG_KEYS, *(one.code for one in SigningTrouble.__subclasses__())}


@pytest.fixture(params=["texts_kk", "texts_ru", "texts_en"])
def texts(request):
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("reason", REASONS)
def test_a_verdict_has_words(texts, reason):
    assert texts.has(f"verdict-{reason}")


@pytest.mark.parametrize("code", sorted(TROUBLES))
def test_a_trouble_with_a_key_has_words(texts, code):
    assert texts.has(f"trouble-{code}")
