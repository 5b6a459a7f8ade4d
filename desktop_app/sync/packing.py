"""zstd on the desk's side: with the dictionary both ends have, and without it at a centre that is older."""

from __future__ import annotations

from functools import cached_property

import zstandard

from desktop_app.sync.trouble import ServerTrouble

LEVEL = 9
LARGE = 1024 * 1024  # bytes; only over a quick line goes so much at once, and there packing would take longer
QUICK_LEVEL = 1
ZSTD, TRAINED = "zstd", "zq1"  # zq1: zstd frames that may use our first dictionary
WORTH_PACKING = 256  # bytes; below it the header costs more than packing saves
MAX_ANSWER = 64 * 1024 * 1024


class Packing:
    """Packs what goes up, unpacks what comes down; `dictionary` is the trained one's bytes, empty for none."""

    def __init__(self, dictionary: bytes = b"") -> None:
        self._dictionary = dictionary
        self.coding = TRAINED if dictionary else ZSTD

    def older(self) -> bool:
        """Do without the dictionary from now on; False when we did already."""
        had, self.coding = self.coding, ZSTD
        return had != ZSTD

    def packed(self, body: bytes) -> tuple[bytes, str]:
        """The body and its Content-Encoding, empty where it goes as it is."""
        if len(body) <= WORTH_PACKING:
            return body, ""
        level = LEVEL if len(body) < LARGE else QUICK_LEVEL
        if self.coding != TRAINED:
            return zstandard.ZstdCompressor(level=level).compress(body), ZSTD
        trained = self._trained if level == LEVEL else zstandard.ZstdCompressionDict(self._dictionary)
        return zstandard.ZstdCompressor(level=level, dict_data=trained).compress(body), TRAINED

    def unpacked(self, body: bytes, coding: str | None) -> bytes:
        """The answer's own bytes; ServerTrouble when they are not what the coding says."""
        if coding not in (ZSTD, TRAINED):
            return body
        trained = self._trained if coding == TRAINED else None
        try:
            return zstandard.ZstdDecompressor(dict_data=trained).decompress(body, max_output_size=MAX_ANSWER)
        except zstandard.ZstdError as error:
            raise ServerTrouble("answer-unreadable") from error

    @cached_property
    def _trained(self) -> zstandard.ZstdCompressionDict:
        trained = zstandard.ZstdCompressionDict(self._dictionary)
        trained.precompute_compress(level=LEVEL)
        return trained
