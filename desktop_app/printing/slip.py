"""The transfer slip, half a sheet a language: for the school a pupil leaves, or for the one that takes him."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from admission.family_papers import TransferSlip
from desktop_app.printing import styles
from desktop_app.printing.blocks import Field, Signer, fields, letterhead, sign_here
from desktop_app.printing.styles import words
from desktop_app.printing.turns import by_sex, in_turn, numbered
from wording import Texts
from wording.dates import date_words


def slip_story(slip: TransferSlip, texts: Sequence[Texts]) -> list[Flowable]:
    """Who comes or leaves, from or to where, until when the slip is good (DOMAIN 3.8)."""
    return in_turn(texts, lambda one: _page(slip, one))


def _page(slip: TransferSlip, texts: Texts) -> list[Flowable]:
    return [
        *letterhead(slip.letterhead, [texts]),
        words(texts(f"paper-slip-{slip.way}-title"), styles.SMALL_TITLE),
        words(numbered(texts, slip.number, slip.dated), styles.CENTRE),
        Spacer(1, 2 * mm),
        fields([[one] for one in _facts(slip, texts)], styles.FORM_LABEL),
        Spacer(1, 2 * mm),
        words(_sentence(slip, texts), styles.FORM),
        sign_here([Signer(texts("paper-director"), slip.director)], texts, styles.FORM),
    ]


def _facts(slip: TransferSlip, texts: Texts) -> list[Field]:
    born = date_words(slip.child_born, texts.language)
    iin = slip.child_iin or texts("paper-none")
    teaching = texts(f"paper-language-{slip.teaching}")
    told = [
        ("paper-child", slip.child, styles.FORM_STRONG),
        ("paper-born", born, styles.FORM),
        ("paper-iin", iin, styles.FORM),
        ("paper-column-class", f"{slip.grade}", styles.FORM),
        ("paper-column-language", teaching, styles.FORM),
        (f"paper-slip-{slip.way}-other", slip.other_school, styles.FORM_STRONG),
        ("paper-slip-why", slip.reason, styles.FORM),
        ("paper-slip-order", numbered(texts, slip.order, slip.ordered) if slip.ordered else "", styles.FORM),
    ]
    return [(texts(key), words(text, style)) for key, text, style in told if text]


def _sentence(slip: TransferSlip, texts: Texts) -> str:
    said = texts(by_sex(f"paper-slip-{slip.way}", slip.child_sex))
    if slip.valid_until is None:
        return said
    until = date_words(slip.valid_until, texts.language)
    return f"{said} {texts('paper-slip-until', date=until)}"
