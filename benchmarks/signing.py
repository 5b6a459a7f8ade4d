"""The director's fifty decisions by the use case itself: with a PKCS#12 key, and with GOST through the stand-in."""

from __future__ import annotations

import shutil
import ssl
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from admission.application import Application, Status
from admission.wire import FeedRow
from benchmarks.crowd import crowd
from benchmarks.figures import Figure, Figures, median
from demo import keys
from desktop_app.building import tools_of
from desktop_app.settings import Settings
from desktop_app.signing.ncalayer import NcaLayerSigner, Wish
from desktop_app.signing.ncalayer_line import Place
from desktop_app.signing.pkcs12 import Pkcs12RsaSigner
from desktop_app.signing.signer import Signer
from desktop_app.usecases import decide_batch as batch
from desktop_app.usecases.desk import Desk
from tests import desk as desks
from tests.desk import FakeClock, feed, make_desk
from tests.ncalayer.people import DIRECTOR
from tests.ncalayer.process import Process, running
from verification.gost import gost_holds
from verification.streebog import streebog
from verification.trust import load_trust

BATCH, REFUSED = 50, 5
ROUNDS = 5
CROWD = 2000  # applications at the desk, those to be decided among them
REASON = "Денсаулық паспортында дәрігердің қолы мен мөрі жоқ."
AT = datetime(2026, 8, 25, 4, 30, tzinfo=UTC)
OFFICER = replace(desks.DIRECTOR, iin=DIRECTOR.iin)


def figures() -> Figures:
    """The person's own time at the window is not in them: the stand-in's person is at once."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = make_desk(folder / "desk", clock=FakeClock(AT))
        waiting = iter(_crowd(desk))
        try:
            with running(_made(folder / "ncalayer"), AT) as stand_in:
                by_file = _pkcs12(desk, waiting, folder)
                return by_file | _ncalayer(desk, waiting, folder, stand_in) | _one(stand_in)
        finally:
            desk.replica.close()


def _pkcs12(desk: Desk, waiting: Iterator[str], folder: Path) -> Figures:
    made = keys.make_test_keys(
        folder / "keys",
        director_iin=DIRECTOR.iin,
        director_name=DIRECTOR.name,
        bin=DIRECTOR.bin,
        organisation=DIRECTOR.organisation,
        now=AT,
    )
    signer = Pkcs12RsaSigner(made.p12.read_bytes(), made.password, desk.now)
    work = _work(desk, waiting, signer, folder / "by-file", made.trust)
    return {"sign_50_pkcs12": Figure(median(work, ROUNDS), "ms", 1500.0)}


def _ncalayer(desk: Desk, waiting: Iterator[str], folder: Path, stand_in: Process) -> Figures:
    root = ssl.PEM_cert_to_DER_cert(stand_in.line_root.read_text(encoding="ascii"))
    place = Place(url=stand_in.url, roots=(root,))
    signer = NcaLayerSigner(Wish(DIRECTOR.iin, DIRECTOR.bin), "kk", lambda: False, place)
    work = _work(desk, waiting, signer, folder / "by-window", stand_in.trust)
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


def _work(desk: Desk, waiting: Iterator[str], signer: Signer, data: Path, trust: Path) -> Callable[[], None]:
    """What a director waits for: rules, papers, signatures, every one verified, all kept in one transaction.

    The press and the check are the program's own; five of the fifty are refusals with their papers.
    """
    settings = Settings(data=data)
    shutil.copytree(trust, settings.trust)
    tools = tools_of(settings, desk)

    def work() -> None:
        ids = [next(waiting) for _ in range(BATCH)]
        wishes = [batch.Wish(one, True) for one in ids[REFUSED:]]
        wishes += [batch.Wish(one, False, ("non-compliant",), REASON) for one in ids[:REFUSED]]
        done = batch.decide_batch(desk, OFFICER, wishes, tools.press, signer, tools.check)
        if len(done.decided) != BATCH:
            raise AssertionError(done.left_out)

    return work


def _crowd(desk: Desk) -> list[str]:
    """Ids of those that wait for the director; places enough for all of them."""
    many = [_before_the_director(place, one) for place, one in enumerate(crowd(CROWD, desks.SCHOOL.id))]
    streams = [replace(one, capacity=CROWD) for one in desks.STREAMS]
    rows: list[FeedRow] = [OFFICER, *streams, *many]
    with desk.write() as writing:
        writing.absorb([], feed(*rows, start=100), CROWD + 200, AT)
    return [one.id for one in many if one.status is Status.ON_SIGNATURE]


def _before_the_director(place: int, one: Application) -> Application:
    """Enough of the crowd for every round wait for a decision, the others were decided long ago."""
    waits = place < 2 * BATCH * (ROUNDS + 1)
    draft = replace(one.draft, by_territory=True)
    return replace(one, draft=draft, status=Status.ON_SIGNATURE if waits else Status.ACCEPTED)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
