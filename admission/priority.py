"""Priority: the order in which applications of one stream are served."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, TypeVar

from admission.application import Application, Status


class Registered(Protocol):
    """Whatever has a moment, a number and an id of registration."""

    @property
    def received(self) -> datetime:
        """When it came."""

    @property
    def number(self) -> str:
        """The number of its journal."""

    @property
    def id(self) -> str:
        """Its own id."""


One = TypeVar("One", bound=Registered)


def queue_order(applications: Iterable[One]) -> list[One]:
    """By registration time, ties by number; no benefits and no ranks (seed 003; DOMAIN 1.10)."""
    return sorted(applications, key=lambda one: (one.received, one.number, one.id))


def waiting_position(application: Application, applications: Iterable[Application]) -> int:
    """1 for the first of its kind (territory or outside) on the waiting list of its stream."""
    waiting = [
        one.id
        for one in queue_order(applications)
        if one.status is Status.WAITLISTED
        and one.stream == application.stream
        and one.draft.by_territory == application.draft.by_territory
    ]
    return waiting.index(application.id) + 1
