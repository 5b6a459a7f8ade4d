"""The address while it is typed: the directory is asked at every key, and a chosen address fills its fields."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QObject

from admission.people import Address
from admission.school import School
from admission.streets import settlement
from desktop_app.models.connection import ReplicaTrouble
from desktop_app.models.directory import Suggestion, is_there, suggest
from desktop_app.ui.address_field import AddressEntry
from desktop_app.ui.intake_form import IntakeForm
from desktop_app.ui.office import Office

STREET, LOCALITY = "registered.street", "registered.locality"
AROUND = ("region", "district", "okrug")
SHOWN = frozenset(f"registered.{part}" for part in AROUND)


class AddressHelp(QObject):
    """Joins the street's line to the directory of this desk."""

    def __init__(self, office: Office, form: IntakeForm, school: Callable[[], School]) -> None:
        super().__init__(form)
        self._office, self._form, self._school = office, form, school
        self._found: list[Suggestion] = []
        self._taking = self._broken = False
        entry = form.entries[STREET]
        assert isinstance(entry, AddressEntry)
        self._entry = entry
        entry.asked.connect(self._ask)
        entry.taken.connect(self._take)
        form.changed.connect(self._changed)

    def say_all(self) -> None:
        """The words of the list, and where a chosen street lies."""
        words = self._office.words
        self._entry.name_list(words("intake-address-list"), words("intake-address-keys"))
        known = is_there(self._office.desk.replica)
        self._entry.line.setPlaceholderText(words("intake-address-hint") if known else "")
        self._show_around()

    def _ask(self, text: str) -> None:
        if self._taking:  # what a choice fills in asks for no other choice
            return
        try:
            self._found = suggest(self._office.desk.replica, text, self._near())
            self._broken = False
        except ReplicaTrouble:
            self._found, self._broken = [], True
        lines = [self._line(one) for one in self._found]
        self._entry.offer(lines, self._told(lines), self._preferred())

    def _near(self) -> Address:
        """The settlement that stands in the form, in the region of the school."""
        school, locality = self._school().address, self._form.entries[LOCALITY].text
        near = not locality or settlement(locality) == settlement(school.locality)
        return school if near else replace(school, district="", locality=locality)

    def _preferred(self) -> int:
        """What Enter takes unasked: a house of the list, or the one street that was told in full."""
        if not self._found or not self._found[0].sure:
            return -1
        alike = [
            one for one in self._found if one.sure and one.address.locality == self._found[0].address.locality
        ]
        return 0 if self._found[0].address.house or len(alike) == 1 else -1

    def _line(self, one: Suggestion) -> str:
        words, told = self._office.words, one.address
        house = "-".join(filter(None, (told.house, told.flat)))
        street = f"{told.street} ({one.also})" if one.also and one.also != told.street else told.street
        lies = ", ".join(filter(None, (told.locality, told.district)))
        parts = [", ".join(filter(None, (street, house))), lies]
        if not one.listed:
            parts.append(words("intake-address-unlisted"))
        return "  ·  ".join(filter(None, parts))

    def _told(self, lines: list[str]) -> list[str]:
        words, count = self._office.words, len(lines)
        chosen = [words("intake-address-found", n=count, chosen=line) for line in lines]
        return [words("intake-address-found-none", n=count), *chosen]

    def _take(self, row: int) -> None:
        """What was typed comes back by Ctrl+Z; the cursor passes by what is filled in now."""
        told = self._found[row].address
        self._taking = True
        for part in AROUND:
            self._form.entries[f"registered.{part}"].fill(getattr(told, part))
        locality = self._form.entries[LOCALITY]
        if settlement(locality.text) != settlement(told.locality):
            locality.lend(told.locality, "")
        self._entry.lend(told.street, "")
        for part in ("house", "flat"):
            entry, text = self._form.entries[f"registered.{part}"], getattr(told, part)
            if text:
                entry.lend(text, "")
            elif entry.given:
                entry.put_back("")
        self._taking = False

    def _changed(self, key: str) -> None:
        """Region and district were of the chosen street; of another one they are not known."""
        if key == STREET and self._broken:
            self._entry.say(self._office.words("intake-address-broken"), "info")
        if key in (STREET, LOCALITY) and not self._taking and not self._form.filling:
            for part in AROUND:
                self._form.entries[f"registered.{part}"].fill("")
        if key in SHOWN:
            self._show_around()

    def _show_around(self) -> None:
        parts = [self._form.entries[f"registered.{part}"].text for part in AROUND]
        self._form.around.setText(", ".join(filter(None, parts)))
        self._form.around.setVisible(any(parts))
