"""Moments as text that sorts by time."""

from __future__ import annotations

from admission.projection import instant

__all__ = ["instant"]
