"""Scenes at the director's desk: the list, decisions, the refusal's paper, the signed order."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from admission.application import Status
from demo import counter
from demo.played import PlayedDesk
from demo.stage import Stage, TourStopped
from desktop_app.models import files, papers, queries
from desktop_app.usecases.sign_order import verify_order

CLASS_SIZE = 25


def come_in(stage: Stage, at: PlayedDesk, number: str) -> None:
    """The director signs in at another desk and sees what was proposed."""
    window = at.opened.window
    at.opened.heartbeat.start()
    stage.until(lambda: counter.status(at, number) is Status.ON_SIGNATURE, "the proposals reach the director")
    counter.sign_in(stage, at, "director")
    window.go("director")
    stage.shoot(window, "directors-list")
    stage.say("The director signs in at another desk and sees what was proposed, exceptions first")


def decide(stage: Stage, at: PlayedDesk, number: str, *, accept: bool, offline: bool = False) -> None:
    """Accept or refuse on the card; the proposal's ground and reason stand already in the form."""
    counter.open_card(stage, at, number)
    counter.do(stage, at, "decide-accept" if accept else "decide-refuse")
    wanted = {Status.ACCEPTED, Status.WAITLISTED} if accept else {Status.REFUSED}
    stage.until(lambda: counter.status(at, number) in wanted, f"{number} is decided")
    if offline:
        stage.shoot(at.opened.window, "offline-decision")


def refusal_paper(stage: Stage, at: PlayedDesk, number: str) -> None:
    """The reasoned refusal, from the confirmed decision."""
    counter.open_card(stage, at, number)
    at.opened.card.papers.issue.emit("refusal")
    application = at.application(number)
    if application is None:
        raise TourStopped(f"{number} is gone")
    stage.until(lambda: papers.papers(at.replica, application.id), "the refusal is issued")
    stage.until(lambda: at.opened.window.here == "preview", "the preview is in front")
    stage.until(lambda: at.opened.preview.view.pages, "the refusal is drawn")
    stage.shoot(at.opened.window, "refusal-preview")
    [line] = papers.papers(at.replica, application.id)
    stage.keep("refusal.pdf", papers.paper_pdf(at.replica, line.id))
    counter.paper_in_hand(stage, at)


def sign_order(stage: Stage, at: PlayedDesk, key_file: Path, password: str) -> str:
    """The first class of the Kazakh stream; its order's id."""
    raise TourStopped("the order page is not there")


def look_at_order(stage: Stage, at: PlayedDesk, order: str) -> None:
    """Open the signed order: the signature is checked again, the papers are kept."""
    raise TourStopped("the order page is not there")
