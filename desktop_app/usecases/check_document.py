"""Check: the executor looks at one required document and finds it good or not."""

from __future__ import annotations

from admission.acts import DocumentChecked
from admission.roles import Officer
from desktop_app.usecases.desk import Desk


def check_document(
    desk: Desk, officer: Officer, application: str, document: str, good: bool, note: str = ""
) -> None:
    """Who found which document good or not, and when, stands in the application's history."""
    desk.record(officer, DocumentChecked(application=application, document=document, good=good, note=note))
