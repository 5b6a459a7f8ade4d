"""Imports as Python makes them, without PySide's hook on each of them."""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401  the hook comes with it


def import_plainly() -> None:
    """Take PySide's hook off Python's `import`: for `from __feature__ import …`, which nobody writes here, it reads
    the source of every module that is imported after it, and keeps it in memory.
    """
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain
