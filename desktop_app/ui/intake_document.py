"""A required paper in the intake form: one dense line."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from admission.profiles import DocumentRule
from desktop_app.ui.fields import key_cap, styled
from desktop_app.ui.intake_fields import CheckEntry, Entry, LineEntry
from desktop_app.ui.wording import Words

LONGEST_DATE = 12


class DocumentRow(QWidget):
    """One required paper: its key, its tick, the form printed on it, whether a copy came, until when it is valid.

    `papers` tells how many scans of it are here; it is no stop of the cursor, a key opens the basket.
    """

    papers_wanted = Signal(str)

    def __init__(self, rule: DocumentRule) -> None:
        super().__init__()
        at = f"documents.{rule.code}"
        self.rule = rule
        self.cap, self.papers = key_cap(""), styled(QLabel(), role="small")
        self.papers.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.papers.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.papers.linkActivated.connect(lambda _: self.papers_wanted.emit(rule.code))
        self.brought, self.copy = CheckEntry(at), CheckEntry(f"{at}.copy")
        self.form = LineEntry(f"{at}.form", longest=20)
        self.until = LineEntry(f"{at}.valid_until", longest=LONGEST_DATE)
        self._lay_out()
        self.form.setVisible(bool(rule.form))
        self.until.setVisible(rule.needs_validity)

    def _lay_out(self) -> None:
        self.form.line.setFixedWidth(84)
        self.until.line.setFixedWidth(108)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.cap, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.brought, 1)
        for entry in (self.until, self.form, self.copy):
            row.addWidget(entry)
            entry.label.setVisible(entry is self.copy)
        row.addWidget(self.papers)

    def entries(self) -> Sequence[Entry]:
        """In the order of the cursor."""
        return (self.brought, self.until, self.form, self.copy)

    def retranslate(self, words: Words) -> None:
        """Every word again, but the number of its scans."""
        name = words.document(self.rule.code)
        self.brought.set_label(name)
        self.form.widget.setAccessibleName(words("intake-document-form", document=name))
        self.until.widget.setAccessibleName(words("intake-document-until", document=name))
        self.until.line.setPlaceholderText(words("intake-document-until-short"))
        self.copy.set_label(words("intake-document-copy"))

    def count(self, scans: int, words: Words) -> None:
        """So many scans of it are here."""
        told = words("intake-papers-count", n=scans) if scans else words("intake-papers-add")
        self.papers.setText(f'<a href="#">{escape(told)}</a>')
        widest = (words("intake-papers-add"), words("intake-papers-count", n=9))
        self.papers.setMinimumWidth(max(map(self.papers.fontMetrics().horizontalAdvance, widest)))
        self.papers.setToolTip(words("intake-papers-tip"))
