"""Attach: a scan or photo joins an application; its bytes are kept here and sent later, the smallest picture first."""

from __future__ import annotations

from admission.files import check_file
from admission.problems import blocks, refuse_if
from admission.profiles import RuleProfile
from admission.roles import Officer
from desktop_app.models.draft_papers import Holding
from desktop_app.scans.binding import Leaf, bind
from desktop_app.scans.photos import Prepared, prepare
from desktop_app.scans.ready import JPEG, PDF, Paper, papers_of
from desktop_app.usecases.attach_held import record_attached
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
    held = holding_of(desk.rules, document, paper)
    with desk.write() as writing:
        record_attached(writing, desk, officer, application, held)


def holding_of(rules: RuleProfile, document: str, paper: Paper) -> Holding:
    """The paper as it will be attached, with what is made of a photo; ActRefused when the rules do not take it."""
    at = f"documents.{document}"
    paper = fit_pdf(paper, rules.file_max_bytes)
    wrong = check_file(paper.name, paper.data, at, max_bytes=rules.file_max_bytes, formats=rules.file_formats)
    refuse_if(blocks(wrong))
    prepared = prepare(paper.data) if paper.mime == JPEG else Prepared()
    return Holding(
        name=paper.name,
        mime=paper.mime,
        content=paper.data,
        document=document,
        copy=prepared.copy,
        thumbnail=prepared.thumbnail,
    )
