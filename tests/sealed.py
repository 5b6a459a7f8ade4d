"""Desks that sign receipts: a centre's keys, and a desk of school 63 that it vouches for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from admission.exchange import KeysMessage
from admission.printouts import Printout
from central_server.keys import CentreKeys, fresh_keys
from desktop_app.building import seal_of
from desktop_app.printing.paper import to_pdf
from desktop_app.sync import keys
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.issue_paper import issue_receipt
from tests.desk import EXECUTOR, ROOT, a_draft, make_desk, printed
from wording import Texts

CENTRE: CentreKeys = fresh_keys()


def with_keys(desk: Desk, centre: CentreKeys = CENTRE) -> Desk:
    """The desk after it exchanged keys with that centre."""
    sign, identity = Ed25519PrivateKey.generate(), pyrage.x25519.Identity.generate()
    ours = KeysMessage(
        verify_key=sign.public_key().public_bytes_raw().hex(), recipient=str(identity.to_public())
    )
    with desk.write() as writing:
        theirs = centre.answer(writing.meta("desk"), writing.meta("school"), ours)
        writing.set_meta(keys.SIGN, sign.private_bytes_raw().hex())
        writing.set_meta(keys.IDENTITY, str(identity))
        writing.set_meta(keys.CENTRE_KEY, theirs.verify_key)
        writing.set_meta(keys.VOUCHER, theirs.voucher)
        writing.set_meta(keys.SEAL, theirs.seal)
    return replace(desk, sealer=partial(seal_of, desk.replica))


def sealing_desk(
    folder: Path,
    *,
    name: str = "desk-a",
    series: str = "А",
    clock: Callable[[], datetime] | None = None,
    centre: CentreKeys = CENTRE,
) -> Desk:
    """A desk of school 63 that signs its receipts."""
    folder.mkdir(exist_ok=True)
    return with_keys(make_desk(folder, name=name, series=series, clock=clock), centre)


def press(printout: Printout) -> bytes:
    """The paper as the office prints it."""
    texts = {one: Texts(one, ROOT / "translations") for one in ("kk", "ru")}
    return to_pdf(printout, texts, ROOT / "resources/fonts")


def unpressed(_printout: Printout) -> bytes:
    """For tests that look at what a paper says, not at its PDF."""
    return b"%PDF-"


def a_code(desk: Desk, **changes: object) -> str:
    """The text of the code on the receipt of a new application."""
    filed = file_application(desk, EXECUTOR, a_draft(**changes))
    return code_of(desk, filed)


def code_of(desk: Desk, application: str) -> str:
    """The text of the code on a new receipt of this application."""
    code: str = printed(desk, issue_receipt(desk, EXECUTOR, application, unpressed)).code
    return code
