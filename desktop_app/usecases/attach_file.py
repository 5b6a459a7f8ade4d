"""Attach: a scan or photo joins an application; its bytes are kept here and sent later, the smallest picture first."""

from __future__ import annotations

import hashlib

from admission.acts import Attached
from admission.application import Attachment
from admission.files import check_file
from admission.problems import Problem, blocks, refuse_if
from admission.roles import Officer
from desktop_app.models import queries
from desktop_app.models.ranks import COPY, ORIGINAL, THUMBNAIL, WHOLE
from desktop_app.scans.binding import Leaf, bind
from desktop_app.scans.photos import COPY_BYTES, Prepared, prepare
from desktop_app.scans.ready import JPEG, PDF, Paper, papers_of
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.fit_pdf import fit_pdf


def attach_file(
    desk: Desk, officer: Officer, application: str, document: str, name: str, data: bytes
) -> None:
    """Make the file ready, keep it and say so in the journal; ActRefused when its bytes are nothing the rules take.

    Pictures become JPEGs, what is too large becomes smaller, and nothing that is kept tells where it was taken.
    Of a photo over 500 KB a small copy is what the application shows; the original follows it when the line allows.
    """
    limit, at = desk.rules.file_max_bytes, f"documents.{document}"
    papers = papers_of(name, data, limit, at)
    if len(papers) > 1:
        stem = name.rpartition(".")[0]
        papers = [Paper(f"{stem}.pdf", bind([Leaf(one.data) for one in papers], limit, at), PDF)]
    attach_paper(desk, officer, application, document, papers[0])


def attach_paper(desk: Desk, officer: Officer, application: str, document: str, paper: Paper) -> None:
    """Keep a paper that was made ready, and say so in the journal."""
    rules, at = desk.rules, f"documents.{document}"
    paper = fit_pdf(paper, rules.file_max_bytes)
    data = paper.data
    wrong = check_file(paper.name, data, at, max_bytes=rules.file_max_bytes, formats=rules.file_formats)
    refuse_if(blocks(wrong))
    prepared = prepare(data) if paper.mime == JPEG else Prepared()
    shown = prepared.copy or data
    refuse_if(_shows_another(desk, application, document, shown))
    with desk.write() as writing:
        keep = writing.files.keep_file
        attachment = Attachment(
            sha256=keep(shown, rank=COPY if len(shown) <= COPY_BYTES else WHOLE),
            size=len(shown),
            mime=paper.mime,
            document=document,
            name=paper.name,
            original=keep(data, rank=ORIGINAL) if prepared.copy else "",
            original_size=len(data) if prepared.copy else 0,
            thumbnail=keep(prepared.thumbnail, rank=THUMBNAIL) if prepared.thumbnail else "",
        )
        body = Attached(application=application, attachment=attachment)
        writing.record(body, person=officer.id, at=desk.now(), rules=rules.id)


def _shows_another(desk: Desk, application: str, document: str, shown: bytes) -> tuple[Problem, ...]:
    """The same bytes stand for one document; saying a second one would change nothing."""
    found = queries.application(desk.replica, application)
    digest = hashlib.sha256(shown).hexdigest()
    others = [one.document for one in (found.attachments if found else ()) if one.sha256 == digest]
    if not others or document in others:
        return ()
    return (Problem("file-shows-another", f"documents.{document}", {"document": others[0]}),)
