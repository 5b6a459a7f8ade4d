"""GOST R 34.10-2012 (RFC 7091), in Kazakhstan GOST R 34.10-2015: whether a signature holds. Nothing here can sign."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from asn1crypto import core

from verification.certificates import UNREADABLE, PublicKey
from verification.curves import Affine, Curve, sum_of_multiples

# RFC 7836, appendix A.1 and A.2: id-tc26-gost-3410-12-512-paramSetA, id-tc26-gost-3410-2012-256-paramSetA
CURVE_512: Final = Curve(
    p=2**512 - 569,
    a=2**512 - 572,
    b=int(
        "e8c2505dedfc86ddc1bd0b2b6667f1da34b82574761cb0e879bd081cfd0b6265"
        "ee3cb090f30d27614cb4574010da90dd862ef9d4ebee4761503190785a71c760",
        16,
    ),
    q=int(
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
        "27e69532f48d89116ff22b8d4e0560609b4b38abfad2b85dcacdb1411f10b275",
        16,
    ),
    x=3,
    y=int(
        "7503cfe87a836ae3a61b8816e25450e6ce5e1c93acf1abc1778064fdcbefa921"
        "df1626be4fd036e93d75e6a50e3a41e98028fe5fc235f5b889a589cb5215f2a4",
        16,
    ),
)
CURVE_256: Final = Curve(
    p=2**256 - 617,
    a=0xC2173F1513981673AF4892C23035A27CE25E2013BF95AA33B22C656F277E7335,
    b=0x295F9BAE7428ED9CCC20E7C359A9D41A22FCCD9108E17BF7BA9337A6F8AE9513,
    q=0x400000000000000000000000000000000FD8CDDFC87B6635C115AF556C360C67,
    x=0x91E38443A5E82C0D880923425712B2BB658B9196932E02C78B2582FE742DAA28,
    y=0x32879423AB1A0375895786C4BB46E9565FDE0B5344766740AF268ADB32322E5C,
)
# The NCA's own names for the two curves (SIGNING 2.3).
_CURVES: Final[Mapping[str, Curve]] = {
    "1.2.398.3.10.1.1.2.2.1": CURVE_512,
    "1.2.398.3.10.1.1.2.1.1": CURVE_256,
}


def gost_holds(key: bytes, signature: bytes, digest: bytes) -> bool:
    """Whether `signature` (r and s, each little-endian) over a Streebog `digest` is of this key (DER)."""
    found = _key(key)
    if found is None:
        return False
    curve, point = found
    size = curve.size
    if len(digest) != size or len(signature) != 2 * size:
        return False
    r, s = (int.from_bytes(half, "little") for half in (signature[:size], signature[size:]))
    return signed_by(curve, point, int.from_bytes(digest, "little"), r, s)


def signed_by(curve: Curve, point: Affine, number: int, r: int, s: int) -> bool:
    """Steps 1 to 7 of the standard for the digest as a number; `point` must lie on the curve."""
    q = curve.q
    if not (0 < r < q and 0 < s < q):
        return False
    inverse = pow(number % q or 1, -1, q)
    meeting = sum_of_multiples(curve, s * inverse % q, point, -r * inverse % q)
    return meeting is not None and meeting[0] % q == r


def _key(der: bytes) -> tuple[Curve, Affine] | None:
    """The curve and the point of a SubjectPublicKeyInfo; None for what is no key on one of our curves."""
    try:
        info = PublicKey.load(der, strict=True)
        curve = _CURVES[info["algorithm"]["parameters"].parse()[0].dotted]
        both = core.OctetString.load(info["public_key"].native, strict=True).native
    except UNREADABLE:
        return None
    x, y = (int.from_bytes(half, "little") for half in (both[: curve.size], both[curve.size :]))
    return (curve, (x, y)) if len(both) == 2 * curve.size and curve.holds((x, y)) else None
