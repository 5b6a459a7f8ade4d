"""Rows as desks of earlier versions can read them: without the fields and steps they have never heard of."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from admission.exchange import RowLine

NEW_IN_3: Final = ("original", "original_size", "thumbnail")  # of an attachment: their readers refuse the row
NEW_IN_4: Final = frozenset({"noted", "assigned", "asked"})  # steps: screens before have no words for them
NEW_IN_5: Final = frozenset({"classed", "order_amended"})


def for_version(reads: int, line: RowLine) -> RowLine:
    """The row without what came after version `reads`; its own version and place in the feed stay as they are."""
    if line.kind != "application":
        return line
    tree = msgspec.json.decode(line.body)
    unknown = NEW_IN_5 if reads >= 4 else NEW_IN_4 | NEW_IN_5
    changed = reads < 5 and _without_steps(tree, unknown)
    changed = (reads < 3 and _without_originals(tree)) or changed
    return msgspec.structs.replace(line, body=msgspec.Raw(msgspec.json.encode(tree))) if changed else line


def _without_steps(tree: dict[str, Any], unknown: frozenset[str]) -> bool:
    known = [step for step in tree["history"] if step["kind"] not in unknown]
    changed = len(known) < len(tree["history"])
    tree["history"] = known
    return changed


def _without_originals(tree: dict[str, Any]) -> bool:
    for attachment in tree["attachments"]:
        for name in NEW_IN_3:
            attachment.pop(name, None)
    return bool(tree["attachments"])
