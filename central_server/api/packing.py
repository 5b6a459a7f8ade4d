"""zstd in and out: a request unpacked within a limit, an answer packed for those who understand it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import zstandard

from central_server.settings import MEBIBYTE

LEVEL = 6
LARGE = 1024 * 1024  # bytes; only over a quick line goes so much at once, and there packing would take longer
QUICK_LEVEL = 1
PLAIN, ZSTD, TRAINED = "identity", "zstd", "zq1"  # zq1: zstd frames that may use our first dictionary
WORTH_PACKING = 256  # bytes; below it the header costs more than packing saves


class BodyTooLarge(Exception):
    """More bytes than this door takes, packed or unpacked."""


class BodyUnreadable(Exception):
    """The bytes are not what their Content-Encoding says."""


@dataclass(frozen=True)
class Packing:
    """How bodies are packed: the trained dictionary (its bytes), and the most a request may hold once unpacked."""

    dictionary: bytes = b""
    limit: int = 16 * MEBIBYTE

    @cached_property
    def trained(self) -> zstandard.ZstdCompressionDict:
        """The dictionary as zstd takes it; safe to share between threads."""
        trained = zstandard.ZstdCompressionDict(self.dictionary)
        trained.precompute_compress(level=LEVEL)
        return trained

    def unpacked(self, body: bytes, encoding: str) -> bytes:
        """The request's own bytes; a bomb is stopped at the limit. BodyTooLarge, BodyUnreadable."""
        if encoding in (ZSTD, TRAINED):
            body = self._unzstd(body, encoding)
        elif encoding not in ("", PLAIN):
            raise BodyUnreadable(encoding)
        if len(body) > self.limit:
            raise BodyTooLarge(len(body))
        return body

    def packed(self, answer: bytes, accepted: str) -> tuple[bytes, str]:
        """The answer, and its Content-Encoding, empty where it goes as it is; `accepted` is what the asker takes."""
        level = LEVEL if len(answer) < LARGE else QUICK_LEVEL
        if TRAINED in accepted and len(answer) > WORTH_PACKING:
            trained = self.trained if level == LEVEL else zstandard.ZstdCompressionDict(self.dictionary)
            return zstandard.ZstdCompressor(level=level, dict_data=trained).compress(answer), TRAINED
        if ZSTD in accepted and len(answer) > WORTH_PACKING:
            return zstandard.ZstdCompressor(level=level).compress(answer), ZSTD
        return answer, ""

    def _unzstd(self, body: bytes, encoding: str) -> bytes:
        try:
            size = zstandard.frame_content_size(body)
            if size > self.limit:
                raise BodyTooLarge(size)
            trained = self.trained if encoding == TRAINED else None
            # A frame that hides its size may not grow beyond the limit either.
            return zstandard.ZstdDecompressor(dict_data=trained).decompress(body, max_output_size=self.limit)
        except zstandard.ZstdError as error:
            raise BodyUnreadable(encoding) from error


def read_packing(resources: Path, limit: int = 16 * MEBIBYTE) -> Packing:
    """With the dictionary that every desk of this version has too."""
    return Packing((resources / "exchange" / "1.zdict").read_bytes(), limit)
