"""What the shell of this room understands."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("kk", "ru", "en")


def parser(story: str) -> argparse.ArgumentParser:
    """All commands: the namespace's `command` names one, `deed` what is done about trust."""
    found = argparse.ArgumentParser(prog="python -m verification", description=story)
    found.add_argument("--language", choices=LANGUAGES, help="answer in sentences; JSON if absent")
    commands = found.add_subparsers(dest="command", required=True)
    _add_cms(commands.add_parser("cms", help="check a detached signature over a file"))
    _add_revocation(commands.add_parser("revocation", help="was the certificate in a signature revoked"))
    _add_stamp(commands.add_parser("timestamp", help="the time stamp on a signature, where there is one"))
    _add_receipt(commands.add_parser("receipt", help="check receipts on paper, or one of the centre"))
    _add_court(commands.add_parser("folder", help="check a folder taken out for a court"))
    trust = commands.add_parser("trust", help="the authorities that are believed")
    deeds = trust.add_subparsers(dest="deed", required=True)
    _add_trust(deeds.add_parser("add", help="pin an authority"))
    _add_folder(deeds.add_parser("list", help="show who is pinned"))
    return found


def _add_cms(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("cms", type=Path, help="the signature, DER or PEM")
    parser.add_argument("content", type=Path, help="the file that was signed")
    _add_folder(parser)
    parser.add_argument("--iin", help="who should have signed")
    parser.add_argument("--bin", help="for which school")
    parser.add_argument(
        "--delegated", action="store_true", help="a person with the right to sign will do too"
    )
    parser.add_argument("--at", type=_moment, help="when it was signed, from the journal; now if absent")


def _add_revocation(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("cms", type=Path, help="the signature, DER or PEM")
    heard = parser.add_mutually_exclusive_group(required=True)
    heard.add_argument("--ocsp", type=Path, help="the authority's answer, as it was kept")
    heard.add_argument("--crl", type=Path, help="a published list")
    _add_folder(parser)
    parser.add_argument("--asked", type=_moment, help="when the authority was asked; now if absent")
    parser.add_argument("--at", type=_moment, help="when it was signed, from the journal; now if absent")


def _add_stamp(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("cms", type=Path, help="the signature, DER or PEM")
    _add_folder(parser)


def _add_receipt(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "receipt", type=Path, help="a scan, photo or PDF, or a file with the text of its code"
    )
    parser.add_argument(
        "signature", type=Path, nargs="?", help="in hexadecimal: then RECEIPT is a text the centre signed"
    )
    parser.add_argument("--key", default="", help="the centre's key in hexadecimal, got elsewhere")
    parser.add_argument("--desk-key", action="append", default=[], help="the key of a desk one knows oneself")
    parser.add_argument("--iin", default="", help="the child whose receipt on paper it should be")


def _add_court(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="the folder with index.json")
    parser.add_argument("--key", help="the centre's key in hexadecimal, got elsewhere; for its receipts")
    _add_folder(parser)


def _add_trust(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("certificate", type=Path, help="DER or PEM")
    parser.add_argument("--sha256", required=True, help="its fingerprint, as published by the authority")
    _add_folder(parser)


def _add_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--trust", type=Path, required=True, help="folder of pinned authorities")


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError("a zone is needed: 2026-08-25T10:00:00+05:00")
    return moment
