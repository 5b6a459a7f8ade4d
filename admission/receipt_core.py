"""What a paper receipt says of itself to a machine: its core, small enough for the QR code printed on it."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from datetime import MAXYEAR, MINYEAR, date, datetime
from typing import Final

import msgspec

from admission.application import Application
from admission.base45 import base45, from_base45
from admission.receipt_words import KNOWN_WORDS

PREFIX: Final = "QABYLDAU1:"
LARGEST: Final = 1024  # bytes of core, signature, key and voucher together
NO_VOUCHER: Final = bytes(64)
_ANY_VERSION: Final = re.compile(r"QABYLDAU[0-9]+:")
_KEY, _SIGNATURE, _LENGTH = 32, 64, 2
_HEAD: Final = _KEY + 2 * _SIGNATURE + _LENGTH
_MOST_UNPACKED: Final = 64 * 1024
_MARK_BYTES: Final = 8


class CoreBroken(ValueError):
    """The text is no core this version can read; `code` names the sentence that says why."""

    def __init__(self, code: str = "receipt-core-broken") -> None:
        self.code = code
        super().__init__(code)


class ReceiptCore(msgspec.Struct, frozen=True, array_like=True):
    """What anybody may read off the code: nothing that does not stand on the paper beside it.

    Of the child's IIN the last two digits are told, and `iin_mark`: with it whoever knows the number can compare.
    """

    application: str
    desk: str
    school: str
    bin: str
    number: str
    year: int
    grade: int
    language: str
    by_territory: bool
    channel: str
    received: datetime
    due: datetime
    child: str
    born: date
    sex: str
    iin_end: str
    iin_mark: str
    applicant: str
    documents: tuple[str, ...] = ()


class PaperCode(msgspec.Struct, frozen=True):
    """The parts of a code: the desk's public key, the centre's signature for it, the desk's signature, the core,
    and the filing itself, which only the school can open (empty where this desk did not do it)."""

    key: bytes
    voucher: bytes
    signature: bytes
    core: bytes
    sealed: bytes

    @property
    def statement(self) -> bytes:
        """What the desk signs: everything but the signature."""
        return paper_statement(self.key, self.voucher, self.core, self.sealed)


def core_of(application: Application, desk: str, school_bin: str) -> ReceiptCore:
    """The core of an application's receipt, issued at this desk."""
    draft, child = application.draft, application.draft.child
    return ReceiptCore(
        application=application.id,
        desk=desk,
        school=application.school,
        bin=school_bin,
        number=application.number,
        year=application.year,
        grade=draft.grade,
        language=draft.language,
        by_territory=draft.by_territory,
        channel=draft.channel,
        received=application.received,
        due=application.due,
        child=child.name.full,
        born=child.born,
        sex=child.sex,
        iin_end=child.iin[-2:],
        iin_mark=iin_mark(child.iin, application.id),
        applicant=draft.applicant.name.full,
        documents=tuple(one.code for one in draft.documents),
    )


def iin_mark(iin: str, application: str) -> str:
    """What the IIN is compared by: a hash salted with the application's id; empty where there is no IIN."""
    return hashlib.sha256(f"{application}\n{iin}".encode()).hexdigest()[: 2 * _MARK_BYTES] if iin else ""


def desk_statement(desk: str, school: str, key: bytes) -> bytes:
    """The bytes the centre signs to vouch that this public key is that desk's."""
    return f"qabyldau desk 1\n{desk}\n{school}\n{key.hex()}".encode()


def paper_statement(key: bytes, voucher: bytes, core: bytes, sealed: bytes) -> bytes:
    """The bytes a desk signs under a receipt."""
    title = b"qabyldau paper receipt 1\n"
    return b"".join((title, key, voucher, len(core).to_bytes(_LENGTH), core, sealed))


def dump_code(code: PaperCode) -> str:
    """The text of the QR code: letters and digits it holds most densely."""
    length = len(code.core).to_bytes(_LENGTH)
    parts = (code.key, code.voucher, code.signature, length, code.core, code.sealed)
    return PREFIX + base45(b"".join(parts))


def load_code(text: str) -> PaperCode:
    """The parts of a code; CoreBroken."""
    text = text.strip()
    if not text.startswith(PREFIX):
        raise CoreBroken("receipt-core-newer" if _ANY_VERSION.match(text) else "receipt-core-broken")
    try:
        data = from_base45(text.removeprefix(PREFIX))
    except ValueError as wrong:
        raise CoreBroken from wrong
    end = _HEAD + int.from_bytes(data[_HEAD - _LENGTH : _HEAD])
    if not _HEAD < end <= len(data):
        raise CoreBroken
    first, second = _KEY + _SIGNATURE, _KEY + 2 * _SIGNATURE
    return PaperCode(data[:_KEY], data[_KEY:first], data[first:second], data[_HEAD:end], data[end:])


def dump_core(core: ReceiptCore) -> bytes:
    """The core, packed."""
    return packed(msgspec.json.encode(core))


def load_core(data: bytes) -> ReceiptCore:
    """A core from its packed bytes; CoreBroken."""
    try:
        core = msgspec.json.decode(unpacked(data), type=ReceiptCore)
    except msgspec.DecodeError as wrong:
        raise CoreBroken from wrong
    moments = (core.received, core.due)
    if any(one.tzinfo is None or one.year in (MINYEAR, MAXYEAR) for one in moments):  # no zone may be applied
        raise CoreBroken
    return core


def packed(plain: bytes, beside: bytes = b"") -> bytes:
    """JSON made small; `beside` is other such JSON that whoever unpacks it has too."""
    machine = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=KNOWN_WORDS + _narrow(beside))
    return machine.compress(_narrow(plain)) + machine.flush()


def unpacked(data: bytes, beside: bytes = b"") -> bytes:
    """The JSON again; CoreBroken."""
    machine = zlib.decompressobj(-15, zdict=KNOWN_WORDS + _narrow(beside))
    try:
        text = machine.decompress(data, _MOST_UNPACKED).decode("kz1048")
    except (zlib.error, UnicodeDecodeError) as wrong:
        raise CoreBroken from wrong
    if not machine.eof or machine.unused_data:
        raise CoreBroken
    return text.encode()


def _narrow(plain: bytes) -> bytes:
    """JSON in the Kazakh code page, a byte a letter."""
    return "".join(map(_letter, plain.decode())).encode("kz1048")


def _letter(letter: str) -> str:
    """The letter if the code page has it, else as JSON escapes it."""
    try:
        letter.encode("kz1048")
    except UnicodeEncodeError:
        return json.dumps(letter)[1:-1]
    return letter
