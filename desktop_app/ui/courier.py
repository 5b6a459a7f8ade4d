"""The courier in the window: a file for the stick, and the answer from it, without a word to the network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from admission.courier import CourierTrouble
from desktop_app.sync.trouble import ServerTrouble
from desktop_app.ui.lane import Lane
from desktop_app.ui.office import Office

if TYPE_CHECKING:
    from desktop_app.sync.session import Line
    from desktop_app.sync.stick import Saved, TakenIn

T = TypeVar("T")


class Courier(QObject):
    """Works on the sync lane, like everything that speaks with the centre.

    `busy`: whether it is at work; `told`: what came of it, a sentence and its tone.
    """

    busy = Signal(bool)
    told = Signal(str, str)

    def __init__(self, office: Office, lane: Lane, connect: Callable[[], Line]) -> None:
        super().__init__()
        self._office, self._lane, self._connect = office, lane, connect
        self._stopped = False

    def stop(self) -> None:
        """Leave off as soon as nothing half-done is left behind; what came of it is told as ever."""
        self._stopped = True

    def save(self, folder: str) -> None:
        """Write what waits into the folder."""
        from desktop_app.sync.stick import save_for_courier  # sealing is not needed for the first window

        self._run(partial(save_for_courier, folder=Path(folder), stop=self._asked), self._saved)

    def take_in(self, folder: str) -> None:
        """Apply the centre's answers that lie in the folder."""
        from desktop_app.sync.stick import take_in_answers

        self._run(partial(take_in_answers, folder=Path(folder), stop=self._asked), self._taken_in)

    def _asked(self) -> bool:
        return self._stopped

    def _run(self, work: Callable[[Line], T], done: Callable[[T], None]) -> None:
        self._stopped = False
        self.busy.emit(True)

        def finished(result: T) -> None:
            self.busy.emit(False)
            done(result)

        self._lane.run(lambda: work(self._connect()), finished, self._failed)

    def _failed(self, error: BaseException) -> None:
        self.busy.emit(False)
        if isinstance(error, CourierTrouble | ServerTrouble):
            from desktop_app.sync.courier_words import trouble_sentence

            self.told.emit(trouble_sentence(self._office.words, error), "warn")
        else:
            self.told.emit(self._office.trouble(error), "warn")

    def _saved(self, saved: Saved) -> None:
        from desktop_app.sync.courier_words import saved_sentence

        words = self._office.words
        self.told.emit(saved_sentence(words, saved, words.size(saved.bytes)), "good")

    def _taken_in(self, answers: Sequence[TakenIn]) -> None:
        from desktop_app.sync.courier_words import taken_sentence

        self._office.changed.emit()
        sentence, well = taken_sentence(self._office.words, answers)
        self.told.emit(sentence, "good" if well else "warn")
