"""Public certificates of the NCA, where the folder with them lies beside the project; they are never copied."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from verification.certificates import der_of

NCA = Path(__file__).parents[3] / "shared" / "nca"


@pytest.fixture
def nca_certificate() -> Callable[[str], bytes]:
    """DER of a file in that folder by its name; the test is skipped where there is none."""

    def read(name: str) -> bytes:
        file = NCA / name
        if not file.exists():
            pytest.skip("public certificates of the NCA are not beside the project")
        return der_of(file.read_bytes())

    return read
