"""Printers for tests: they remember what they were given, and do as they are told."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop_app.printing.printers import PrintTrouble


@dataclass
class FakePrinters:
    """`trouble` is the code of what happens at the next job; `jobs`: bytes, printer, title and copies of each taken."""

    here: tuple[str, ...] = ("HP", "Kyocera")
    trouble: str = ""
    jobs: list[tuple[bytes, str, str, int]] = field(default_factory=list)

    def names(self) -> tuple[str, ...]:
        if self.trouble == "spooler-gone":
            raise PrintTrouble(self.trouble)
        return self.here

    def send(self, pdf: bytes, printer: str, title: str, copies: int, /) -> None:
        if self.trouble:
            raise PrintTrouble(self.trouble)
        self.jobs.append((pdf, printer, title, copies))
