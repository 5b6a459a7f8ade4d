"""Attach: a scan or photo joins an application; its bytes are kept here and sent later."""

from __future__ import annotations

from typing import Literal

from admission.acts import Attached
from admission.application import Attachment
from admission.files import check_file, sniff
from admission.problems import blocks, refuse_if
from admission.roles import Officer
from desktop_app.usecases.desk import Desk

MIME: dict[str, Literal["application/pdf", "image/jpeg"]] = {"pdf": "application/pdf", "jpeg": "image/jpeg"}


def attach_file(
    desk: Desk, officer: Officer, application: str, document: str, name: str, data: bytes
) -> None:
    """Keep the file and say so in the journal; ActRefused when its bytes are not what the rules take."""
    rules = desk.rules
    wrong = check_file(
        name, data, f"documents.{document}", max_bytes=rules.file_max_bytes, formats=rules.file_formats
    )
    refuse_if(blocks(wrong))
    with desk.write() as writing:
        attachment = Attachment(
            sha256=writing.files.keep_file(data),
            size=len(data),
            mime=MIME[sniff(data)],
            document=document,
            name=name,
        )
        body = Attached(application=application, attachment=attachment)
        writing.record(body, person=officer.id, at=desk.now(), rules=rules.id)
