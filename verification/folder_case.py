"""A case for a court laid out as a folder: acts and receipts, orders, decisions, papers, scans, words to read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Final

import msgspec

from admission.acts import Change, Decided
from admission.application import Application, ApplicationDraft, Attachment, Ruling
from admission.corrections import corrected, field_text
from admission.order import EnrolmentOrder
from admission.profiles import RuleProfile
from admission.roles import Officer
from admission.school import School
from admission.wire import ActUnreadable, dump_row, load_act
from verification.folder_index import (
    GapCode,
    ListedChain,
    ListedReceipt,
    ListedRevocation,
    ListedSignature,
    Made,
)
from verification.folder_pack import Packing, Sign
from verification.folder_pages import Shown, Tongue, readme, summary
from verification.verdict import ExpectedSigner

_PLAIN: Final = re.compile(r"[^A-Za-z0-9_-]+")
_SUFFIX: Final = {"application/pdf": "pdf", "image/jpeg": "jpg"}


@dataclass(frozen=True)
class KnownAct:
    """The exact bytes of an act, its desk and number there; `gap`: why no receipt binds it."""

    id: str
    desk: str
    n: int
    raw: bytes
    gap: GapCode | None = None


@dataclass(frozen=True)
class KnownChain:
    """Acts of one desk without a hole, the chain hash before them, the receipt whose head they lead to."""

    desk: str
    before: str
    acts: Sequence[KnownAct]
    statement: bytes
    signature: str


@dataclass(frozen=True)
class KnownPaper:
    """An issued paper: of which application or order, its kind; `pdf` gives its bytes, or None."""

    owner: str
    kind: str
    pdf: Callable[[], bytes | None]


@dataclass(frozen=True)
class KnownAnswer:
    """The SHA-256 of what the authority answered about an order's certificate, and when it was asked."""

    answer: str
    asked: datetime


@dataclass(frozen=True, kw_only=True)
class Case:
    """Everything known here of some applications and orders; `file` gives bytes by their SHA-256, or None."""

    school: School
    applications: Sequence[Application]
    orders: Sequence[EnrolmentOrder]
    officers: Mapping[str, Officer]
    desks: Mapping[str, str]
    rules: Mapping[str, RuleProfile]
    chains: Sequence[KnownChain]
    loose: Sequence[KnownAct]
    papers: Sequence[KnownPaper]
    file: Callable[[str], bytes | None]
    answers: Mapping[str, KnownAnswer] = field(default_factory=dict)

    @cached_property
    def acts(self) -> Mapping[str, bytes]:
        """Every act that is here, by its id."""
        chained = (act for chain in self.chains for act in chain.acts)
        return {act.id: act.raw for act in (*chained, *self.loose)}

    @cached_property
    def rulings(self) -> Mapping[str, Sequence[Ruling]]:
        """Every signed decision whose act is here, by its application."""
        found: dict[str, list[Ruling]] = {}
        for application, ruling in filter(None, map(_ruling, self.acts.values())):
            found.setdefault(application, []).append(ruling)
        return found


@dataclass(frozen=True, kw_only=True)
class Around:
    """What comes from outside the case: pinned certificates, the centre's public key, words by language, who packs."""

    trust: Mapping[str, bytes]
    centre_key: str
    tongues: Mapping[str, Tongue]
    made: Made
    sign: Sign


def write_case(
    packing: Packing, case: Case, around: Around, began: Callable[[int], object] = lambda _: None
) -> None:
    """Fill the folder. OSError from its medium; the caller takes away what was begun.

    `began` hears the place of each application, from 1; what it raises ends the work.
    """
    _add_trust(packing, around)
    _add_acts(packing, case)
    for place, order in enumerate(case.orders, 1):
        _add_order(packing, case, order, f"orders/{place}")
    for place, application in enumerate(case.applications, 1):
        began(place)
        _add_application(packing, case, application, around.tongues, f"applications/{place:03}")
    for language, tongue in around.tongues.items():
        text = readme(tongue, around.made, case.applications, case.orders, around.centre_key, packing.gaps)
        packing.add(f"README-{language}.txt", text.encode("utf-8-sig"))
    packing.finish(around.made, around.sign)


def _add_trust(packing: Packing, around: Around) -> None:
    for name, data in around.trust.items():
        packing.add(f"trust/{name}", data)
    if not around.trust:
        packing.miss("trust-empty", "trust")
    if not around.centre_key:
        packing.miss("centre-key-unknown", "--key")


def _add_acts(packing: Packing, case: Case) -> None:
    names = {desk: place for place, desk in enumerate(_desks(case), 1)}
    for chain in case.chains:
        acts = [packing.add(_act_path(one, names), one.raw) for one in chain.acts]
        stem = f"receipts/{names[chain.desk]}-{chain.acts[-1].n:06}"
        statement = packing.add(f"{stem}.txt", chain.statement)
        signature = packing.add(f"{stem}.sig", chain.signature.encode())
        packing.receipts.append(ListedReceipt(statement, signature))
        packing.chains.append(ListedChain(chain.desk, chain.before, acts, statement))
    for act in case.loose:
        path = packing.add(_act_path(act, names), act.raw)
        if act.gap is not None:
            packing.miss(act.gap, path)


def _desks(case: Case) -> Iterable[str]:
    return sorted({chain.desk for chain in case.chains} | {act.desk for act in case.loose})


def _act_path(act: KnownAct, names: Mapping[str, int]) -> str:
    return f"acts/{names[act.desk]}-{_plain(act.desk)}/{act.n:06}.json"


def _add_order(packing: Packing, case: Case, order: EnrolmentOrder, folder: str) -> None:
    names = (order.manifest_sha256, order.cms_sha256, order.pdf_sha256)
    packing.add(f"{folder}/order.json", dump_row(order))
    _add_signed(packing, case, folder, names, _expected(case, order.signed_by), order.signed_at)
    _add_answer(packing, case, order, folder)
    for paper in case.papers:
        if paper.owner == order.id and paper.kind != "order":
            _add_paper(packing, paper, folder)


def _add_answer(packing: Packing, case: Case, order: EnrolmentOrder, folder: str) -> None:
    known = case.answers.get(order.id)
    signed = {one.cms for one in packing.signatures}
    if known is not None and f"{folder}/manifest.cms" in signed:
        path = _add_file(packing, case, f"{folder}/revocation.der", known.answer)
        if path:
            packing.revocations.append(ListedRevocation(f"{folder}/manifest.cms", path, known.asked))


def _add_signed(
    packing: Packing,
    case: Case,
    folder: str,
    names: tuple[str, str, str],
    signer: ExpectedSigner,
    at: datetime,
) -> None:
    """Manifest, signature and paper by their SHA-256; a signature is listed where both its halves are here."""
    paths = [
        _add_file(packing, case, f"{folder}/{name}", sha256)
        for name, sha256 in zip(("manifest.json", "manifest.cms", "paper.pdf"), names, strict=True)
    ]
    manifest, cms, paper = paths
    if manifest and cms:
        iin, school_bin = signer.iin or "", signer.bin or ""
        packing.signatures.append(ListedSignature(manifest, cms, iin, school_bin, at, paper=paper))


def _expected(case: Case, officer: str) -> ExpectedSigner:
    known = case.officers.get(officer)
    return ExpectedSigner(known.iin if known else "", case.school.bin)


def _add_file(packing: Packing, case: Case, path: str, sha256: str) -> str | None:
    """The path of the file, or None where no file was named or it is not here."""
    data = case.file(sha256) if sha256 else None
    if data is not None:
        return packing.add(path, data)
    if sha256:
        packing.miss("file-not-here", path, sha256)
    return None


def _add_application(
    packing: Packing, case: Case, application: Application, tongues: Mapping[str, Tongue], folder: str
) -> None:
    packing.add(f"{folder}/application.json", dump_row(application))
    for place, draft in enumerate(_versions(packing, application), 1):
        packing.add(f"{folder}/version-{place}.json", msgspec.json.encode(draft, order="deterministic"))
    for place, attachment in enumerate(application.attachments, 1):
        _add_scan(packing, case, attachment, f"{folder}/scans/{place:02}-{_plain(attachment.document)}")
    for place, ruling in enumerate(_signed_rulings(case, application), 1):
        names = (ruling.manifest_sha256, ruling.cms_sha256, ruling.pdf_sha256)
        _add_signed(packing, case, f"{folder}/decision-{place}", names, _expected(case, ruling.by), ruling.at)
    for paper in case.papers:
        if paper.owner == application.id:
            _add_paper(packing, paper, f"{folder}/papers")
    _tell_absent_acts(packing, case, application)
    shown = Shown(application, case.officers, case.desks, case.rules.get(application.rules), case.school)
    packing.add(f"{folder}/summary.html", summary(shown, tongues).encode())


def _signed_rulings(case: Case, application: Application) -> Sequence[Ruling]:
    """Every signed decision whose act is here, and the one that stands; each once, the oldest first."""
    found = {one.manifest_sha256: one for one in case.rulings.get(application.id, ())}
    if application.decision is not None and application.decision.signed:
        found.setdefault(application.decision.manifest_sha256, application.decision)
    return sorted(found.values(), key=lambda one: one.at)


def _ruling(raw: bytes) -> tuple[str, Ruling] | None:
    try:
        act = load_act(raw)
    except ActUnreadable:
        return None
    body = act.body
    if not isinstance(body, Decided) or not body.manifest_sha256:
        return None
    return body.application, Ruling(
        accept=body.accept,
        by=act.person,
        at=act.at,
        manifest_sha256=body.manifest_sha256,
        cms_sha256=body.cms_sha256,
        pdf_sha256=body.pdf_sha256,
    )


def _add_scan(packing: Packing, case: Case, attachment: Attachment, stem: str) -> None:
    _add_file(packing, case, f"{stem}.{_SUFFIX[attachment.mime]}", attachment.sha256)
    _add_file(packing, case, f"{stem}-original.jpg", attachment.original)


def _add_paper(packing: Packing, paper: KnownPaper, folder: str) -> None:
    pdf = paper.pdf()
    taken = sum(path.startswith(f"{folder}/{paper.kind}-") for path in packing.paths)
    path = f"{folder}/{paper.kind}-{taken + 1}.pdf"
    if pdf is None:
        packing.miss("paper-not-drawn", path)
    else:
        packing.add(path, pdf)


def _tell_absent_acts(packing: Packing, case: Case, application: Application) -> None:
    """Steps of the history whose act another desk did: only its effect has come here."""
    for step in application.history:
        if step.act not in case.acts:
            at = step.at.isoformat(timespec="minutes")
            packing.miss("act-elsewhere", f"{application.number} {step.kind} {at} {step.act}")


def _versions(packing: Packing, application: Application) -> Sequence[ApplicationDraft]:
    """The draft as it was filed and after each correction, read back from the newest."""
    found = [application.draft]
    for step in reversed(application.history):
        if step.kind == "amended" and step.old:
            before = _before(found[-1], step.old)
            if before is None:
                packing.miss("version-unknown", f"{application.number} {step.at.isoformat()}")
                break
            found.append(before)
    return found[::-1]


def _before(draft: ApplicationDraft, old: Iterable[tuple[str, str]]) -> ApplicationDraft | None:
    changes = [Change(field, "", value) for field, value in reversed(tuple(old))]
    before, _ = corrected(draft, changes)
    return before if all(_says(before, one) for one in changes) else None


def _says(draft: ApplicationDraft, change: Change) -> bool:
    try:
        return field_text(draft, change.field) == change.value
    except (KeyError, TypeError):
        return False


def _plain(text: str) -> str:
    """Letters every system keeps in a file's name."""
    return _PLAIN.sub("-", text)[:40] or "-"
