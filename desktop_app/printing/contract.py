"""The title page of the contract with the parent; the contract's text is the law's and is bound behind it."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from admission.family_papers import ContractPaper
from desktop_app.printing import styles
from desktop_app.printing.blocks import Signer, fields, letterhead, side_by_side, sign_here
from desktop_app.printing.styles import words
from desktop_app.printing.turns import in_turn
from wording import Texts
from wording.dates import date_words


def contract_story(paper: ContractPaper, texts: Sequence[Texts]) -> list[Flowable]:
    """Who with whom, about which child, from when (DOMAIN 3.8)."""
    return in_turn(texts, lambda one: _page(paper, one, texts))


def _page(paper: ContractPaper, texts: Texts, both: Sequence[Texts]) -> list[Flowable]:
    day = words(date_words(paper.dated, texts.language), styles.RIGHT)
    return [
        *letterhead(paper.letterhead, both),
        Spacer(1, 45 * mm),
        words(texts("paper-contract-title"), styles.TITLE),
        words(f"№ {paper.number}", styles.UNDER_TITLE),
        Spacer(1, 6 * mm),
        side_by_side((words(paper.letterhead.locality, styles.VALUE), day)),
        Spacer(1, 10 * mm),
        _parties(paper, texts),
        Spacer(1, 10 * mm),
        words(texts("paper-contract-text"), styles.CLAUSE),
        Spacer(1, 6 * mm),
        sign_here(_signers(paper, texts), texts),
    ]


def _parties(paper: ContractPaper, texts: Texts) -> Flowable:
    names = {"kk": paper.letterhead.name_kk, "ru": paper.letterhead.name_ru}
    rows = (
        ("paper-contract-school", names[texts.language]),
        ("paper-director", paper.director),
        ("paper-contract-parent", _known(paper.applicant, paper.applicant_iin, texts)),
        ("paper-contract-child", _known(paper.child, paper.child_iin, texts)),
        ("paper-born", date_words(paper.child_born, texts.language)),
        ("paper-contract-year", paper.school_year),
    )
    return fields([[(texts(key), words(text, styles.VALUE))] for key, text in rows])


def _known(name: str, iin: str, texts: Texts) -> str:
    return f"{name}, {texts('paper-iin')} {iin}" if iin else name


def _signers(paper: ContractPaper, texts: Texts) -> tuple[Signer, ...]:
    return (
        Signer(texts("paper-director"), paper.director),
        Signer(texts("paper-contract-parent"), dated=True),
    )
