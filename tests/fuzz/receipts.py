"""Receipts people bring: damaged codes, pictures and PDFs of them; each is read as it is, or refused for a reason."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import strategies as st

from admission.receipt_core import NO_VOUCHER, PaperCode, core_of, dump_code, dump_core, paper_statement
from tests.admission.test_receipt_core import a_filing
from tests.desk import a_draft
from verification.receipt_files import found_in
from verification.receipt_paper import PAPER_REASONS, KnownKeys, papers_verdict

Draw = Callable[[st.SearchStrategy[Any]], Any]
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()


@cache
def samples() -> tuple[bytes, ...]:
    """A genuine code as text, as a picture of each kind, as a PDF."""
    application, _ = a_filing(a_draft())
    core = dump_core(core_of(application, "desk-a", "020240000555"))
    signature = KEY.sign(paper_statement(PUBLIC, NO_VOUCHER, core, b""))
    text = dump_code(PaperCode(PUBLIC, NO_VOUCHER, signature, core, b""))
    made = [text.encode()]
    for kind in ("png", "pdf"):
        out = BytesIO()
        segno.make(text, error="m").save(out, kind=kind, scale=3)
        made.append(out.getvalue())
    return tuple(made)


def a_receipt_is_damaged(_folder: Path, draw: Draw) -> None:
    """What holds is what was signed, whatever the bytes around it; the rest has a reason with words."""
    data = bytearray(draw(st.sampled_from(samples())))
    for _ in range(draw(st.integers(0, 4))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    whole = bytes(data[: draw(st.integers(0, len(data)))]) if draw(st.booleans()) else bytes(data)
    answer = papers_verdict(found_in(whole, "x"), KnownKeys(desks=[PUBLIC.hex()]))
    assert answer.papers
    for one in answer.papers:
        assert one.ok is (one.reason is None)
        assert one.reason in (None, *PAPER_REASONS)
        assert one.core is None or one.core.number == "А-0412"


RECEIPTS = {"receipts": a_receipt_is_damaged}
