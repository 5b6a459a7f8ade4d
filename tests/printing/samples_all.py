"""One of every paper, by name, for what holds for all of them."""

from __future__ import annotations

from msgspec.structs import replace

from admission.printouts import Printout
from tests.printing import samples, samples_family, samples_school

PAPERS: dict[str, Printout] = {
    "receipt": samples.RECEIPT,
    "refusal": samples.REFUSAL,
    "provisional": replace(samples.REFUSAL, confirmed=False),
    "order": samples.order(60),
    "amending": samples_school.amending(60),
    "missing": samples_family.MISSING,
    "form": samples_family.FORM,
    "form-blank": samples_family.BLANK,
    "withdrawal": samples_family.WITHDRAWAL,
    "slip": samples_family.SLIP,
    "slip-departure": replace(samples_family.SLIP, way="departure", valid_until=None, reason="көшу"),
    "contract": samples_family.CONTRACT,
    "waiting": samples_family.waiting(9),
    "journal": samples_school.journal(60),
    "journal-line": samples_school.journal_line(),
    "class-list": samples_school.class_list(30),
    "alphabet": samples_school.alphabet_book(60),
}
