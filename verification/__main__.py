"""Genuine or not, from a shell (`python -m verification --help`), in JSON or in sentences."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from verification.arguments import parser
from verification.certificates import Broken, der_of
from verification.cms import verify_cms
from verification.folder import verify_folder
from verification.folder_findings import FolderVerdict
from verification.receipt import ReceiptVerdict, verify_receipt
from verification.receipt_paper import KnownKeys, Papers, papers_verdict
from verification.revocation import RevocationAnswer, meaning
from verification.sentences import sentences
from verification.timestamp import TimeStamp, time_stamp
from verification.trust import TrustRefused, add_trust, load_trust, shown_trust
from verification.verdict import ExpectedSigner, TrustAnswer, Verdict

CATALOGUES: Final = Path(__file__).parent.parent / "translations"

Answer = Verdict | ReceiptVerdict | Papers | FolderVerdict | TrustAnswer | RevocationAnswer | TimeStamp


def main(arguments: list[str] | None = None) -> int:
    """Print one answer; 0 when it is good, 1 when it is not, 2 when a file cannot be read."""
    chosen = parser(__doc__ or "").parse_args(arguments)
    try:
        answer = COMMANDS[chosen.command](chosen)
    except OSError as trouble:
        print(f"{trouble.filename}: {trouble.strerror}", file=sys.stderr)
        return 2
    # UTF-8 whatever the console's own encoding may be.
    sys.stdout.buffer.write(_shown(answer, chosen.language) + b"\n")
    sys.stdout.buffer.flush()
    return 0 if answer.ok else 1


def _shown(answer: Answer, language: str | None) -> bytes:
    if language is None:
        return msgspec.json.format(msgspec.json.encode(answer), indent=2)
    return "\n".join(sentences(answer, language, CATALOGUES)).encode()


def _cms(chosen: argparse.Namespace) -> Verdict:
    content, data = chosen.content.read_bytes(), chosen.cms.read_bytes()
    trust = load_trust(chosen.trust)
    expected = ExpectedSigner(chosen.iin, chosen.bin, chosen.delegated)
    try:
        return verify_cms(der_of(data), content, trust, expected, chosen.at or datetime.now(UTC))
    except Broken:
        return Verdict(ok=False, reason="cms-broken")


def _revocation(chosen: argparse.Namespace) -> RevocationAnswer:
    from verification.revocation_answer import by_ocsp, signer_and_issuer
    from verification.revocation_list import by_crl

    now = datetime.now(UTC)
    asked, judge = chosen.asked or now, by_ocsp if chosen.ocsp else by_crl
    answer = (chosen.ocsp or chosen.crl).read_bytes()
    try:
        found = signer_and_issuer(der_of(chosen.cms.read_bytes()), load_trust(chosen.trust))
    except Broken:
        return RevocationAnswer(ok=False, reason="cms-broken", asked=asked)
    if found is None:
        return RevocationAnswer(ok=False, reason="chain-unknown", asked=asked)
    return meaning(judge(_bare(answer), *found, asked), chosen.at or now, asked)


def _timestamp(chosen: argparse.Namespace) -> TimeStamp:
    return time_stamp(_bare(chosen.cms.read_bytes()), load_trust(chosen.trust))


def _bare(data: bytes) -> bytes:
    """Without its armour; where that is broken, as it is, for the judge to say so."""
    try:
        return der_of(data)
    except Broken:
        return data


def _receipt(chosen: argparse.Namespace) -> ReceiptVerdict | Papers:
    if chosen.signature is None:
        return _papers(chosen)
    signature = chosen.signature.read_text(encoding="ascii", errors="replace").strip()
    return verify_receipt(chosen.receipt.read_bytes(), signature, chosen.key)


def _papers(chosen: argparse.Namespace) -> Papers:
    from verification.receipt_files import receipts_in

    keys = KnownKeys(chosen.key, chosen.desk_key)
    return papers_verdict(receipts_in([chosen.receipt]), keys, chosen.iin)


def _folder(chosen: argparse.Namespace) -> FolderVerdict:
    return verify_folder(chosen.folder, load_trust(chosen.trust), chosen.key)


def _trust(chosen: argparse.Namespace) -> TrustAnswer:
    if chosen.deed == "list":
        return TrustAnswer(ok=True, pinned=shown_trust(chosen.trust))
    try:
        file = add_trust(chosen.trust, chosen.certificate.read_bytes(), chosen.sha256)
    except TrustRefused as refused:
        return TrustAnswer(ok=False, reason=refused.code)
    return TrustAnswer(ok=True, file=str(file))


COMMANDS: Final[Mapping[str, Callable[[argparse.Namespace], Answer]]] = {
    "cms": _cms,
    "revocation": _revocation,
    "timestamp": _timestamp,
    "receipt": _receipt,
    "folder": _folder,
    "trust": _trust,
}


if __name__ == "__main__":
    sys.exit(main())
