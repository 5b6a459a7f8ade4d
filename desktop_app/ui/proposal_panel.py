"""What may be done with an application now: the buttons its status and this officer's roles allow, and no others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from admission.application import Application, Proposal, allowed_acts
from admission.problems import ActRefused, Problem
from admission.refusals import check_grounds
from desktop_app.ui.card_parts import Part, officer_name
from desktop_app.ui.fields import Field, danger, link, primary, secondary, section, styled
from desktop_app.ui.intake_fields import CheckEntry
from desktop_app.ui.layouts import wrapped
from desktop_app.ui.office import Office
from desktop_app.usecases.annul import annul
from desktop_app.usecases.decide_application import decide_application
from desktop_app.usecases.propose import propose
from desktop_app.usecases.return_application import return_application
from desktop_app.usecases.withdraw import withdraw

REASON_HEIGHT = 84


@dataclass(frozen=True)
class Deed:
    """One button: the act it does, the look of it, and what it asks before (`reason`, or `grounds` as well)."""

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
    Deed("withdraw", "withdrawn", link, "reason"),
    Deed("annul", "annulled", link, "reason"),
)


class ReasonForm(QWidget):
    """Why: legal grounds where they are asked for, and words a parent can read; problems stand beside both."""

    confirmed = Signal()
    cancelled = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.title = section()
        self.grounds_title = styled(QLabel(), role="label")
        rules = office.desk.rules
        self._grounds = {
            ground.code: CheckEntry(f"grounds.{ground.code}") for ground in rules.grounds if ground.legal
        }
        self.grounds_problem = wrapped(styled(QLabel(), role="problem", tone="danger"))
        self.reason = Field(QPlainTextEdit())
        self.text.setFixedHeight(REASON_HEIGHT)
        self.text.setTabChangesFocus(True)
        self.confirm, self.cancel = danger(), secondary()
        self._lay_out()
        self.confirm.clicked.connect(self.confirmed)
        self.cancel.clicked.connect(self.cancelled)

    @property
    def text(self) -> QPlainTextEdit:
        """Where the reason is written."""
        assert isinstance(self.reason.widget, QPlainTextEdit)
        return self.reason.widget

    @property
    def grounds(self) -> tuple[str, ...]:
        """Codes of the grounds that are ticked."""
        return tuple(code for code, box in self._grounds.items() if box.text)

    @property
    def written(self) -> str:
        """The reason as written."""
        return self.text.toPlainText().strip()

    def begin(self, deed: str, asks: str, proposal: Proposal | None = None) -> None:
        """Ask for this deed; a proposal fills in its grounds and its reason."""
        words = self._office.words
        self.title.setText(words(f"deed-{deed}-title"))
        self.confirm.setText(words(f"deed-{deed}-confirm"))
        self.cancel.setText(words("deed-cancel"))
        self.grounds_title.setText(words("deed-grounds"))
        letters = self._office.desk.rules.reason_min_length
        self.reason.set_label(
            words("deed-reason-long" if asks == "grounds" else f"deed-{deed}-reason", letters=letters)
        )
        for code, box in self._grounds.items():
            box.set_label(words.ground(code))
            box.setVisible(asks == "grounds")
            box.check.setChecked(proposal is not None and code in proposal.grounds)
        self.grounds_title.setVisible(asks == "grounds")
        self.text.setPlainText(proposal.reason if proposal else "")
        self.show_problems(())
        self.show()
        self._first_stop(asks, written=proposal is not None).setFocus()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Each beside what it is about."""
        words = self._office.words
        about_grounds = [words.problem(one) for one in problems if one.at == "grounds"]
        others = [words.problem(one) for one in problems if one.at != "grounds"]
        self.grounds_problem.setText("\n".join(about_grounds))
        self.grounds_problem.setVisible(bool(about_grounds))
        self.reason.say("\n".join(others))

    def _first_stop(self, asks: str, *, written: bool) -> QWidget:
        """What a proposal has filled in needs only to be confirmed."""
        if written:
            return self.confirm
        return next(iter(self._grounds.values())).check if asks == "grounds" else self.text

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.grounds_title)
        for box in self._grounds.values():
            column.addWidget(box)
        column.addWidget(self.grounds_problem)
        column.addWidget(self.reason)
        row = QHBoxLayout()
        row.addWidget(self.confirm)
        row.addWidget(self.cancel)
        row.addStretch()
        column.addLayout(row)


class ProposalPanel(Part):
    """The proposal or decision as it stands, the buttons, and the form of the deed that was begun."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, "card-decision")
        self.buttons: dict[str, QPushButton] = {}
        self.form = ReasonForm(office)
        self.form.confirmed.connect(self._confirm)
        self.form.cancelled.connect(self.form.hide)
        self.add(self.form)
        self.form.hide()
        self._application: Application | None = None
        self._deed = DEEDS[0]

    def write(self, application: Application) -> None:
        """What stands, and the buttons; a form begun for another application, or another status, goes away."""
        before = self._application
        if before is None or (before.id, before.status) != (application.id, application.status):
            self.form.hide()
        self._application = application
        for kind, proposal in (("proposed", application.proposal), ("decided", application.decision)):
            if proposal is not None:
                self.lines.addWidget(proposal_view(self._office, kind, proposal))
        self.lines.addWidget(self._row_of_buttons(application))

    def _row_of_buttons(self, application: Application) -> QWidget:
        words = self._office.words
        acts = allowed_acts(application.status, self._office.officer.roles)
        deeds = [deed for deed in DEEDS if deed.act in acts]
        box, self.buttons = QWidget(), {deed.name: deed.look() for deed in deeds}
        row = QVBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for pair in (deeds[:2], deeds[2:]):
            line = QHBoxLayout()
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
        self.form.begin(deed.name, deed.asks, proposal if proposal and not proposal.accept else None)

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
            self._run(grounds, self.form.written)

    def _run(self, grounds: tuple[str, ...] = (), reason: str = "") -> None:
        assert self._application is not None, "buttons come with an application"
        work = deed_work(self._office, self._deed.name, self._application.id, grounds, reason)
        self._office.do(work, self._done, self._refused)

    def _done(self, _: object) -> None:
        self.form.hide()

    def _refused(self, refused: ActRefused) -> None:
        if self.form.isHidden():
            self._office.notice.emit(self._office.trouble(refused))
        self.form.show_problems(refused.problems)


def deed_work(
    office: Office, deed: str, application: str, grounds: tuple[str, ...] = (), reason: str = ""
) -> Callable[[], Any]:
    """The use case of a deed, ready for the desk lane."""
    desk, officer = office.desk, office.officer
    ready: dict[str, Callable[[], Any]] = {
        "propose-accept": partial(propose, desk, officer, application, True),
        "propose-refuse": partial(propose, desk, officer, application, False, grounds, reason),
        "decide-accept": partial(decide_application, desk, officer, application, True),
        "decide-refuse": partial(decide_application, desk, officer, application, False, grounds, reason),
        "return": partial(return_application, desk, officer, application, reason),
        "withdraw": partial(withdraw, desk, officer, application, reason),
        "annul": partial(annul, desk, officer, application, reason),
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
    label = styled(QLabel("\n".join([first, *grounds, *reason])), role="problem")
    return wrapped(styled(label, tone="good" if proposal.accept else "danger"))
