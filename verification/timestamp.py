"""Time stamps (RFC 3161): until when a signature must have been there, as an authority of time signed it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

import msgspec
from asn1crypto import cms as asn1
from asn1crypto import tsp

from verification.certificates import COMMON_NAME, UNREADABLE, Broken, moment
from verification.chain import chain_to_root
from verification.cms import wrong_hand
from verification.message import LARGEST_CMS, SignedMessage, read_message
from verification.signatures import digest_of
from verification.trust import Trust

# Why a stamp is wrong, in the order in which it is looked at; each has its words `verdict-<code>`.
STAMP_REASONS: Final = (
    "cms-broken",
    "time-stamp-broken",
    "gost-2004-not-accepted",
    "algorithm-not-accepted",
    "digest-mismatch",
    "signature-wrong",
    "time-stamp-other-signature",
    "time-stamp-not-allowed",
    "time-stamp-stranger",
    "time-stamp-out-of-term",
)
_TIME_STAMP: Final = "1.2.840.113549.1.9.16.2.14"
_STAMP_CONTENT: Final = "1.2.840.113549.1.9.16.1.4"
_TIME_STAMPING: Final = "1.3.6.1.5.5.7.3.8"


class TimeStamp(msgspec.Struct, frozen=True, kw_only=True):
    """`state` is good, wrong or none; a good one has its moment `at` and the name of who stamped it."""

    state: str
    reason: str = ""
    at: datetime | None = None
    authority: str = ""

    @property
    def ok(self) -> bool:
        """Whether the moment is proven."""
        return self.state == "good"


def time_stamp(cms: bytes, trust: Trust) -> TimeStamp:
    """The stamp on a signature (DER), judged; of several the first. Never raises for anything inside.

    It says that the signature was there at that moment, not that it holds.
    """
    try:
        signature, token = _token(cms)
    except (Broken, *UNREADABLE):
        return TimeStamp(state="wrong", reason="cms-broken")
    if token is None:
        return TimeStamp(state="none")
    try:
        return _judged(read_message(token, _STAMP_CONTENT), signature, trust)
    except (Broken, *UNREADABLE):
        return TimeStamp(state="wrong", reason="time-stamp-broken")


def _token(cms: bytes) -> tuple[bytes, bytes | None]:
    """What was stamped, and the stamp where there is one: an unsigned attribute of the only signer."""
    if len(cms) > LARGEST_CMS:
        raise Broken("too large")
    (info,) = asn1.ContentInfo.load(cms, strict=True)["content"]["signer_infos"]
    found = [one["values"] for one in _unsigned(info) if one["type"].dotted == _TIME_STAMP]
    return info["signature"].native, found[0][0].dump() if found else None


def _unsigned(info: Any) -> Any:
    attributes = info["unsigned_attrs"]
    return () if attributes.contents is None else attributes


def _judged(message: SignedMessage, signature: bytes, trust: Trust) -> TimeStamp:
    content = message.embedded
    if content is None:
        raise Broken("nothing is stamped")
    told = tsp.TSTInfo.load(content, strict=True)
    at = moment(told["gen_time"])
    wrong = (
        wrong_hand(message, content)
        or _wrong_imprint(told["message_imprint"], signature)
        or _wrong_authority(message, trust, at)
    )
    if wrong:
        return TimeStamp(state="wrong", reason=wrong)
    return TimeStamp(state="good", at=at, authority=message.signer.text(COMMON_NAME))


def _wrong_imprint(imprint: Any, signature: bytes) -> str | None:
    digest = digest_of(imprint["hash_algorithm"]["algorithm"].dotted, signature)
    if digest is None:
        return "algorithm-not-accepted"
    return None if imprint["hashed_message"].native == digest else "time-stamp-other-signature"


def _wrong_authority(message: SignedMessage, trust: Trust, at: datetime) -> str | None:
    if message.signer.purposes != (_TIME_STAMPING,):  # RFC 3161 2.3: for this and for nothing else
        return "time-stamp-not-allowed"
    path = chain_to_root(message.signer, message.others, trust)
    if path is None:
        return "time-stamp-stranger"
    in_term = all(one.not_before <= at <= one.not_after for one in path)
    return None if in_term else "time-stamp-out-of-term"
