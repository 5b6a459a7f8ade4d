"""zstd in and out: a request unpacked within a limit, an answer packed for those who understand it."""

from __future__ import annotations

import zstandard

LEVEL = 3
ZSTD = "zstd"
WORTH_PACKING = 256  # bytes; below it the header costs more than packing saves


class BodyTooLarge(Exception):
    """More bytes than this door takes, packed or unpacked."""


class BodyUnreadable(Exception):
    """The bytes are not what their Content-Encoding says."""


def unpacked(body: bytes, encoding: str, limit: int) -> bytes:
    """The request's own bytes; a bomb is stopped at `limit` bytes. BodyTooLarge, BodyUnreadable."""
    if encoding == ZSTD:
        body = _unzstd(body, limit)
    elif encoding not in ("", "identity"):
        raise BodyUnreadable(encoding)
    if len(body) > limit:
        raise BodyTooLarge(len(body))
    return body


def packed(answer: bytes) -> bytes:
    """The answer as one zstd frame that announces its size."""
    return zstandard.ZstdCompressor(level=LEVEL).compress(answer)


def _unzstd(body: bytes, limit: int) -> bytes:
    try:
        size = zstandard.frame_content_size(body)
        if size > limit:
            raise BodyTooLarge(size)
        # A frame that hides its size may not grow beyond the limit either.
        return zstandard.ZstdDecompressor().decompress(body, max_output_size=limit)
    except zstandard.ZstdError as error:
        raise BodyUnreadable(ZSTD) from error
