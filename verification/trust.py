"""Trust: the authorities whose SHA-256 fingerprints a person has pinned in a folder, and nobody else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from verification.certificates import COMMON_NAME, Broken, Certificate, der_of, read_certificate
from verification.verdict import Pinned

PINS: Final = "pins.txt"
TRUST_REASONS: Final = ("certificate-broken", "not-an-authority", "fingerprint-differs")
_SUFFIXES: Final = frozenset({".cer", ".crt", ".pem"})


class Trust(msgspec.Struct, frozen=True):
    """Pinned roots, and pinned authorities below them that a signature may leave out."""

    roots: tuple[Certificate, ...]
    issuers: tuple[Certificate, ...] = ()


class TrustRefused(ValueError):
    """This certificate was not added. `code`: one of TRUST_REASONS."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def load_trust(folder: Path) -> Trust:
    """What is pinned in `pins.txt` of the folder; other certificates lying there are ignored."""
    pins = pinned(folder)
    found = [one for one in _certificates(folder) if fingerprint(one.der) in pins and one.is_authority]
    return Trust(
        roots=tuple(one for one in found if one.subject == one.issuer),
        issuers=tuple(one for one in found if one.subject != one.issuer),
    )


def shown_trust(folder: Path) -> tuple[Pinned, ...]:
    """Everybody believed, roots first, for a person to compare with what the authority publishes."""
    trust = load_trust(folder)
    return tuple(
        Pinned(fingerprint(one.der), one.text(COMMON_NAME), one in trust.roots, one.not_after)
        for one in (*trust.roots, *trust.issuers)
    )


def pinned(folder: Path) -> frozenset[str]:
    """Fingerprints of `pins.txt`: one a line in hexadecimal, colons and a `#` remark allowed."""
    pins = folder / PINS
    lines = pins.read_text(encoding="utf-8").splitlines() if pins.exists() else []
    return frozenset(plain for line in lines if (plain := plain_fingerprint(line.partition("#")[0])))


def add_trust(folder: Path, data: bytes, sha256: str) -> Path:
    """Pin an authority whose fingerprint the person read elsewhere; the file it now lies in.

    `data` is DER or PEM. Raises TrustRefused and changes nothing when the fingerprint is another.
    """
    certificate = _authority(data)
    print_of_it = fingerprint(certificate.der)
    if plain_fingerprint(sha256) != print_of_it:
        raise TrustRefused("fingerprint-differs")
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{print_of_it[:16]}.cer"
    file.write_bytes(certificate.der)
    if print_of_it not in pinned(folder):
        _append(folder / PINS, f"{print_of_it}  # {_one_line(certificate.text(COMMON_NAME))}")
    return file


def fingerprint(der: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(der).hexdigest()


def plain_fingerprint(text: str) -> str:
    """A fingerprint as people copy it (`AB:CD …`) in the form of `fingerprint`."""
    return "".join(text.replace(":", "").split()).lower()


def _authority(data: bytes) -> Certificate:
    try:
        certificate = read_certificate(der_of(data))
    except Broken as trouble:
        raise TrustRefused("certificate-broken") from trouble
    if not certificate.is_authority:
        raise TrustRefused("not-an-authority")
    return certificate


def _certificates(folder: Path) -> Iterator[Certificate]:
    for file in sorted(folder.glob("*")):
        if file.suffix.lower() in _SUFFIXES:
            try:
                yield read_certificate(der_of(file.read_bytes()))
            except Broken:
                continue  # the folder may hold other people's files


def _append(file: Path, line: str) -> None:
    """People edit the list too: the line before may lack its end."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    start = "\n" if text and not text.endswith("\n") else ""
    with file.open("a", encoding="utf-8") as opened:
        opened.write(f"{start}{line}\n")


def _one_line(text: str) -> str:
    """A name from a certificate must not write a line of its own into the list of pins."""
    return " ".join(text.split())
