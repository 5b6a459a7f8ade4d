"""Attach what is ready: the bytes are kept and an act says what they show, within the transaction of the caller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admission.acts import Attached
from admission.application import Attachment
from admission.roles import Officer
from desktop_app.models.draft_papers import Holding
from desktop_app.models.ranks import COPY, ORIGINAL, THUMBNAIL, WHOLE
from desktop_app.usecases.desk import Desk

if TYPE_CHECKING:
    from desktop_app.models.writing import Writing


def record_attached(writing: Writing, desk: Desk, officer: Officer, application: str, held: Holding) -> None:
    """Within one transaction: the bytes are kept, and the act says what they show."""
    from desktop_app.scans.photos import COPY_BYTES  # a form without papers is filed without it

    keep, shown = writing.files.keep_file, held.copy or held.content
    attachment = Attachment(
        sha256=keep(shown, rank=COPY if len(shown) <= COPY_BYTES else WHOLE),
        size=len(shown),
        mime=held.mime,
        document=held.document,
        name=held.name,
        original=keep(held.content, rank=ORIGINAL) if held.copy else "",
        original_size=len(held.content) if held.copy else 0,
        thumbnail=keep(held.thumbnail, rank=THUMBNAIL) if held.thumbnail else "",
    )
    body = Attached(application=application, attachment=attachment)
    writing.record(body, person=officer.id, at=desk.now(), rules=desk.rules.id)


def attach_held(writing: Writing, desk: Desk, officer: Officer, application: str) -> None:
    """Within the transaction of the filing: what was bound to a document joins the application, nothing is held."""
    for paper in writing.draft_papers.bound(officer.id):
        record_attached(writing, desk, officer, application, paper)
    writing.draft_papers.drop_all(officer.id)
