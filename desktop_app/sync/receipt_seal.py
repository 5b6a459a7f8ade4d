"""This desk's hand under paper receipts: signed for everybody, the filing itself sealed for the school."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admission.receipt_core import (
    LARGEST,
    NO_VOUCHER,
    PREFIX,
    CoreBroken,
    PaperCode,
    ReceiptCore,
    dump_code,
    dump_core,
    load_code,
    packed,
    paper_statement,
    unpacked,
)
from desktop_app.models import queries
from desktop_app.sync import keys

if TYPE_CHECKING:
    from desktop_app.models.replica import Replica
    from verification.receipt_paper import PaperVerdict


@dataclass(frozen=True)
class DeskSeal:
    """Signs with the key this desk made at enrolment; a desk without one signs nothing."""

    replica: Replica

    def code(self, core: ReceiptCore, filing: bytes) -> str:
        """The text of the QR code for a receipt, empty where this desk has no key.

        Without `filing`, or where the whole would be too large for the code, the core stands alone.
        """
        if not queries.meta(self.replica, keys.SIGN):
            return ""
        plain = dump_core(core)
        sealed = self._sealed(plain, filing) if filing else b""
        text = self._signed(plain, sealed)
        return text if _size(text) <= LARGEST else self._signed(plain, b"")

    def verdict(self, text: str, source: str = "") -> PaperVerdict:
        """Whether a desk of our centre signed this code."""
        from verification.receipt_paper import KnownKeys, verify_paper

        centre = queries.meta(self.replica, keys.CENTRE_KEY)
        ours = (keys.public_keys(self.replica).verify_key,) if queries.meta(self.replica, keys.SIGN) else ()
        return verify_paper(text, KnownKeys(centre, ours), source=source)

    def filing(self, text: str) -> bytes:
        """The act that is sealed in a code that holds; empty where there is none or it is not this school's."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV

        code, seal = load_code(text), queries.meta(self.replica, keys.SEAL)
        if not (code.sealed and seal):
            return b""
        try:
            plain = AESSIV(bytes.fromhex(seal)).decrypt(code.sealed, [code.core])
            return unpacked(plain, unpacked(code.core))
        except (InvalidTag, CoreBroken):
            return b""

    def _sealed(self, core: bytes, filing: bytes) -> bytes:
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV

        seal = queries.meta(self.replica, keys.SEAL)
        if not seal:
            return b""
        return AESSIV(bytes.fromhex(seal)).encrypt(packed(filing, unpacked(core)), [core])

    def _signed(self, core: bytes, sealed: bytes) -> str:
        key = bytes.fromhex(keys.public_keys(self.replica).verify_key)
        voucher = bytes.fromhex(queries.meta(self.replica, keys.VOUCHER)) or NO_VOUCHER
        signature = bytes.fromhex(keys.sign(self.replica, paper_statement(key, voucher, core, sealed)))
        return dump_code(PaperCode(key, voucher, signature, core, sealed))


def _size(text: str) -> int:
    """Bytes the letters stand for."""
    return (len(text) - len(PREFIX)) * 2 // 3
