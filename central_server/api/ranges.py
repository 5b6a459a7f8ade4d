"""`Range` of a download: where a desk goes on after its line was cut."""

from __future__ import annotations

import re

from central_server.api.refusals import Refusal

ONE_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")


def span_of(header: str, size: int) -> tuple[int, int] | None:
    """First byte and the one after the last that are asked for; None without a range that we understand.

    Refusal 416 when nothing of the `size` bytes is left there.
    """
    found = ONE_RANGE.fullmatch(header.strip())
    if found is None:
        return None
    start = int(found[1])
    end = min(int(found[2]) + 1, size) if found[2] else size
    if start >= end:
        raise Refusal(416, "range-wrong", headers={"Content-Range": f"bytes */{size}"})
    return start, end
