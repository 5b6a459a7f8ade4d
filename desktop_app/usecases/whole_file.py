"""A file for somebody outside: written beside its place, then there whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from admission.problems import ActRefused, Problem

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Where to write while the block runs; `path` is it when nothing was raised, and untouched otherwise.

    ActRefused: the medium is full, the folder or the file is closed to us.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        os.replace(part, path)
    except OSError as error:
        code = "export-disk-full" if error.errno in FULL else "export-closed"
        raise ActRefused([Problem(code, "file", {"name": path.name})]) from error
    finally:
        part.unlink(missing_ok=True)
