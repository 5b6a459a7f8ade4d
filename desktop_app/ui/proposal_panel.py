"""What may be done with an application now: the buttons its status and this officer's roles allow, and no others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from admission.application import Application, Proposal, Ruling, Status, allowed_acts
from admission.problems import ActRefused
from admission.refusals import check_grounds
from admission.roles import Role
from desktop_app.models import queries
from desktop_app.ui.card_parts import Part, officer_name
from desktop_app.ui.fields import Chip, danger, link, primary, secondary, styled
from desktop_app.ui.layouts import WrappingRow, empty, wrapped
from desktop_app.ui.office import Office
from desktop_app.ui.reason_form import ReasonForm
from desktop_app.ui.refusal_words import written_refusal
from desktop_app.ui.transport_choice import TransportChoice
from desktop_app.usecases.annul import annul
from desktop_app.usecases.decide_application import decide_application
from desktop_app.usecases.decide_batch import Wish
from desktop_app.usecases.propose import propose
from desktop_app.usecases.register_application import register_application
from desktop_app.usecases.resume_application import resume_application
from desktop_app.usecases.return_application import return_application
from desktop_app.usecases.reverse_acceptance import reverse_acceptance
from desktop_app.usecases.take_up import take_up
from desktop_app.usecases.withdraw import withdraw


@dataclass(frozen=True)
class Deed:
    """One button: the act it does, the look of it, and what it asks before: `reason`, `grounds` or `order` as well."""

    name: str
    act: str
    look: Callable[[], QPushButton]
    asks: str = ""


DEEDS = (
    Deed("propose-accept", "proposed", primary),
    Deed("propose-refuse", "proposed", danger, "grounds"),
    Deed("decide-accept", "decided", primary),
    Deed("decide-refuse", "decided", danger, "grounds"),
    Deed("return", "returned", secondary, "reason"),
    Deed("resume", "resumed", primary),
    Deed("withdraw", "withdrawn", link, "asked-by"),
    Deed("annul", "annulled", link, "reason"),
    Deed("register-accept", "registered", primary),
    Deed("register-refuse", "registered", danger, "grounds"),
    Deed("take-up", "taken_up", primary),
    Deed("reverse", "reversed", link, "order"),
)
REASON_AFTER_ALL = Deed("decide-accept", "decided", primary, "reason")


class ProposalPanel(Part):
    """The proposal or decision as it stands, the buttons, and the form of the deed that was begun.

    `finished` tells the name of a deed that was done; `change_order`: the child's order shall be changed. Where
    somebody `collects` decisions to sign them later, they are given there in place of being made; ActRefused where
    the rules would ask for more.
    """

    finished = Signal(str)
    change_order = Signal(str)

    def __init__(self, office: Office) -> None:
        super().__init__(office, "card-decision")
        self.buttons: dict[str, QPushButton] = {}
        self.form, self.transport = ReasonForm(office), TransportChoice(office)
        self.form.confirmed.connect(self._confirm)
        self.form.cancelled.connect(self.form.hide)
        self._actions = QVBoxLayout()
        self._offered: tuple[tuple[Deed, ...], str] = ((), "")
        self.inside.insertWidget(1, self.transport)
        self.transport.hide()
        self.add(self._actions)
        self.add(self.form)
        self.form.hide()
        self.form.suggested.connect(self._suggest)
        self.form.ticked.connect(self._suggest_anew)
        self._application: Application | None = None
        self._deed, self._written = DEEDS[0], ""
        self.collects: Callable[[Wish], None] | None = None

    @property
    def begun(self) -> bool:
        """Whether a form is open."""
        return not self.form.isHidden()

    def write(self, application: Application) -> None:
        """What stands, and the buttons; a form begun for another application, or another status, goes away."""
        before = self._application
        if before is None or (before.id, before.status) != (application.id, application.status):
            self.form.hide()
        self._application = application
        for kind, proposal in (("proposed", application.proposal), ("decided", application.decision)):
            if proposal is not None:
                self.lines.addWidget(proposal_view(self._office, kind, proposal))
        if application.decision is not None:
            self.lines.addWidget(signature_chip(self._office, application, application.decision))
        if may_change_order(self._office, application):
            change = link(self._office.words("amend-of-child"))
            change.clicked.connect(partial(self.change_order.emit, application.id))
            self.lines.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
        self._offer(allowed_acts(application.status, self._office.officer.roles))
        self.transport.show_for(application, bool({"propose-accept", "decide-accept"} & self.buttons.keys()))

    def _offer(self, acts: frozenset[str]) -> None:
        """The buttons; the same ones stay, so that news never takes one from under the finger that presses it."""
        deeds = tuple(deed for deed in DEEDS if deed.act in acts)
        offered = deeds, self._office.words.language
        if offered != self._offered or not self._actions.count():
            self._offered = offered
            empty(self._actions)
            self._actions.addWidget(self._row_of_buttons(deeds))

    def _row_of_buttons(self, deeds: Sequence[Deed]) -> QWidget:
        words = self._office.words
        box, self.buttons = QWidget(), {deed.name: deed.look() for deed in deeds}
        row = QVBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for pair in (deeds[:2], deeds[2:]):
            line = WrappingRow()
            for deed in pair:
                button = self.buttons[deed.name]
                button.setText(words(f"deed-{deed.name}"))
                button.clicked.connect(partial(self.begin, deed))
                line.addWidget(button)
            line.addStretch()
            row.addLayout(line)
        if not deeds:
            row.addWidget(wrapped(styled(QLabel(words("card-nothing-to-do")), role="quiet")))
        return box

    def begin(self, deed: Deed) -> None:
        """Do it, or ask first what it needs."""
        assert self._application is not None, "buttons come with an application"
        self._deed = deed
        if not deed.asks:
            self._run()
            return
        proposal = self._application.proposal if deed.act == "decided" else None
        self._written = ""
        self.form.begin(deed.name, deed.asks, proposal if proposal and not proposal.accept else None)

    def _suggest(self) -> None:
        """The text as the application's own facts have it; without any a person has to write it."""
        assert self._application is not None, "a form comes with an application"
        self._written = written_refusal(self._office, self._application, self.form.grounds)
        if self._written:
            self.form.text.setPlainText(self._written)
            self.form.text.verticalScrollBar().setValue(0)
        else:
            self.form.reason.say(self._office.words("refusal-no-facts"), "warn")

    def _suggest_anew(self) -> None:
        """Other grounds: a text nobody has touched is written again."""
        if self.form.written == self._written and self.form.grounds:
            self._suggest()

    def _confirm(self) -> None:
        grounds = self.form.grounds if self._deed.asks == "grounds" else ()
        rules = self._office.desk.rules
        # The use case names the first problem; a person wants to see all of them.
        wrong = (
            check_grounds(False, grounds, self.form.written, rules) if self._deed.asks == "grounds" else ()
        )
        if wrong:
            self.form.show_problems(wrong)
        else:
            self._run(grounds, self.form.written, self.form.order_number)

    def _run(self, grounds: tuple[str, ...] = (), reason: str = "", order: str = "") -> None:
        assert self._application is not None, "buttons come with an application"
        if self.collects is not None and self._deed.act == "decided":
            self._give(self.collects, grounds, reason)
            return
        work = deed_work(
            self._office, self._deed.name, self._application.id, grounds, reason, self._said(order)
        )
        self._office.do(work, self._done, self._refused)

    def _give(self, collects: Callable[[Wish], None], grounds: tuple[str, ...], reason: str) -> None:
        assert self._application is not None, "buttons come with an application"
        accept = self._deed.name == REASON_AFTER_ALL.name
        transport = self.transport.wish if accept else None
        try:
            collects(Wish(self._application.id, accept, grounds, reason, transport))
        except ActRefused as refused:
            self._refused(refused)
        else:
            self.form.hide()

    def _said(self, order: str) -> Said:
        return Said(order, self.form.asked_by.strip(), self.transport.wish)

    def _done(self, _: object) -> None:
        self.form.hide()
        self.finished.emit(self._deed.name)

    def _refused(self, refused: ActRefused) -> None:
        """Warnings alone are lifted by a reason; anything else is told where the person looks."""
        only_warnings = all(one.weight == "warn" for one in refused.problems)
        if self._deed.name == REASON_AFTER_ALL.name and only_warnings:
            self._deed = REASON_AFTER_ALL
            self.form.begin(self._deed.name, self._deed.asks)
        elif self.form.isHidden():
            self._office.notice.emit(self._office.trouble(refused))
        self.form.show_problems(refused.problems)


class Said(NamedTuple):
    """What a deed is told besides: number of the order, who asked for a withdrawal, what is said of transport."""

    order: str = ""
    asked_by: str = ""
    transport: bool | None = None


NOTHING_SAID = Said()


def deed_work(
    office: Office,
    deed: str,
    application: str,
    grounds: tuple[str, ...] = (),
    reason: str = "",
    said: Said = NOTHING_SAID,
) -> Callable[[], Any]:
    """The use case of a deed, ready for the desk lane."""
    of = (office.desk, office.officer, application)
    ready: dict[str, Callable[[], Any]] = {
        "propose-accept": partial(propose, *of, True, transport=said.transport),
        "propose-refuse": partial(propose, *of, False, grounds, reason),
        "decide-accept": partial(decide_application, *of, True, (), reason, said.transport),
        "decide-refuse": partial(decide_application, *of, False, grounds, reason),
        "return": partial(return_application, *of, reason),
        "withdraw": partial(withdraw, *of, reason, said.asked_by),
        "annul": partial(annul, *of, reason),
        "register-accept": partial(register_application, *of, True),
        "register-refuse": partial(register_application, *of, False, grounds, reason),
        "take-up": partial(take_up, *of),
        "resume": partial(resume_application, *of),
        "reverse": partial(reverse_acceptance, *of, said.order, reason),
    }
    return ready[deed]


def proposal_view(office: Office, kind: str, proposal: Proposal) -> QWidget:
    """What was proposed or decided, by whom and when, on which grounds, for what reason."""
    words = office.words
    wish = "accept" if proposal.accept else "refuse"
    by = officer_name(office, proposal.by)
    first = words(f"card-{kind}-{wish}", by=by, at=words.moment(proposal.at))
    grounds = [words("card-ground", ground=words.ground(code)) for code in proposal.grounds]
    reason = [words("card-because", reason=proposal.reason)] if proposal.reason else []
    if proposal.transport is not None:
        reason.append(words("transport-said-yes" if proposal.transport else "transport-said-no"))
    label = styled(QLabel("\n".join([first, *grounds, *reason])), role="problem")
    return wrapped(styled(label, tone="good" if proposal.accept else "danger"))


def signature_chip(office: Office, application: Application, ruling: Ruling) -> Chip:
    """Whether the decision bears a signature, and whether the centre has confirmed it."""
    if not ruling.signed:
        return Chip(office.words("ruling-unsigned"), "idle")
    confirmed = queries.is_confirmed(office.desk.replica, application.id)
    code = "ruling-signed" if confirmed else "ruling-signed-waiting"
    return Chip(office.words(code), "good" if confirmed else "warn")


def may_change_order(office: Office, application: Application) -> bool:
    """Whether this person may change the order on whose list the child stands, as the centre has confirmed it."""
    enrolled = application.status is Status.ENROLLED and office.officer.may(Role.DIRECTOR)
    return enrolled and queries.is_confirmed(office.desk.replica, application.id)
