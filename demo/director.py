"""Scenes at the director's desk: the list, decisions, the refusal's paper, the signed order."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from admission.application import Status
from demo import counter
from demo.played import PlayedDesk
from demo.sample import Sample
from demo.stage import Stage, TourStopped
from desktop_app.models import files, papers, queries
from desktop_app.ui.order_form import line
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


def decide(stage: Stage, at: PlayedDesk, number: str, *, accept: bool) -> None:
    """Accept or refuse on the card, into the folder; the proposal's ground and reason stand already in the form."""
    before = len(at.opened.director.folder.wishes)
    counter.open_card(stage, at, number)
    counter.do(stage, at, "decide-accept" if accept else "decide-refuse")
    stage.until(lambda: at.opened.window.here == "director", "back at the list")
    stage.until(lambda: len(at.opened.director.folder.wishes) > before, f"{number} is in the folder")


def sign(stage: Stage, at: PlayedDesk, key: Sample, picture: str) -> None:
    """Everything in the folder with one password."""
    page = at.opened.director
    page.setFocus()
    stage.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    if not page.batch.key.path.text():
        page.batch.key.path.setFocus()
        stage.type(str(key.key_file))
        stage.press(Qt.Key.Key_Return)
    stage.type(key.key_password)
    stage.shoot(at.opened.window, picture)
    stage.press(Qt.Key.Key_Return)
    stage.until(lambda: not (page.batch.busy or page.folder.wishes), "the decisions are signed and kept")


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
    """The first class of the Kazakh stream, signed with the key file; the order's id."""
    window, page = at.opened.window, at.opened.orders
    window.go("orders")
    page.choose_language("kk")
    children = page.children_list
    for row in range(CLASS_SIZE, children.count()):
        children.item(row).setCheckState(Qt.CheckState.Unchecked)
    for field, text in ((page.form.key, str(key_file)), (page.form.password, password)):
        line(field).setFocus()
        stage.settle(0.05)
        stage.type(text)
    stage.shoot(window, "order-before-signing")
    before = {order.id for order in queries.orders(at.replica)}
    stage.press(Qt.Key.Key_Return)
    stage.until(lambda: len(queries.orders(at.replica)) > len(before), "the order is signed")
    [order] = [one for one in queries.orders(at.replica) if one.id not in before]
    stage.say(
        f"Order {order.number} of {order.dated:%d.%m.%Y}: {len(order.applications)} children, signed by key file"
    )
    return order.id


def look_at_order(stage: Stage, at: PlayedDesk, order: str) -> None:
    """Open the signed order: the signature is checked again, then the very bytes are shown and kept."""
    found = queries.order(at.replica, order)
    if found is None:
        raise TourStopped("the order is gone")
    reason = verify_order(at.desk, order, at.opened.office.check)
    if reason is not None:
        raise TourStopped(f"the signature does not hold: {reason}")
    at.opened.orders.open_order(found)
    stage.until(lambda: at.opened.window.here == "preview", "the order is in front")
    stage.until(lambda: at.opened.preview.view.pages, "the order is drawn")
    stage.shoot(at.opened.window, "signed-order")
    kept = {"order.pdf": found.pdf_sha256, "order.json": found.manifest_sha256, "order.cms": found.cms_sha256}
    for name, sha256 in kept.items():
        stage.keep(name, files.file_bytes(at.replica, sha256))
    stage.say("Opened again: the signature holds; order.pdf, order.json and order.cms are kept")
