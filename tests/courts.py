"""A case for a court, made for tests: applications filed at a real desk, decided, ordered and signed, all confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from cryptography import x509
from msgspec.structs import replace as changed

from admission.application import ApplicationDraft
from admission.people import Applicant, PersonName
from central_server.__main__ import main as administer
from demo import keys
from desktop_app.models import queries
from desktop_app.sync.files import carry_files
from desktop_app.usecases.attach_file import attach_file
from desktop_app.usecases.correct import Correction, correct
from desktop_app.usecases.decide_application import decide_application
from desktop_app.usecases.export_court_folder import CourtFolder, export_court_folder
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.issue_paper import issue_receipt
from desktop_app.usecases.plan_order import OrderPlan
from desktop_app.usecases.propose import propose
from desktop_app.usecases.sign_order import sign_order
from tests.centre import Centre, Joined, never
from tests.desk import CHILD, DIRECTOR, EXECUTOR, SCHOOL, a_draft
from tests.ui.sample import iin
from tests.verification import pki
from verification.folder import verify_folder
from verification.folder_findings import Finding, FolderVerdict
from verification.folder_index import CHECK, INDEX, Index, check_of, listed_file, read_index
from verification.trust import load_trust
from wording import LANGUAGES, Texts

HOLDER = replace(pki.DIRECTOR, iin=DIRECTOR.iin, bin=SCHOOL.bin)


@cache
def leaf() -> x509.Certificate:
    """The director's certificate."""
    return pki.certificate(HOLDER)


class PocketKey:
    """The director's RSA key."""

    def sign(self, documents: Sequence[bytes]) -> list[bytes]:
        return [pki.signed(leaf(), content=one) for one in documents]


def pressed(printout: object) -> bytes:
    """A paper that shows what it is."""
    return f"%PDF-1.4\n{printout!r}\n%%EOF".encode()


def holds(*_: object) -> None:
    """Checked elsewhere."""


LETTERS = "бдзклмнрст"


def _surname(place: int) -> str:
    """Another one for each; names have no figures."""
    first, second = LETTERS[place % 10], LETTERS[place // 10 % 10]
    return f"{first.upper()}а{second}ұ{first}{second}аев"


def child(place: int) -> ApplicationDraft:
    """One of many children, each of its own family."""
    born = date(2020, 1, 9) + timedelta(days=7 * place)
    return changed(
        a_draft(confirmed=("similar-child",), confirmed_because="басқа бала"),
        child=changed(
            CHILD,
            name=PersonName(_surname(place), "Әлихан"),
            born=born,
            iin=iin(born, "5", place),
            certificate=None,
        ),
        applicant=Applicant(
            name=PersonName(_surname(place), "Гүлнар"),
            iin=iin(date(1988, 1, 5) + timedelta(days=11 * place), "4", place),
            relation="mother",
            phone=f"+7701555{place:04}",
        ),
    )


def filed(joined: Joined, draft: ApplicationDraft, scans: Sequence[bytes]) -> str:
    """An application with scans and a receipt, corrected once."""
    desk = joined.desk
    application = file_application(desk, EXECUTOR, draft)
    for place, scan in enumerate(scans):
        attach_file(
            desk, EXECUTOR, application, ("photo", "vaccinations", "health")[place % 3], f"{place}.jpg", scan
        )
    issue_receipt(desk, EXECUTOR, application, pressed)
    seen, value = draft.applicant.phone, "+77027972299"
    correct(
        desk,
        EXECUTOR,
        Correction(
            application=application, field="applicant.phone", seen=seen, value=value, reason="қате терілген"
        ),
    )
    return application


def accepted(joined: Joined, application: str) -> str:
    """The same application when the director has accepted it."""
    propose(joined.desk, EXECUTOR, application, True)
    decide_application(joined.desk, DIRECTOR, application, True)
    return application


def ordered(joined: Joined, applications: Sequence[str]) -> str:
    """A signed order over confirmed acceptances, confirmed itself; every file is at the centre."""
    joined.sync()
    plan = OrderPlan(language="kk", letter="Ә", dated=date(2026, 8, 25), applications=tuple(applications))
    order = sign_order(joined.desk, DIRECTOR, plan, pressed, PocketKey(), holds)
    joined.sync()
    carry_files(joined.line, never)
    return order


def trusted(folder: Path) -> Path:
    """A trust folder with the authority of the director's key."""
    return keys.make_trust(folder / "trust", pki.authority())


def exported(
    joined: Joined, wanted: str, trust: Path, into: Path, catalogues: Path, **more: Any
) -> CourtFolder:
    """The folder of this case."""
    tongues = {language: Texts(language, catalogues) for language in LANGUAGES}
    return export_court_folder(joined.desk, trust, tongues, wanted, into, **more)


@dataclass(frozen=True)
class Town:
    """A desk and its centre; a signed order over two children."""

    centre: Centre
    joined: Joined
    two: list[str]
    order: str
    trust: Path
    catalogues: Path

    @property
    def key(self) -> str:
        return queries.meta(self.joined.desk.replica, "centre_key")

    def export(self, wanted: str, into: Path, **more: Any) -> Path:
        done = exported(self.joined, wanted, self.trust, into, self.catalogues, **more)
        return done.path

    def verdict(self, folder: Path) -> FolderVerdict:
        return verify_folder(folder, load_trust(self.trust), self.key)

    def from_centre(self, wanted: str, into: Path, *more: str) -> int:
        told = ["court", wanted, str(into), "--data", str(self.centre.settings.files.parent), *more]
        return administer([*told, "--demo-clock", "2026-08-25T12:00+05:00"])


def by_path(verdict: FolderVerdict) -> dict[str, Finding]:
    """The first thing that was found about each file."""
    return {one.path: one for one in reversed(verdict.findings)}


def troubles(verdict: FolderVerdict) -> dict[str, str]:
    assert verdict.ok is not any(one.reason for one in verdict.findings)
    return {path: one.reason for path, one in by_path(verdict).items() if one.reason}


def index_in(folder: Path) -> Index:
    index = read_index((folder / INDEX).read_bytes())
    assert index is not None
    return index


def files_in(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def relisted(folder: Path) -> Path:
    """What a forger does who knows how the list is made."""
    index = index_in(folder)
    fresh = [listed_file(one.path, (folder / one.path).read_bytes()) for one in index.files]
    data = msgspec.json.encode(changed(index, files=fresh))
    (folder / INDEX).write_bytes(data)
    (folder / CHECK).write_bytes(check_of(data, ""))
    return folder
