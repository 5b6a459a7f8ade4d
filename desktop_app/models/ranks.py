"""In which order files are sent: the lower rank first."""

from __future__ import annotations

from typing import Final

THUMBNAIL: Final = -1
COPY: Final = 0
WHOLE: Final = 1  # larger than a copy may be, and there is none of it
ORIGINAL: Final = 2
