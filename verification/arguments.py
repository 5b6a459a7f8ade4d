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
    _add_receipt(commands.add_parser("receipt", help="check a receipt of the centre"))
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


def _add_receipt(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("statement", type=Path, help="the text that was signed")
    parser.add_argument("signature", type=Path, help="a file with the signature in hexadecimal")
    parser.add_argument("--key", required=True, help="the centre's key in hexadecimal, got elsewhere")


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
