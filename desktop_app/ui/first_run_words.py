"""The sentences for what can go wrong while a computer becomes a desk, and how good a passphrase is."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Literal

from desktop_app.models.connection import ReplicaTrouble
from desktop_app.models.replica_key import KeyringMissing
from desktop_app.sync.meeting import MeetingTrouble
from desktop_app.sync.trouble import ServerTrouble, ServerUnreachable
from desktop_app.ui.wording import Words

WEAK_BITS, STRONG_BITS = 45, 80
KNOWN_TO_ALL = (
    "qwerty",
    "йцукен",
    "123456",
    "password",
    "пароль",
    "құпиясөз",
    "qabyldau",
    "қабылдау",
    "admin",
)

Strength = Literal["weak", "fair", "strong"]


def sentence(words: Words, error: BaseException) -> str:
    """What happened and what to do; a bug of ours is raised again."""
    if isinstance(error, MeetingTrouble):
        return words(f"first-{error.code}", **error.values)
    if isinstance(error, ServerUnreachable):
        return words("first-line-cut")
    if isinstance(error, ServerTrouble):
        known = f"problem-{error.code}"
        return error.message.get(words.language) or words(
            known if words.has(known) else "sync-trouble", code=error.code
        )
    if isinstance(error, ReplicaTrouble):
        return words(f"trouble-{error.code}")
    if isinstance(error, KeyringMissing):
        return words("first-no-keyring")
    if isinstance(error, OSError):
        return words("trouble-disk-trouble")
    raise error


def strength(passphrase: str) -> Strength:
    """How long somebody with the stolen file would have to try, roughly: letters that repeat or follow count little."""
    low = passphrase.casefold()
    for known in KNOWN_TO_ALL:
        low = low.replace(known, known[0])
    news = sum(abs(ord(there) - ord(here)) > 1 for here, there in pairwise(low)) + bool(low)
    bits = news * math.log2(max(2, len(set(low)) * 2))
    if bits < WEAK_BITS:
        return "weak"
    return "strong" if bits >= STRONG_BITS else "fair"
