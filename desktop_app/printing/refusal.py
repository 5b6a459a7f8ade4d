"""The reasoned refusal, a page for each language; unnumbered and provisional until the centre confirmed it."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from admission.deadline import KAZAKHSTAN_TIME
from admission.printouts import RefusalPaper
from desktop_app.printing import styles
from desktop_app.printing.blocks import Signer, fields, letterhead, moment, notice, sign_here
from desktop_app.printing.styles import words
from wording import Texts
from wording.dates import date_words

_BY_SEX = {"male": "paper-refusal-result-male", "female": "paper-refusal-result-female"}


def refusal_story(refusal: RefusalPaper, texts: Sequence[Texts]) -> list[Flowable]:
    """The grounds, the reason, what may be done about it (DOMAIN 3.3)."""
    story: list[Flowable] = []
    for one in texts:
        if story:
            story.append(PageBreak())
        story += _page(refusal, one, texts)
    return story


def _page(refusal: RefusalPaper, texts: Texts, both: Sequence[Texts]) -> list[Flowable]:
    return [
        *letterhead(refusal.letterhead, both),
        Spacer(1, 8 * mm),
        *_title(refusal, texts, both),
        _facts(refusal, texts),
        Spacer(1, 4 * mm),
        words(_result(refusal, texts), styles.CLAUSE),
        *_grounds(refusal, texts),
        KeepTogether(
            [
                Spacer(1, 3 * mm),
                words(texts("paper-refusal-again"), styles.CLAUSE),
                words(texts("paper-refusal-appeal"), styles.CLAUSE),
                Spacer(1, 4 * mm),
                sign_here(_signers(refusal, texts), texts),
            ]
        ),
    ]


def _title(refusal: RefusalPaper, texts: Texts, both: Sequence[Texts]) -> list[Flowable]:
    """A confirmed refusal bears the application's number; a provisional notice bears none, and says why."""
    day = date_words(refusal.decided.astimezone(KAZAKHSTAN_TIME).date(), texts.language)
    if refusal.confirmed:
        numbered = texts("paper-numbered", number=refusal.number, date=day)
        return [words(texts("paper-refusal-title"), styles.TITLE), words(numbered, styles.UNDER_TITLE)]
    return [
        words(texts("paper-refusal-provisional"), styles.TITLE),
        words(day, styles.UNDER_TITLE),
        notice(one("paper-refusal-waits") for one in both),
        Spacer(1, 6 * mm),
    ]


def _facts(refusal: RefusalPaper, texts: Texts) -> Flowable:
    filed = texts("paper-numbered", number=refusal.number, date=moment(refusal.received, texts))
    rows = (
        [(texts("paper-refusal-to"), words(refusal.applicant, styles.STRONG))],
        [(texts("paper-child"), words(refusal.child, styles.STRONG))],
        [(texts("paper-refusal-application"), words(filed, styles.VALUE))],
    )
    return fields(rows)


def _result(refusal: RefusalPaper, texts: Texts) -> str:
    return texts(_BY_SEX.get(refusal.child_sex, "paper-refusal-result"), child=refusal.child)


def _grounds(refusal: RefusalPaper, texts: Texts) -> list[Flowable]:
    numbered = enumerate(refusal.grounds, start=1)
    reason = refusal.reasons.get(texts.language, refusal.reason)
    return [
        words(texts("paper-refusal-grounds"), styles.HEADING),
        *(words(ground[texts.language], styles.LISTED, f"{number})") for number, ground in numbered),
        words(texts("paper-refusal-reason"), styles.HEADING),
        *(words(part, styles.CLAUSE) for part in reason.splitlines() if part.strip()),
    ]


def _signers(refusal: RefusalPaper, texts: Texts) -> tuple[Signer, ...]:
    return (
        Signer(texts("paper-director"), refusal.director),
        Signer(texts("paper-recipient"), dated=True),
    )
