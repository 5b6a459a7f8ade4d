"""What the intake form says while one types: the IIN's digits, dates, the territory, the papers to bring."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import cast

from PySide6.QtCore import QObject

from admission.deadline import KAZAKHSTAN_TIME
from admission.documents import required_documents
from admission.identifiers import check_iin, check_iin_agrees, clean_digits, iin_suggests
from admission.people import Sex
from admission.problems import Problem
from admission.school import School
from admission.territory import serves
from desktop_app.models import queries
from desktop_app.ui.address_help import AddressHelp
from desktop_app.ui.fields import styled
from desktop_app.ui.intake_draft import date_text, read_address, read_date, read_draft, surname_for
from desktop_app.ui.intake_fields import CheckEntry, ChoiceEntry, LineEntry
from desktop_app.ui.intake_form import CONSENTS, IntakeForm
from desktop_app.ui.intake_known import APPLICANT, CHILD, Known
from desktop_app.ui.office import Office

WHOLE_IIN = 12
OF_A_SURNAME = frozenset(f"{who}.{part}" for who in (CHILD, APPLICANT) for part in ("iin", "name.surname"))
TONES = {"block": "danger", "warn": "warn", "note": "info"}
SHOWN_BY_DOCUMENTS = frozenset(
    {"special_needs", "applicant.relation", "child.foreigner", "home_schooling", "transfer"}
)


class LiveHelp(QObject):
    """Answers at once where waiting for the save would cost time; everything else waits for it."""

    def __init__(self, office: Office, form: IntakeForm) -> None:
        super().__init__(form)
        self._office, self._form = office, form
        self._territory_by_hand = False
        self.required: tuple[str, ...] = ()
        form.changed.connect(self._answer)
        self.address = AddressHelp(office, form, self.school)
        self.known = Known(office, form, self.school, self.say_all)
        for key, entry in form.entries.items():
            if key in ("child.born", "child.certificate.issued") or key.endswith(".valid_until"):
                entry.left.connect(partial(self._read_date, key))
        territory = form.entries["by_territory"]
        assert isinstance(territory, ChoiceEntry)
        territory.chosen.connect(self._chosen_by_hand)

    def today(self) -> date:
        """The desk's day."""
        return self._office.desk.now().astimezone(KAZAKHSTAN_TIME).date()

    def school(self) -> School:
        """The school of this desk."""
        return queries.school(self._office.desk.replica)

    def begin(self) -> None:
        """A form was filled or emptied: everything is said anew."""
        self._territory_by_hand = False
        self.known.begin()
        self.say_all()

    def say_all(self) -> None:
        """Territory, papers, proposals: what depends on other fields, in the words of the moment."""
        self._form.show_dependent()
        self._show_papers()
        self._propose_from_iin()
        self._propose_surname()
        self._show_territory()
        self.address.say_all()
        self.known.say_all()

    def show(self, problem: Problem) -> None:
        """A problem under its field."""
        key = "by_territory" if problem.at == "registered" else self.field_of(problem)
        if key:
            self._form.entries[key].say(self._office.words.problem(problem), TONES[problem.weight])

    def field_of(self, problem: Problem) -> str:
        """The path of the field a problem leads to; empty where there is none."""
        at = {"registered": "registered.house"}.get(problem.at, problem.at)
        return at if at in self._form.entries else ""

    def _answer(self, key: str) -> None:
        entry = self._form.entries[key]
        if key != "child.iin":
            entry.clear()
        if key in ("child.iin", "child.born", "child.sex"):
            self._judge_child_iin()
        if key in ("child.iin", "applicant.iin"):
            self._judge_iin(key)
            self._propose_from_iin()
        if key in OF_A_SURNAME:
            self._propose_surname()
        if key.startswith("registered."):
            self._form.entries["by_territory"].clear()
            self._show_territory()
        if key in SHOWN_BY_DOCUMENTS:
            self._form.show_dependent()
            self._show_papers()

    def _judge_iin(self, key: str) -> None:
        """The check digit is judged when the twelfth digit stands, not before."""
        typed = clean_digits(self._text(key))
        if len(typed) < WHOLE_IIN:
            self._form.entries[key].clear()
            return
        problems = check_iin(typed, key)
        if problems or key == "applicant.iin":
            self._form.entries[key].clear()
        for problem in problems:
            self.show(problem)

    def _judge_child_iin(self) -> None:
        entry, iin = self._form.entries["child.iin"], self._text("child.iin")
        entry.clear()
        sex = cast(Sex | None, self._text("child.sex") or None)
        for problem in check_iin_agrees(
            iin, read_date(self._text("child.born"), self.today()), sex, entry.key
        ):
            self.show(problem)

    def _propose_from_iin(self) -> None:
        """Birth date and sex as the digits hint; the law lets them differ, so nothing is forced."""
        hint = iin_suggests(self._text("child.iin"))
        mark = self._office.words("intake-proposed")
        self._form.entries["child.born"].propose(date_text(hint.born) if hint.born else "", mark)
        self._form.entries["child.sex"].propose(hint.sex or "", mark)

    def _propose_surname(self) -> None:
        """The applicant's from the child's; a brother's or sister's from the applicant who is known already."""
        for here, there in ((APPLICANT, CHILD), (CHILD, APPLICANT)):
            sex = iin_suggests(self._text(f"{here}.iin")).sex
            proposed = surname_for(self._text(f"{there}.name.surname"), sex)
            mark = self._office.words("intake-proposed")
            self._form.entries[f"{here}.name.surname"].propose(proposed, mark)

    def _read_date(self, key: str) -> None:
        entry = self._form.entries[key]
        assert isinstance(entry, LineEntry)
        day = read_date(entry.text, self.today())
        if day is not None:
            entry.put(date_text(day))
        elif entry.text.strip():
            self.show(Problem("date-wrong", key, {"typed": entry.text}))

    def _show_papers(self) -> None:
        fields = self._form.fields()
        draft = read_draft(fields, self.school(), self._office.desk.rules, self.today()).draft
        self.required = tuple(rule.code for rule in required_documents(draft, self._office.desk.rules))
        self._form.require(self.required)

    def toggle_paper(self, place: int) -> None:
        """Tick the paper at this place, counted from one, or take the tick back; the consents follow the papers."""
        keys = [*(f"documents.{code}" for code in self.required), *CONSENTS]
        if place <= len(keys):
            entry = self._form.entries[keys[place - 1]]
            assert isinstance(entry, CheckEntry)
            entry.check.toggle()

    def _chosen_by_hand(self) -> None:
        self._territory_by_hand = True

    def _show_territory(self) -> None:
        """Whether the registered address is the school's, as soon as there is a street and a house."""
        school = self.school()
        address = read_address(self._form.fields(), school)
        label, choice = self._form.territory, self._form.entries["by_territory"]
        known = bool(address.locality and address.street and address.house)
        label.setVisible(known)
        if not known:
            choice.propose("", "")
            return
        inside = serves(school.territory, address)
        label.setText(self._office.words("intake-territory-yes" if inside else "intake-territory-no"))
        styled(label, tone="good" if inside else "info")
        if not self._territory_by_hand:
            choice.propose("inside" if inside else "outside", self._office.words("intake-proposed"))

    def _text(self, key: str) -> str:
        return self._form.entries[key].text
