"""Signed decisions of a folder: each names the one its director signed before it, so none can be put in between."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from verification.folder_findings import Finding, Follows
from verification.folder_index import ListedSignature


class _Decision(msgspec.Struct):
    schema: Literal["qabyldau/decision/1"]
    previous: str


def with_previous(
    folder: Path, listed: Sequence[ListedSignature], checked: Sequence[Finding]
) -> list[Finding]:
    """The findings of signatures, in their order, told which decision each genuine one follows."""
    manifests = {
        hashlib.sha256(data).hexdigest(): (one.content, data)
        for one, found in zip(listed, checked, strict=True)
        if found.reason is None and (data := (folder / one.content).read_bytes())
    }
    here = {sha256: path for sha256, (path, _) in manifests.items()}
    contents = dict(manifests.values())
    return [
        _told(found, contents[one.content], here) if found.reason is None else found
        for one, found in zip(listed, checked, strict=True)
    ]


def _told(found: Finding, manifest: bytes, here: dict[str, str]) -> Finding:
    try:
        previous = msgspec.json.decode(manifest, type=_Decision).previous
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return found
    follows: Follows = "first" if not previous else "here" if previous in here else "elsewhere"
    return msgspec.structs.replace(found, follows=follows, previous=here.get(previous, previous))
