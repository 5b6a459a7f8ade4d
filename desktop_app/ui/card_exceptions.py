"""What a person must look at before deciding: flags, doubts, papers not checked; everything else is in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from admission.application import Application, Status
from admission.deadline import KAZAKHSTAN_TIME
from admission.documents import required_documents
from admission.problems import Problem
from desktop_app.models import queries
from desktop_app.models.attention import attention
from desktop_app.ui.office import Office
from desktop_app.usecases.explain_place import Places
from desktop_app.usecases.file_application import check_draft

IN_LINE = frozenset({Status.ON_SIGNATURE, Status.WAITLISTED})
AT_EASE = frozenset({"holds", "given"})
IN_WORK = frozenset({Status.UNDER_REVIEW, Status.ON_SIGNATURE})


class Notice(NamedTuple):
    """One sentence for the person who decides, and its tone."""

    text: str
    tone: str


def notices(office: Office, application: Application, places: Places | None = None) -> list[Notice]:
    """Everything that is out of the ordinary, gravest first; empty when nothing is.

    `places`: the lines as they stand, where many are asked about at once.
    """
    placed = _place(office, application, places or Places(office.desk))
    found = [*_asking(office, application), *_flags(office, application), *placed]
    if application.status in IN_WORK:
        found += [*_late(office, application), *_papers(office, application), *_doubts(office, application)]
        found += _transport(office, application)
    return sorted(found, key=lambda one: one.tone != "danger")


def unchecked(office: Office, application: Application) -> list[str]:
    """Codes of the required papers nobody has looked at."""
    known = {check.document for check in application.checks}
    rules = office.desk.profiles[application.rules]
    return [rule.code for rule in required_documents(application.draft, rules) if rule.code not in known]


def _asking(office: Office, application: Application) -> Iterator[Notice]:
    """What the centre answered otherwise and nobody has settled yet; where to look at it."""
    words = office.words
    for item in attention(office.desk.replica, application=application.id):
        if not item.seen:
            outcome = words(f"outcome-{item.outcome.replace('_', '-')}")
            yield Notice(words("card-asking", act=words.act(item.kind), outcome=outcome), "warn")


def _flags(office: Office, application: Application) -> Iterator[Notice]:
    words = office.words
    for flag in application.flags:
        yield Notice(words(f"flag-{flag}"), "warn")
    if application.status is Status.DUPLICATE_HOLD:
        yield Notice(words("card-duplicate-hold"), "danger")


def _place(office: Office, application: Application, places: Places) -> Iterator[Notice]:
    """Where it stands in line, when there is no place for it yet."""
    place = places.of(application) if application.status in IN_LINE else None
    if place is not None and place.code not in AT_EASE:
        yield Notice(office.words(f"place-{place.code}", **place.params), "warn")


def _transport(office: Office, application: Application) -> Iterator[Notice]:
    """Transport was asked for, and nobody has said anything about it yet (DOMAIN 2.3)."""
    proposal = application.proposal
    if application.draft.transport and (proposal is None or (proposal.accept and proposal.transport is None)):
        yield Notice(office.words("card-transport-open"), "warn")


def _late(office: Office, application: Application) -> Iterator[Notice]:
    now = office.desk.now()
    if now > application.due:
        yield Notice(office.words("card-late", left=office.words.left(application.due, now)), "danger")


def _papers(office: Office, application: Application) -> Iterator[Notice]:
    words = office.words
    for check in application.checks:
        if not check.good:
            note = f": {check.note}" if check.note else ""
            yield Notice(
                words("card-paper-bad", document=words.document(check.document), note=note), "danger"
            )
    if application.asked is not None:
        names = "; ".join(map(words.document, application.asked.documents))
        past = office.desk.now().astimezone(KAZAKHSTAN_TIME).date() > application.asked.until
        until = words.day(application.asked.until)
        yield Notice(words("card-asked", documents=names, until=until), "danger" if past else "warn")
    left = unchecked(office, application)
    if left:
        names = "; ".join(map(words.document, left))
        yield Notice(words("card-papers-unchecked", n=len(left), documents=names), "warn")


def _doubts(office: Office, application: Application) -> Iterator[Notice]:
    """Warnings somebody stood by, and other children who look the same."""
    words, draft = office.words, application.draft
    for problem in check_draft(office.desk, draft):
        if problem.code in draft.confirmed and problem.code != "similar-child":
            because = words("card-stood-by", because=draft.confirmed_because)
            yield Notice(f"{_fact(office, problem)} {because}", "warn")
    for found in queries.similar(office.desk.replica, draft.child):
        if found.line.id != application.id:
            reasons = ", ".join(words(f"duplicate-{reason}") for reason in found.reasons)
            text = words("card-similar", child=found.line.child, number=found.line.number, reasons=reasons)
            yield Notice(text, "warn")


def _fact(office: Office, problem: Problem) -> str:
    """The first sentence of a problem: what is so; what to do about it was done."""
    sentence = office.words.problem(problem)
    return sentence.split(". ", maxsplit=1)[0].rstrip(".") + "."
