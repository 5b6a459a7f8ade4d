"""What is asked about a signature and what is answered: who is expected, who signed, the verdict and its reasons."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

# In the order in which they are looked at; each has its words `verdict-<code>` in the catalogues.
REASONS: Final = (
    "cms-broken",
    "gost-2004-not-accepted",
    "algorithm-not-accepted",
    "digest-mismatch",
    "signature-wrong",
    "chain-unknown",
    "certificate-not-yet-valid",
    "certificate-expired",
    "not-for-signing",
    "role-wrong",
    "bin-wrong",
    "iin-wrong",
)


class ExpectedSigner(msgspec.Struct, frozen=True):
    """Who should have signed; None means that any will do.

    `delegated`: the school has let a person with the right to sign act for its director (SIGNING 2.2).
    """

    iin: str | None = None
    bin: str | None = None
    delegated: bool = False


class Signer(msgspec.Struct, frozen=True, kw_only=True):
    """Whom the certificate names. `serial` is hexadecimal; `signing_time` is only what the signer's clock said."""

    common_name: str
    patronymic: str
    organisation: str
    iin: str
    bin: str
    serial: str
    roles: tuple[str, ...]
    not_before: datetime
    not_after: datetime
    signing_time: datetime | None


class Verdict(msgspec.Struct, frozen=True):
    """`reason` is None exactly when `ok`; `signer` stays None until a pinned root vouches for the name."""

    ok: bool
    reason: str | None = None
    signer: Signer | None = None


class Pinned(msgspec.Struct, frozen=True):
    """One believed authority: SHA-256 of its certificate, its name, whether it is a root, the end of its term."""

    sha256: str
    name: str
    is_root: bool
    not_after: datetime


class TrustAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of the trust folder; `reason` is a code of TrustRefused."""

    ok: bool
    reason: str | None = None
    file: str = ""
    pinned: tuple[Pinned, ...] = ()
