"""The plan of the classes of one language while somebody works at it: what stands, what was moved, and the way back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from admission.application import TwinsWish
from admission.class_proposal import propose
from admission.classes import Pupil, Tally, check_classes, next_letter, tally, twins_of
from admission.naming import kazakh_key
from admission.problems import Problem
from admission.profiles import RuleProfile
from desktop_app.models.class_children import ClassChild
from desktop_app.usecases.class_children import ClassWish

NOWHERE = ""


class _State(NamedTuple):
    """What may be undone: where children were moved, which letters were added and which taken away."""

    moved: dict[str, ClassChild]
    added: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()


class ClassPlan:
    """One language. Nothing is recorded here: `wishes` are what differs from what stands."""

    def __init__(self) -> None:
        self._stands: dict[str, ClassChild] = {}
        self._usual: tuple[str, ...] = ()
        self._taken: frozenset[str] = frozenset()
        self._now = _State({})
        self._before: list[_State] = []
        self._lists: dict[str, list[ClassChild]] = {}
        self.twins: dict[str, tuple[Pupil, ...]] = {}

    def load(self, children: Iterable[ClassChild], usual: Sequence[str], taken: Collection[str]) -> None:
        """What stands now; moves of children that are not to be moved any more are forgotten.

        `usual`: letters this language begins with; `taken`: those other languages have.
        """
        self._stands = {one.id: one for one in children}
        self._usual, self._taken = tuple(usual), frozenset(taken)
        self._now = self._now._replace(moved=self._moved())
        self._sort()

    @property
    def letters(self) -> list[str]:
        """The classes there are, by the alphabet; a class somebody stands in is never taken away."""
        used = {one.letter for one in self.children if one.letter}
        empty = {*self._usual, *self._now.added} - self._now.removed
        return sorted(used | empty, key=kazakh_key)

    @property
    def children(self) -> list[ClassChild]:
        """Every child where the plan has it."""
        return [one for column in self._lists.values() for one in column]

    @property
    def undoable(self) -> bool:
        """Whether there is a way back."""
        return bool(self._before)

    def of(self, letter: str) -> list[ClassChild]:
        """The children of one class, by the Kazakh alphabet; of none for NOWHERE."""
        return self._lists.get(letter, [])

    def tally(self) -> dict[str, Tally]:
        """The numbers of every class."""
        return tally(one.pupil for one in self.children)

    def problems(self, rules: RuleProfile) -> tuple[Problem, ...]:
        """What one should know of the plan; a child is named."""
        found = check_classes([one.pupil for one in self.children], rules)
        return tuple(self._named(one) for one in found)

    def wishes(self) -> list[ClassWish]:
        """What is to be recorded."""
        return [
            ClassWish(application=one.id, letter=one.letter, twins_wish=one.twins_wish)
            for one in self._moved().values()
        ]

    def twins_among(self, ids: Collection[str]) -> list[ClassChild]:
        """Those of these children who have a twin here, and the twins; who stands in an order is left out."""
        groups = {one.twins for one in self.children if one.id in ids and one.twins in self.twins}
        return [one for one in self.children if one.twins in groups and not one.order]

    def move(self, ids: Collection[str], letter: str) -> None:
        """These children to that class; who stands in an order stays."""
        moving = [one for one in self.children if one.id in ids and not one.order and one.letter != letter]
        self._change(replace(one, letter=letter) for one in moving)

    def wish(self, ids: Collection[str], wish: TwinsWish) -> None:
        """What was asked for the twins among these children."""
        twins = self.twins_among(ids)
        self._change(replace(one, twins_wish=wish) for one in twins if one.twins_wish != wish)

    def propose(self, limit: int) -> None:
        """A class for everybody who stands in none."""
        letters = propose([one.pupil for one in self.children], self.letters, limit)
        found = [one for one in self.children if letters[one.id] != one.letter]
        self._change(replace(one, letter=letters[one.id]) for one in found)

    @property
    def next_letter(self) -> str:
        """The first letter no class of the school has, and nobody took away."""
        return next_letter({*self.letters, *self._taken, *self._now.removed})

    def add_letter(self, wanted: str = "") -> str:
        """One more class, with this letter or the next free one; the letter."""
        letter, now = wanted.strip().upper() or self.next_letter, self._now
        self._remember(now._replace(added=now.added | {letter}, removed=now.removed - {letter}))
        return letter

    def remove_letter(self, letter: str) -> None:
        """No such class; its children stand in none. A class of an order stays, with who is in the order."""
        now = self._now
        away = {one.id: replace(one, letter=NOWHERE) for one in self.of(letter) if not one.order}
        self._remember(_State(now.moved | away, now.added - {letter}, now.removed | {letter}))

    def undo(self) -> None:
        """As it was before the last step."""
        if self._before:
            self._now = self._before.pop()
            self._sort()

    def forget(self) -> None:
        """What was moved is recorded: there is no way back by undoing."""
        self._before.clear()

    def _change(self, changed: Iterable[ClassChild]) -> None:
        found = {one.id: one for one in changed}
        if found:
            self._remember(self._now._replace(moved=self._now.moved | found))

    def _remember(self, now: _State) -> None:
        self._before.append(self._now)
        self._now = now
        self._sort()

    def _moved(self) -> dict[str, ClassChild]:
        """What differs from what stands; an order has the last word, and who left has none."""
        found = {}
        for name, wish in self._now.moved.items():
            stands = self._stands.get(name)
            if stands and not stands.order and _word(stands) != _word(wish):
                found[name] = replace(stands, letter=wish.letter, twins_wish=wish.twins_wish)
        return found

    def _sort(self) -> None:
        moved = self._moved()
        found = sorted(
            (moved.get(name, one) for name, one in self._stands.items()),
            key=lambda one: (kazakh_key(one.name.full), one.id),
        )
        self._lists = {}
        for one in found:
            self._lists.setdefault(one.letter, []).append(one)
        self.twins = twins_of(one.pupil for one in found)

    def _named(self, problem: Problem) -> Problem:
        child = self._stands.get(str(problem.params.get("child", "")))
        if child is None:
            return problem
        name = f"{child.name.surname} {child.name.given}"
        return Problem(problem.code, problem.at, problem.params | {"child": name}, problem.weight)


def _word(child: ClassChild) -> tuple[str, TwinsWish]:
    """What is recorded of a child here."""
    return child.letter, child.twins_wish
