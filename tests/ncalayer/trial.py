"""A trial on a computer with the real NCALayer: batches are signed by hand, verified, timed; JSON lines on stdout."""

from __future__ import annotations

import argparse
import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop_app.signing.ncalayer import NcaLayerSigner, Wish
from desktop_app.signing.ncalayer_line import Place
from desktop_app.signing.signer import SigningTrouble
from verification.cms import verify_cms
from verification.signatures import RSA_KEY
from verification.trust import Trust, load_trust
from verification.verdict import ExpectedSigner

BATCHES = ((1, 350), (100, 350), (20, 30_000))  # documents, bytes of each


def main(arguments: list[str] | None = None) -> int:
    """Sign each batch; 0 when every signature of every batch holds."""
    chosen = _parser().parse_args(arguments)
    trust = load_trust(chosen.trust)
    wish = Wish(chosen.iin, chosen.bin, chosen.delegated, () if chosen.any_key else None)
    roots = tuple(one.der for one in trust.roots if one.key_algorithm == RSA_KEY)
    place = Place(url=chosen.url, roots=roots) if chosen.url else Place(roots=roots)
    signer = NcaLayerSigner(wish, chosen.language, lambda: False, place)
    told = [_batch(signer, trust, wish, count, size) for count, size in BATCHES]
    for one in told:
        print(json.dumps(one))
    return 0 if all(one.get("holds") == one["documents"] for one in told) else 1


def _batch(signer: NcaLayerSigner, trust: Trust, wish: Wish, count: int, size: int) -> dict[str, Any]:
    documents = [f"{number:0{size}}".encode() for number in range(count)]
    begun = time.perf_counter()
    try:
        signatures = signer.sign(documents)
    except SigningTrouble as trouble:
        detail = getattr(trouble, "detail", "")
        return {"documents": count, "bytes": size, "trouble": trouble.code, "detail": detail}
    signed = time.perf_counter()
    expected, now = ExpectedSigner(wish.iin, wish.bin, wish.delegated), datetime.now(UTC)
    pairs = zip(signatures, documents, strict=True)
    reasons = [verify_cms(cms, document, trust, expected, now).reason for cms, document in pairs]
    return {
        "documents": count,
        "bytes": size,
        "holds": reasons.count(None),
        "reasons": sorted({reason for reason in reasons if reason}),
        "window_seconds": round(signed - begun, 2),
        "verification_seconds": round(time.perf_counter() - signed, 2),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.ncalayer.trial", description=__doc__)
    parser.add_argument("--trust", type=Path, required=True, help="folder of pinned authorities")
    parser.add_argument("--iin", required=True)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--delegated", action="store_true")
    parser.add_argument("--any-key", action="store_true", help="let keys of the NCA's test authority through")
    parser.add_argument("--language", choices=("kk", "ru"), default="kk")
    parser.add_argument("--url", help="elsewhere than wss://127.0.0.1:13579/")
    return parser


if __name__ == "__main__":
    sys.exit(main())
