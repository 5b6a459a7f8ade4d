"""Every state of a certificate, every reason and every "why" has its words in the three languages."""

from __future__ import annotations

import pytest

from verification.revocation import REVOCATION_REASONS, REVOKED_WHYS, STANDINGS
from verification.timestamp import STAMP_REASONS

CHIPS = ("not-asked", "no-answer", "no-address", *STANDINGS)
KEYS = [
    "shell-revocation-reason",
    "shell-revocation-why",
    *(f"verdict-{reason}" for reason in {*REVOCATION_REASONS, *STAMP_REASONS}),
    *(f"time-stamp-{state}" for state in ("good", "wrong", "none")),
    "shell-time-stamp-authority",
    *(f"revoked-why-{why}" for why in ("none", *REVOKED_WHYS)),
    *(f"revocation-{chip}" for chip in CHIPS),
]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_it_has_words(request, language, key):
    assert request.getfixturevalue(f"texts_{language}").has(key)
