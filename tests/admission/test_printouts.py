"""Printouts: the frozen contents of a paper come back as they were written."""

from __future__ import annotations

from datetime import date
from typing import get_args

import msgspec
import pytest

from admission.printouts import (
    Letterhead,
    OrderLine,
    OrderPaper,
    Printout,
    Receipt,
    ReceiptLine,
    RefusalPaper,
    dump_printout,
    load_printout,
)
from tests.desk import MORNING
from tests.printing.samples_all import PAPERS

HEAD = Letterhead(
    name_kk="№63 мектеп",
    name_ru="Школа №63",
    bin="020240000555",
    address="Астана",
    phone="",
    locality="Астана",
)
NAME = {"kk": "фотосурет", "ru": "фотография"}
RECEIPT = Receipt(
    id="p-1", application="one", letterhead=HEAD, number="А-0001", received=MORNING, due=MORNING,
    applicant="Бекмағамбетова Г.", child="Дүйсенбаев Ә.", child_iin="", child_born=date(2020, 9, 15), language="kk",
    by_territory=True, documents=(ReceiptLine(name=NAME, form="", original=True, copies=1, sheets=1),), missing=(),
    executor="Сәрсенова А.",
)  # fmt: skip
REFUSAL = RefusalPaper(
    id="p-2", application="one", letterhead=HEAD, number="А-0001", received=MORNING, decided=MORNING,
    applicant="Бекмағамбетова Г.", child="Дүйсенбаев Ә.", child_sex="male", grounds=(NAME,), reason="Толық емес",
    director="Ғабдуллин Е.", confirmed=False,
)  # fmt: skip
LINE = OrderLine(
    child="Дүйсенбаев Ә.", born=date(2020, 9, 15), iin="", number="А-0001", filed=date(2026, 8, 25)
)
ORDER = OrderPaper(
    id="p-3", letterhead=HEAD, number="1-А", dated=date(2026, 8, 25), year=2026, language="kk", letter="А",
    lines=(LINE,), director="Ғабдуллин Е.", responsible="Сәрсенова А.",
)  # fmt: skip


@pytest.mark.parametrize(
    "paper", [RECEIPT, REFUSAL, ORDER, *PAPERS.values()], ids=["receipt", "refusal", "order", *PAPERS]
)
def test_a_frozen_paper_comes_back_as_it_was(paper):
    data = dump_printout(paper)
    assert load_printout(data) == paper
    assert dump_printout(load_printout(data)) == data


def test_what_is_no_paper_is_told():
    with pytest.raises(msgspec.ValidationError):
        load_printout(b'{"paper":"poem"}')


def test_the_names_under_which_papers_are_kept_never_change():
    tags = {paper.__struct_config__.tag for paper in get_args(Printout)}
    assert tags == {
        "receipt", "refusal", "order", "missing", "application", "withdrawal", "transfer-slip", "contract",
        "waiting-list", "journal", "journal-line", "class-list", "alphabet-book", "amending-order",
    }  # fmt: skip
