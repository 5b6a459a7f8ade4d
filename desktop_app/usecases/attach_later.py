"""Attach at the counter: papers are held with the unfinished form, durable, and join the application as it is filed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from admission.problems import ActRefused, Problem
from admission.roles import Officer
from desktop_app.models import queries
from desktop_app.models.draft_papers import Holding, held_paper
from desktop_app.scans.cropping import Frame
from desktop_app.scans.ready import Paper
from desktop_app.usecases.attach_file import holding_of
from desktop_app.usecases.attach_pages import Pages, cut, one_paper
from desktop_app.usecases.desk import Desk

# What is the same for every child of a family: the guardian's decision, papers on help the household gets.
OF_THE_FAMILY: Final = ("guardianship", "benefit-")


def hold_brought(desk: Desk, officer: Officer, papers: Collection[Paper]) -> list[int]:
    """Hold papers nobody has bound to a document yet; the number of each."""
    with desk.write() as writing:
        keep = writing.draft_papers.keep
        return [keep(officer.id, Holding(name=one.name, mime=one.mime, content=one.data)) for one in papers]


def hold_pages(
    desk: Desk, officer: Officer, document: str, pages: Pages, instead: Collection[int] = ()
) -> None:
    """Hold what the pages become together as this document, in place of those held under `instead`."""
    _hold(desk, officer, holding_of(desk.rules, document, one_paper(desk.rules, document, pages)), instead)


def hold_photo(
    desk: Desk,
    officer: Officer,
    document: str,
    photo: Paper,
    turn: int,
    frame: Frame,
    instead: Collection[int] = (),
) -> None:
    """The same of the part of a picture that the frame shows."""
    _hold(
        desk,
        officer,
        holding_of(desk.rules, document, cut(desk.rules, document, photo, turn, frame)),
        instead,
    )


def take_back(desk: Desk, officer: Officer, n: int) -> Paper:
    """It shows no document any more and can be bound anew; ActRefused when it is gone."""
    with desk.write() as writing:
        writing.draft_papers.unbind(officer.id, n)
    return held(desk, officer, n)


def held(desk: Desk, officer: Officer, n: int) -> Paper:
    """One of the papers held; ActRefused when it is gone."""
    found = held_paper(desk.replica, officer.id, n)
    if found is None:
        raise ActRefused([Problem("file-broken")])
    return Paper(found.name, found.content, found.mime)


def drop_held(desk: Desk, officer: Officer, numbers: Collection[int]) -> None:
    """Hold these no more."""
    with desk.write() as writing:
        writing.draft_papers.drop(officer.id, numbers)


def hold_of_family(desk: Desk, officer: Officer, application: str) -> None:
    """Hold for the next child what the last application holds of the family's own papers."""
    found = queries.application(desk.replica, application)
    same = [one for one in found.attachments if one.document.startswith(OF_THE_FAMILY)] if found else []
    ready = []
    for one in same:
        data = queries.file_bytes(desk.replica, one.original or one.sha256)
        if data is not None:
            ready.append(holding_of(desk.rules, one.document, Paper(one.name, data, one.mime)))
    with desk.write() as writing:
        for paper in ready:
            writing.draft_papers.keep(officer.id, paper)


def _hold(desk: Desk, officer: Officer, paper: Holding, instead: Collection[int]) -> None:
    with desk.write() as writing:
        writing.draft_papers.keep(officer.id, paper)
        writing.draft_papers.drop(officer.id, instead)
