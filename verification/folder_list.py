"""The list of a folder judged by its second copy, `index.check`: which byte of it is another, who vouches for it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from verification.folder_findings import Finding
from verification.folder_index import CHECK, INDEX, Index, places_of, read_check, signed_list


def wrong_list(folder: Path, data: bytes, index: Index | None, key: str | None) -> Sequence[Finding]:
    """What is wrong with the list itself, as far as its second copy of the truth tells."""
    file = folder / CHECK
    if not file.is_file() or file.is_symlink():
        return [Finding(CHECK, "folder-file-missing")] if index is not None and index.is_new else []
    if index is not None and not index.is_new:
        return []
    check = read_check(file.read_bytes())
    if check is None:
        return [Finding(CHECK, "folder-check-changed")]
    if hashlib.sha256(data).hexdigest() != check.index.sha256:
        sizes = (check.index.size or 0, len(data))
        return [Finding(INDEX, "folder-index-changed", places=places_of(data, check.index), sizes=sizes)]
    by_centre = index is not None and index.made is not None and index.made.by == "centre"
    if (check.signature and key) and not _signed_by(signed_list(data), check.signature, key):
        return [Finding(CHECK, "receipt-signature-wrong")]
    return [Finding(CHECK, "folder-not-signed-by-centre")] if by_centre and not check.signature else []


def is_signed(folder: Path) -> bool:
    """Whether the centre is said to vouch for the whole list; `wrong_list` has looked at the signature."""
    check = read_check((folder / CHECK).read_bytes())
    return check is not None and bool(check.signature)


def _signed_by(statement: bytes, signature: str, key: str) -> bool:
    """Whether the Ed25519 signature of the statement is that key's, both in hexadecimal."""
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(signature), statement)
    except (ValueError, InvalidSignature):
        return False
    return True
