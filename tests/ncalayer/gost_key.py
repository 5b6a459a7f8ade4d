"""A GOST key that signs, for tests alone: neither constant in time nor certified, and its secret is no secret."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from asn1crypto import core

from verification.curves import Affine, Curve, sum_of_multiples
from verification.gost import CURVE_256, CURVE_512
from verification.signatures import GOST_256_KEY, GOST_512_KEY
from verification.streebog import streebog

STREEBOG_512 = "1.2.398.3.10.1.3.3"
STREEBOG_256 = "1.2.398.3.10.1.3.2"
GOST_512_SIGNATURE = "1.2.398.3.10.1.1.2.3.2"
GOST_256_SIGNATURE = "1.2.398.3.10.1.1.2.3.1"
# key, curve, digest, signature
_NAMES = {
    CURVE_512: (GOST_512_KEY, "1.2.398.3.10.1.1.2.2.1", STREEBOG_512, GOST_512_SIGNATURE),
    CURVE_256: (GOST_256_KEY, "1.2.398.3.10.1.1.2.1.1", STREEBOG_256, GOST_256_SIGNATURE),
}


class _Parameters(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    _fields = [("curve", core.ObjectIdentifier), ("digest", core.ObjectIdentifier)]  # noqa: RUF012


class _Algorithm(core.Sequence):  # type: ignore[misc]
    _fields = [("algorithm", core.ObjectIdentifier), ("parameters", _Parameters)]  # noqa: RUF012


class _Key(core.Sequence):  # type: ignore[misc]
    _fields = [("algorithm", _Algorithm), ("key", core.OctetBitString)]  # noqa: RUF012


@dataclass(frozen=True)
class GostKey:
    """A secret number on one of the two curves of the NCA."""

    curve: Curve
    secret: int

    @property
    def digest_oid(self) -> str:
        """Which Streebog goes with it."""
        return _NAMES[self.curve][2]

    @property
    def signature_oid(self) -> str:
        """How certificates name its signatures."""
        return _NAMES[self.curve][3]

    @property
    def public(self) -> bytes:
        """SubjectPublicKeyInfo, DER, as the NCA encodes it."""
        key, curve, digest, _ = _NAMES[self.curve]
        both = b"".join(number.to_bytes(self.curve.size, "little") for number in self._times(self.secret))
        parameters = {"curve": curve, "digest": digest}
        info = {
            "algorithm": {"algorithm": key, "parameters": parameters},
            "key": core.OctetString(both).dump(),
        }
        return bytes(_Key(info).dump())

    def sign(self, data: bytes) -> bytes:
        """r and s, each little-endian, over the Streebog digest of the data (RFC 7091, 6.1)."""
        q, size = self.curve.q, self.curve.size
        number = int.from_bytes(streebog(data, size), "little") % q or 1
        seed = self.secret.to_bytes(size, "little") + number.to_bytes(size, "little")
        chance = int.from_bytes(hashlib.shake_256(seed).digest(2 * size)) % (q - 1) + 1
        r = self._times(chance)[0] % q
        s = (r * self.secret + chance * number) % q
        return r.to_bytes(size, "little") + s.to_bytes(size, "little")

    def _times(self, number: int) -> Affine:
        base = (self.curve.x, self.curve.y)
        point = sum_of_multiples(self.curve, number, base, 0)
        assert point is not None
        return point
