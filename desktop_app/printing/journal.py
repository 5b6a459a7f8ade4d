"""The registration journal, across the sheet: every application in the order it came, withdrawn ones crossed out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer, Table

from admission.deadline import KAZAKHSTAN_TIME
from admission.school_papers import JournalLine, JournalPaper
from desktop_app.printing import styles
from desktop_app.printing.blocks import Column, Signer, letterhead, lined_table, moment, sign_here
from desktop_app.printing.sheet import ACROSS
from desktop_app.printing.styles import exactly, words
from desktop_app.printing.turns import in_all
from wording import Texts
from wording.dates import date_digits

# the heads in the order of DOMAIN 3.5, their widths in mm
COLUMNS = (
    ("registered", 19.5), ("channel", 19.5), ("applicant", 28), ("child", 29), ("address", 26), ("territory", 13),
    ("language", 15), ("documents", 17), ("due", 16), ("decision", 18), ("order", 13), ("withdrawn", 16),
    ("executor", 19), ("signature", 13),
)  # fmt: skip
_CENTRED = frozenset({"territory", "documents", "order"})


def journal_story(journal: JournalPaper, texts: Sequence[Texts]) -> list[Flowable]:
    """One table whose heads speak every language; the cells speak the first (DOMAIN 3.5)."""
    return [
        *letterhead(journal.letterhead, texts, ACROSS.width),
        words(in_all(texts, "paper-journal-title", " / ", campaign=journal.number), styles.SMALL_TITLE),
        words(" / ".join(_written(journal, one) for one in texts), styles.CENTRE),
        Spacer(1, 3 * mm),
        journal_table(journal.lines, texts),
        Spacer(1, 4 * mm),
        KeepTogether(
            [*(words(_totals(journal.lines, one), styles.SMALL) for one in texts), _signed(journal, texts[0])]
        ),
    ]


def _written(journal: JournalPaper, texts: Texts) -> str:
    return texts("paper-as-of", moment=moment(journal.written, texts))


def journal_table(lines: Sequence[JournalLine], texts: Sequence[Texts]) -> Table:
    """These lines under the heads of the journal."""
    columns = [Column(in_all(texts, f"paper-journal-{key}"), width) for key, width in COLUMNS]
    return lined_table(columns, [_cells(line, texts[0]) for line in lines], styles.DENSE_COLUMN)


def _cells(line: JournalLine, texts: Texts) -> list[Paragraph]:
    told = _told(line, texts)
    return [_cell(told[key], key, line.struck) for key, _ in COLUMNS]


def _cell(text: str, key: str, struck: bool) -> Paragraph:
    style = styles.DENSE_CENTRE if key in _CENTRED else styles.DENSE
    if struck and text:
        return Paragraph(f"<strike>{exactly(text)}</strike>", style)
    return words(text, style)


def _told(line: JournalLine, texts: Texts) -> dict[str, str]:
    here, needed = line.documents
    status = texts(f"status-{line.status.replace('_', '-')}")
    return {
        "registered": _lines(line.number, _short(line.received)),
        "channel": texts(f"channel-{line.channel}"),
        "applicant": _lines(line.applicant, line.phone),
        "child": _lines(line.child, date_digits(line.born), line.iin),
        "address": line.address,
        "territory": texts("paper-yes" if line.by_territory else "paper-no"),
        "language": texts(f"paper-language-{line.teaching}"),
        "documents": f"{here} / {needed}",
        "due": _short(line.due),
        "decision": _lines(status, date_digits(line.decided) if line.decided else ""),
        "order": line.order,
        "withdrawn": date_digits(line.withdrawn) if line.withdrawn else "",
        "executor": line.executor,
        "signature": "",
    }


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _short(at: datetime) -> str:
    local = at.astimezone(KAZAKHSTAN_TIME)
    return f"{date_digits(local.date())}\n{local:%H:%M}"


def _totals(lines: Sequence[JournalLine], texts: Texts) -> str:
    """How many in all, of the territory, and of each status."""
    counts = Counter(line.status for line in lines)
    inside = sum(line.by_territory for line in lines)
    total = texts("paper-journal-total", count=len(lines), inside=inside, outside=len(lines) - inside)
    by_status = (f"{texts('status-' + code.replace('_', '-'))} – {n}" for code, n in sorted(counts.items()))
    return f"{total} {'; '.join(by_status)}".strip()


def _signed(journal: JournalPaper, texts: Texts) -> Flowable:
    signers = (
        Signer(texts("paper-director"), journal.director),
        Signer(texts("paper-executor"), journal.executor),
    )
    return sign_here(signers, texts, styles.SMALL)
