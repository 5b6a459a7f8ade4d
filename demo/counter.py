"""Scenes at the counter: sign in, register a family, pull the cable, put it back, review an online application."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from admission.application import Status
from demo.families import Family, families, karaganda_family, karaganda_family_2026
from demo.played import PlayedDesk
from demo.stage import Stage, TourStopped
from desktop_app.models import outgoing, papers, queries
from desktop_app.ui.card_documents import CheckRow
from desktop_app.ui.intake_fields import LineEntry

PASSWORD = "qabyldau-63"
REASON = "Фотосурет баланікі емес, жаңа фотосурет қажет. Фотография не ребёнка, нужна новая."
PLAIN_PAPERS = {"photo", "vaccinations", "health"}
DOCUMENTS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)


def sign_in(stage: Stage, at: PlayedDesk, login: str) -> None:
    """Name, Enter, password, Enter."""
    window = at.opened.window
    stage.front(window)
    stage.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit), "the cursor stands in the name")
    stage.type(login)
    stage.press(Qt.Key.Key_Return)
    stage.type(PASSWORD)
    stage.press(Qt.Key.Key_Return)
    stage.until(lambda: at.opened.office.signed_in, f"{login} is signed in")
    stage.settle()


def fields_of(family: Family) -> dict[str, str]:
    """A family as its papers read, by the form's fields."""
    child, applicant, home = family.child, family.applicant, family.registered
    assert child.certificate is not None
    return {
        "child.iin": child.iin,
        "child.name.surname": child.name.surname,
        "child.name.given": child.name.given,
        "child.name.patronymic": child.name.patronymic,
        "child.born": f"{child.born:%d%m%Y}",
        "child.sex": child.sex,
        "child.certificate.number": child.certificate.number,
        "child.certificate.issued": f"{child.certificate.issued:%d%m%Y}",
        "applicant.iin": applicant.iin,
        "applicant.name.surname": applicant.name.surname,
        "applicant.name.given": applicant.name.given,
        "applicant.name.patronymic": applicant.name.patronymic,
        "applicant.relation": applicant.relation,
        "applicant.phone": applicant.phone,
        "registered.locality": home.locality,
        "registered.street": home.street,
        "registered.house": home.house,
        "registered.flat": home.flat,
        "by_territory": "inside" if family.by_territory else "outside",
        "language": family.language,
    }


def fill(stage: Stage, at: PlayedDesk, fields: dict[str, str]) -> None:
    """Type every field; lists and ticks are chosen."""
    entries = at.opened.intake.form.entries
    for name, text in fields.items():
        entry = entries[name]
        entry.setFocus()
        stage.settle(0.02)
        if isinstance(entry, LineEntry):
            stage.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            stage.type(text)
        else:
            entry.fill(text)
    stage.settle(0.4)


def hand_over(stage: Stage, at: PlayedDesk) -> None:
    """Three documents and two consents."""
    for key in DOCUMENTS:
        stage.press(key, Qt.KeyboardModifier.AltModifier)
    for name in ("data_correct", "data_consent"):
        entry = at.opened.intake.form.entries[name]
        entry.setFocus()
        if entry.text != "1":
            stage.press(Qt.Key.Key_Space)


def save(stage: Stage, at: PlayedDesk) -> str:
    """F9; the number given. Warnings are stood by, with a reason."""
    page, replica = at.opened.intake, at.replica
    filed: list[str] = []
    connection = page.filed.connect(filed.append)
    stage.press(Qt.Key.Key_F9)
    stage.settle(0.3)
    if not filed and page.summary.because.isVisible():
        page.summary.because.setFocus()
        stage.type("Құжаттар түпнұсқамен салыстырылды")
        stage.press(Qt.Key.Key_F9)
    stage.until(lambda: filed, "the application gets its number")
    page.filed.disconnect(connection)
    found = queries.application(replica, filed[0])
    assert found is not None
    return found.number


def register_family(stage: Stage, at: PlayedDesk) -> str:
    """The guide's family with its traps, then as the papers really read; the receipt."""
    stage.press(Qt.Key.Key_F4)
    _guides_traps(stage, at)
    at.opened.intake.begin_family()
    fill(stage, at, fields_of(karaganda_family_2026()))
    hand_over(stage, at)
    stage.until(lambda: at.opened.intake.radar.found, "the radar finds the other spelling of the surname")
    stage.shoot(at.opened.window, "duplicate-warning")
    stage.say(
        "The radar shows ДУИСЕНБАЕВ from the online queue, one digit away; the clerk compares the papers"
    )
    at.opened.intake.form.entries["child.name.surname"].setFocus()
    stage.shoot(at.opened.window, "intake-filled")
    number = save(stage, at)
    stage.say(f"F9: saved as {number}, durable, then the receipt in Kazakh and Russian")
    return number


def _guides_traps(stage: Stage, at: PlayedDesk) -> None:
    stage.say("F4: the family of the guide: a certificate of 2044, its number the IIN")
    fill(stage, at, fields_of(karaganda_family()))
    hand_over(stage, at)
    stage.press(Qt.Key.Key_F9)
    stage.settle(0.4)
    if not at.opened.intake.summary.isVisible():
        raise TourStopped("the guide's example was filed")
    stage.shoot(at.opened.window, "intake-problems")
    stage.say(
        "Nothing is filed: every problem stands beside its field. Now the younger child, as the papers read"
    )


def look_at_receipt(stage: Stage, at: PlayedDesk, number: str) -> None:
    """The preview shows the very bytes that are kept."""
    application = at.application(number)
    assert application is not None
    stage.until(lambda: papers.papers(at.replica, application.id), "the receipt is issued")
    stage.until(lambda: at.opened.window.here == "preview", "the preview is in front")
    stage.until(lambda: at.opened.preview.view.pages, "the receipt is drawn")
    stage.shoot(at.opened.window, "receipt-preview")
    receipt = next(one for one in papers.papers(at.replica, application.id) if one.kind == "receipt")
    stage.keep("receipt.pdf", papers.paper_pdf(at.replica, receipt.id))
    paper_in_hand(stage, at)


def twins(stage: Stage, at: PlayedDesk) -> tuple[str, str]:
    """A family with twins: the second child is the next child of the same applicant."""
    page = at.opened.intake
    one, two = _twins()
    at.opened.window.go("intake")
    page.begin_family()
    fill(stage, at, fields_of(one))
    hand_over(stage, at)
    first = save(stage, at)
    _put_paper_away(stage, at)
    page.begin_next_child()
    fill(stage, at, {name: text for name, text in fields_of(two).items() if name.startswith("child.")})
    hand_over(stage, at)
    second = save(stage, at)
    _put_paper_away(stage, at)
    return first, second


def _twins() -> tuple[Family, Family]:
    """Two children of one applicant who have not come online."""
    found = families(400)[320:]
    for one, two in pairwise(found):
        if one.applicant == two.applicant and set(one.papers) == set(two.papers) == PLAIN_PAPERS:
            return one, two
    raise TourStopped("the sample has no twins left")


def _put_paper_away(stage: Stage, at: PlayedDesk) -> None:
    stage.until(lambda: at.opened.window.here == "preview", "the receipt is in front")
    paper_in_hand(stage, at)
    stage.until(lambda: at.opened.window.here == "intake", "back at the form")


def paper_in_hand(stage: Stage, at: PlayedDesk) -> None:
    """The paper is in hand; back to where one came from."""
    at.opened.preview.in_hand.setFocus()
    stage.press(Qt.Key.Key_Return)


def review(stage: Stage, at: PlayedDesk, number: str, *, accept: bool, picture: str = "") -> None:
    """Open the card, look at the scan, judge every document, put it before the director."""
    card = at.opened.card
    open_card(stage, at, number)
    stage.until(lambda: card.scan.pages, "the scan is drawn")
    for place, document in enumerate(tuple(card.checklist.rows)):
        _judge(stage, card.checklist.rows[document], good=accept or place > 0)
        stage.until(partial(_is_judged, at, number, document), f"{document} is judged")
    if picture:
        stage.shoot(at.opened.window, picture)
    do(stage, at, "propose-accept" if accept else "propose-refuse")
    stage.until(lambda: status(at, number) is Status.ON_SIGNATURE, f"{number} is before the director")


def _judge(stage: Stage, row: CheckRow, *, good: bool) -> None:
    if good:
        row.good.click()
        return
    row.bad.click()
    row.note.setFocus()
    stage.type("суретте бала емес")
    stage.press(Qt.Key.Key_Return)


def _is_judged(at: PlayedDesk, number: str, document: str) -> bool:
    found = at.application(number)
    return found is not None and any(check.document == document for check in found.checks)


def open_card(stage: Stage, at: PlayedDesk, number: str) -> None:
    """Open the card of that number."""
    application = at.application(number)
    if application is None:
        raise TourStopped(f"{number} is not at this desk")
    stage.front(at.opened.window)
    at.opened.window.open_application.emit(application.id)
    stage.settle(0.1)


def do(stage: Stage, at: PlayedDesk, deed: str) -> None:
    """Press a button of the card; a refusal gets its ground and its reason."""
    panel = at.opened.card.panel
    panel.buttons[deed].click()
    stage.settle(0.1)
    if panel.form.isVisible():
        if not panel.form.grounds:
            stage.press(Qt.Key.Key_Space)
        if not panel.form.written:
            panel.form.text.setFocus()
            stage.type(REASON)
        panel.form.confirm.click()


def status(at: PlayedDesk, number: str) -> Status | None:
    """Where the application stands at this desk."""
    found = at.application(number)
    return found.status if found else None


def waiting(at: PlayedDesk) -> int:
    """How many acts wait."""
    return outgoing.counts(at.replica, at.desk.now()).outbox
