"""Signatures from a shell: `python -m verification cms …` and `python -m verification trust add …`."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from verification.certificates import Broken, der_of
from verification.cms import verify_cms
from verification.trust import TrustRefused, add_trust, load_trust
from verification.verdict import ExpectedSigner, Verdict


def main(arguments: list[str] | None = None) -> int:
    """Print one JSON answer; 0 when it is good, 1 when it is not, 2 when a file cannot be read."""
    chosen = _parser().parse_args(arguments)
    try:
        ok, answer = _cms(chosen) if chosen.command == "cms" else _trust_add(chosen)
    except OSError as trouble:
        print(f"{trouble.filename}: {trouble.strerror}", file=sys.stderr)
        return 2
    # JSON is UTF-8 whatever the console's own encoding may be.
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(answer), indent=2) + b"\n")
    sys.stdout.buffer.flush()
    return 0 if ok else 1


def _cms(chosen: argparse.Namespace) -> tuple[bool, Verdict]:
    content, data = chosen.content.read_bytes(), chosen.cms.read_bytes()
    trust = load_trust(chosen.trust)
    expected = ExpectedSigner(chosen.iin, chosen.bin, chosen.delegated)
    try:
        verdict = verify_cms(der_of(data), content, trust, expected, chosen.at or datetime.now(UTC))
    except Broken:
        verdict = Verdict(ok=False, reason="cms-broken")
    return verdict.ok, verdict


def _trust_add(chosen: argparse.Namespace) -> tuple[bool, dict[str, object]]:
    try:
        file = add_trust(chosen.trust, chosen.certificate.read_bytes(), chosen.sha256)
    except TrustRefused as refused:
        return False, {"ok": False, "reason": refused.code}
    return True, {"ok": True, "file": str(file)}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m verification", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    _add_cms(commands.add_parser("cms", help="check a detached signature over a file"))
    trust = commands.add_parser("trust", help="the authorities that are believed")
    _add_trust(trust.add_subparsers(dest="deed", required=True).add_parser("add", help="pin an authority"))
    return parser


def _add_cms(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("cms", type=Path, help="the signature, DER or PEM")
    parser.add_argument("content", type=Path, help="the file that was signed")
    parser.add_argument("--trust", type=Path, required=True, help="folder of pinned authorities")
    parser.add_argument("--iin", help="who should have signed")
    parser.add_argument("--bin", help="for which school")
    parser.add_argument(
        "--delegated", action="store_true", help="a person with the right to sign will do too"
    )
    parser.add_argument("--at", type=_moment, help="when it was signed, from the journal; now if absent")


def _add_trust(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("certificate", type=Path, help="DER or PEM")
    parser.add_argument("--sha256", required=True, help="its fingerprint, as published by the authority")
    parser.add_argument("--trust", type=Path, required=True, help="folder of pinned authorities")


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError("a zone is needed: 2026-08-25T10:00:00+05:00")
    return moment


if __name__ == "__main__":
    sys.exit(main())
