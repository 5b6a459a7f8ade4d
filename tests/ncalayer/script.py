"""What the person at the window does and how the program lies: one script for the next request."""

from __future__ import annotations

from typing import Literal

import msgspec

# Before a request is read, and instead of an answer.
ON_CONNECTING = ("no-greeting", "strange-greeting", "plain-http", "close-before")
SILENT = ("never", "close-after", "quit", "half-a-frame", "bad-utf8", "binary", "too-large")
# How the results differ from true ones.
RESULTS = (
    "other-bytes", "swapped", "missing", "one-too-many", "same-for-all", "broken-base64", "truncated", "garbage",
    "not-an-object", "wrong-shape", "no-status", "nested", "empty-list", "heartbeat-first", "huge", "twice",
)  # fmt: skip


class Script(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`does`: sign, cancel, error (with `code`), or one of the lies; after `wait` seconds.

    `person`: whose key is at hand; `insists`: it is used although the request wants another.
    `live`: this town's authorities pass for the NCA where the request names none.
    """

    does: str = "sign"
    person: str = "director"
    insists: bool = False
    wait: float = 0.0
    code: str = ""
    live: bool = True
    mode: Literal["array", "string", "object"] = "array"
