"""Attach: a scan or photo joins an application; its bytes are kept here and sent later, the smallest picture first."""

from __future__ import annotations

from typing import Literal

from admission.acts import Attached
from admission.application import Attachment
from admission.files import check_file, sniff
from admission.problems import blocks, refuse_if
from admission.roles import Officer
from desktop_app.models.ranks import COPY, ORIGINAL, THUMBNAIL, WHOLE
from desktop_app.scans.photos import COPY_BYTES, Prepared, prepare
from desktop_app.usecases.desk import Desk

JPEG: Literal["image/jpeg"] = "image/jpeg"
MIME: dict[str, Literal["application/pdf", "image/jpeg"]] = {"pdf": "application/pdf", "jpeg": JPEG}


def attach_file(
    desk: Desk, officer: Officer, application: str, document: str, name: str, data: bytes
) -> None:
    """Keep the file and say so in the journal; ActRefused when its bytes are not what the rules take.

    Of a photo over 500 KB a small copy is what the application shows; the original follows it when the line allows.
    """
    rules = desk.rules
    wrong = check_file(
        name, data, f"documents.{document}", max_bytes=rules.file_max_bytes, formats=rules.file_formats
    )
    refuse_if(blocks(wrong))
    mime = MIME[sniff(data)]
    prepared = prepare(data) if mime == JPEG else Prepared()
    shown = prepared.copy or data
    with desk.write() as writing:
        keep = writing.files.keep_file
        attachment = Attachment(
            sha256=keep(shown, rank=COPY if len(shown) <= COPY_BYTES else WHOLE),
            size=len(shown),
            mime=mime,
            document=document,
            name=name,
            original=keep(data, rank=ORIGINAL) if prepared.copy else "",
            original_size=len(data) if prepared.copy else 0,
            thumbnail=keep(prepared.thumbnail, rank=THUMBNAIL) if prepared.thumbnail else "",
        )
        body = Attached(application=application, attachment=attachment)
        writing.record(body, person=officer.id, at=desk.now(), rules=rules.id)
