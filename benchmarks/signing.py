"""Fifty decisions signed, verified and stored: with a PKCS#12 key, and through the stand-in for NCALayer with GOST."""

from __future__ import annotations

import ssl
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from admission.canonical import canonical
from benchmarks.figures import Figure, Figures, median
from demo import keys
from desktop_app.signing.ncalayer import NcaLayerSigner, Wish
from desktop_app.signing.ncalayer_line import Place
from desktop_app.signing.pkcs12 import Pkcs12RsaSigner
from desktop_app.signing.signer import Signer
from desktop_app.usecases.desk import Desk
from tests.desk import make_desk
from tests.ncalayer.people import DIRECTOR
from tests.ncalayer.process import Process, running
from verification.cms import verify_cms
from verification.gost import gost_holds
from verification.streebog import streebog
from verification.trust import Trust, load_trust
from verification.verdict import ExpectedSigner

BATCH = 50
ROUNDS = 5
AT = datetime(2026, 8, 25, 4, 30, tzinfo=UTC)
EXPECTED = ExpectedSigner(DIRECTOR.iin, DIRECTOR.bin)


def figures() -> Figures:
    """The person's own time at the window is not in them: the stand-in's person is at once."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = make_desk(folder / "desk")
        try:
            with running(_made(folder / "ncalayer"), AT) as stand_in:
                return _pkcs12(desk, folder / "keys") | _ncalayer(desk, stand_in) | _one(stand_in)
        finally:
            desk.replica.close()


def _pkcs12(desk: Desk, folder: Path) -> Figures:
    made = keys.make_test_keys(
        folder,
        director_iin=DIRECTOR.iin,
        director_name=DIRECTOR.name,
        bin=DIRECTOR.bin,
        organisation=DIRECTOR.organisation,
        now=AT,
    )
    signer = Pkcs12RsaSigner(made.p12.read_bytes(), made.password, lambda: AT)
    work = _batch(desk, signer, load_trust(made.trust), series="R")
    return {"sign_50_pkcs12": Figure(median(work, ROUNDS), "ms", 1500.0)}


def _ncalayer(desk: Desk, stand_in: Process) -> Figures:
    root = ssl.PEM_cert_to_DER_cert(stand_in.line_root.read_text(encoding="ascii"))
    place = Place(url=stand_in.url, roots=(root,))
    signer = NcaLayerSigner(Wish(DIRECTOR.iin, DIRECTOR.bin), "kk", lambda: False, place)
    work = _batch(desk, signer, load_trust(stand_in.trust), series="G")
    return {"sign_50_ncalayer_gost": Figure(median(work, ROUNDS), "ms", 3500.0)}


def _one(stand_in: Process) -> Figures:
    """One check of a 512-bit signature with a known key, and the digest of a manifest of 350 bytes."""
    trust = load_trust(stand_in.trust)
    root = next(one for one in trust.roots if one.algorithm.startswith("1.2.398."))
    digest = streebog(root.signed, 64)
    check = partial(gost_holds, root.key, root.signature, digest)
    return {
        "gost_512_check": Figure(median(check, 40), "ms", 10.0),
        "streebog_350_bytes": Figure(median(partial(streebog, b"a" * 350, 64), 40), "ms", 3.0),
    }


def _batch(desk: Desk, signer: Signer, trust: Trust, series: str) -> Callable[[], None]:
    """What a director waits for: all signed, every one verified, then kept in one transaction."""
    rounds = iter(range(1000))

    def work() -> None:
        turn = next(rounds)
        documents = [_decision(f"{series}-{turn}-{number}") for number in range(BATCH)]
        signatures = signer.sign(documents)
        for cms, document in zip(signatures, documents, strict=True):
            verdict = verify_cms(cms, document, trust, EXPECTED, AT)
            if not verdict.ok:
                raise AssertionError(verdict.reason)
        with desk.write() as writing:
            for data in (*documents, *signatures):
                writing.files.keep_file(data)

    return work


def _decision(number: str) -> bytes:
    """As large as a real one: the fields of a decision, the digest of its paper, the act before it."""
    return canonical(
        {
            "schema": "qabyldau/decision/1",
            "application": number,
            "child": "Дүйсенова Айгүл Серікқызы",
            "outcome": "accepted",
            "pdf_sha256": "ab" * 32,
            "previous": "cd" * 32,
            "school_bin": DIRECTOR.bin,
        }
    )


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
