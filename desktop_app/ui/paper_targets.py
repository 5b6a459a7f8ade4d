"""Where the papers of a basket go: to an application that is filed, or to the form that is being filled in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from admission.application import Application, ApplicationDraft
from admission.documents import possible_documents
from desktop_app.scans.cropping import Frame
from desktop_app.scans.ready import Paper
from desktop_app.ui.office import Office
from desktop_app.ui.paper_drops import Brought
from desktop_app.ui.paper_sheets import Sheet, sheet_of, sheets_of
from desktop_app.usecases.attach_later import drop_held, held, hold_brought, hold_pages, hold_photo, take_back
from desktop_app.usecases.attach_pages import attach_pages, attach_photo

Work = Callable[[], None]


class Target(Protocol):
    """What papers are brought for; each question but the first two is answered with work for the desk lane."""

    @property
    def id(self) -> str:
        """The same for the same."""

    def documents(self) -> Sequence[str]:
        """Codes of what may be handed over."""

    def bring(self, paper: Brought) -> Callable[[], list[Sheet]]:
        """Read this one; ActRefused when it is nothing that may be attached."""

    def pages(self, document: str, sheets: Sequence[Sheet]) -> Work:
        """These together are the document."""

    def photo(self, document: str, sheet: Sheet, frame: Frame) -> Work:
        """What the frame shows of this one is the document."""


class ApplicationTarget:
    """An application: a paper joins it at once."""

    def __init__(self, office: Office, application: Application) -> None:
        self._office, self._application = office, application

    @property
    def id(self) -> str:
        """See Target."""
        return self._application.id

    def documents(self) -> Sequence[str]:
        """See Target."""
        application = self._application
        rules = self._office.desk.profiles[application.rules]
        return [one.code for one in possible_documents(application.draft, rules)]

    def bring(self, paper: Brought) -> Callable[[], list[Sheet]]:
        """See Target."""
        return partial(sheets_of, paper, self._office.desk.rules.file_max_bytes)

    def pages(self, document: str, sheets: Sequence[Sheet]) -> Work:
        """See Target."""
        office, pages = self._office, [(one.paper, one.turn) for one in sheets]
        return partial(attach_pages, office.desk, office.officer, self.id, document, pages)

    def photo(self, document: str, sheet: Sheet, frame: Frame) -> Work:
        """See Target."""
        office = self._office
        of = (office.desk, office.officer, self.id, document)
        return partial(attach_photo, *of, sheet.paper, sheet.turn, frame)


class DraftTarget:
    """An unfinished form: whatever is brought is held with it, from the first moment on; `number` tells forms apart."""

    def __init__(self, office: Office, draft: Callable[[], ApplicationDraft], number: int) -> None:
        self._office, self._draft = office, draft
        self._officer, self.id = office.officer, f"draft/{office.officer.id}/{number}"

    def documents(self) -> Sequence[str]:
        """See Target."""
        return [one.code for one in possible_documents(self._draft(), self._office.desk.rules)]

    def bring(self, paper: Brought) -> Callable[[], list[Sheet]]:
        """See Target."""
        return partial(self._bring, paper)

    def pages(self, document: str, sheets: Sequence[Sheet]) -> Work:
        """See Target."""
        pages = [(one.paper, one.turn) for one in sheets]
        return partial(hold_pages, self._office.desk, self._officer, document, pages, _numbers(sheets))

    def photo(self, document: str, sheet: Sheet, frame: Frame) -> Work:
        """See Target."""
        of = (self._office.desk, self._officer, document)
        return partial(hold_photo, *of, sheet.paper, sheet.turn, frame, _numbers([sheet]))

    def let_go(self, sheets: Sequence[Sheet]) -> Work:
        """Somebody took these out of the basket."""
        return partial(drop_held, self._office.desk, self._officer, _numbers(sheets))

    def sheets(self, numbers: Sequence[int]) -> Callable[[], list[Sheet]]:
        """Those held under these numbers, to be bound to a document."""
        return lambda: [self._again(n, held(self._office.desk, self._officer, n)) for n in numbers]

    def take_back(self, n: int) -> Callable[[], list[Sheet]]:
        """The one under this number shows no document any more."""
        return lambda: [self._again(n, take_back(self._office.desk, self._officer, n))]

    def _bring(self, paper: Brought) -> list[Sheet]:
        sheets = sheets_of(paper, self._office.desk.rules.file_max_bytes)
        numbers = hold_brought(self._office.desk, self._officer, [one.paper for one in sheets])
        for sheet, number in zip(sheets, numbers, strict=True):
            sheet.held = number
        return sheets

    @staticmethod
    def _again(n: int, paper: Paper) -> Sheet:
        sheet = sheet_of(paper)
        sheet.held = n
        return sheet


def _numbers(sheets: Sequence[Sheet]) -> list[int]:
    return [one.held for one in sheets if one.held]
