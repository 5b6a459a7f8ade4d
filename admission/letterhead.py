"""The head of every paper: which school issues it; and words in both languages of a paper."""

from __future__ import annotations

import msgspec

Both = dict[str, str]  # the same words by language, "kk" and "ru"


class Letterhead(msgspec.Struct, frozen=True, kw_only=True):
    """Who issues the paper: school names kk/ru, BIN, address, phone."""

    name_kk: str
    name_ru: str
    bin: str
    address: str
    phone: str
    locality: str


class ReceiptLine(msgspec.Struct, frozen=True, kw_only=True):
    """One document handed over: its names kk/ru, form number, original or copy, copies, sheets, note."""

    name: Both
    form: str
    original: bool
    copies: int
    sheets: int
    note: str = ""
