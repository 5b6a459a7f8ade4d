"""Rows as desks of earlier versions can read them: their readers refuse a field they have never heard of."""

from __future__ import annotations

import msgspec

from admission.application import Application
from admission.exchange import RowLine
from admission.wire import load_row

NEW_IN_3 = ("original", "original_size", "thumbnail")  # of an attachment


def for_version_2(line: RowLine) -> RowLine:
    """The same row without what came after version 2; its version and place in the feed stay as they are."""
    if line.kind != "application":
        return line
    row = load_row(bytes(line.body))
    if not isinstance(row, Application) or not row.attachments:
        return line
    tree = msgspec.to_builtins(row)
    for attachment in tree["attachments"]:
        for name in NEW_IN_3:
            del attachment[name]
    body = msgspec.Raw(msgspec.json.encode(tree, order="deterministic"))
    return msgspec.structs.replace(line, body=body)
