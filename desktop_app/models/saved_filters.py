"""Filters with a name: an officer's own, of one page, on this computer only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from desktop_app.models.queries import meta
from desktop_app.models.replica import Replica

Sieve = TypeVar("Sieve", bound=msgspec.Struct)


def saved_filters(replica: Replica, page: str, officer: str, kind: type[Sieve]) -> dict[str, Sieve]:
    """The filters by name; what a later version kept and this one cannot read is left out."""
    try:
        kept = msgspec.json.decode(meta(replica, setting(page, officer)) or "{}", type=dict[str, msgspec.Raw])
        return {name: msgspec.json.decode(one, type=kind) for name, one in kept.items()}
    except msgspec.DecodeError:
        return {}


def setting(page: str, officer: str) -> str:
    """The setting they are kept under."""
    return f"filters:{page}:{officer}"


def dump_filters(filters: Mapping[str, msgspec.Struct]) -> str:
    """As they are kept."""
    return msgspec.json.encode(dict(filters)).decode()
