"""Runs in the peers' own Python: the receipts' words as HTML through WeasyPrint and as markup through typst.

Each sets a heading, a table of two columns and a ruled table, with the words the receipts have.
"""

from __future__ import annotations

import html
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

HEADS = 12  # lines of a language that stand as facts; the rest goes into the ruled table


def main(source: str, fonts: str) -> int:
    """Print the seconds of processor time of each peer as JSON."""
    receipts: list[list[list[str]]] = json.loads(Path(source).read_text(encoding="utf-8"))
    pages = [page for receipt in receipts for page in receipt]
    taken = {
        "weasyprint": _seconds(lambda: _weasyprint(pages, fonts)),
        "typst": _seconds(lambda: _typst(pages, fonts)),
    }
    print(json.dumps(taken))
    return 0


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _weasyprint(pages: list[list[str]], fonts: str) -> object:
    from weasyprint import HTML  # type: ignore[import-not-found,unused-ignore]

    face = f"@font-face {{ font-family: T; src: url('{Path(fonts, 'Tinos-Regular.ttf').as_uri()}') }}"
    style = (
        f"{face} body {{ font: 9pt T }} section {{ break-after: page }} table.r td {{ border: .4pt solid }}"
    )
    body = "".join(_html_page(page) for page in pages)
    return HTML(string=f"<style>{style}</style>{body}").write_pdf()


def _html_page(page: list[str]) -> str:
    facts, rows = page[:HEADS], page[HEADS:]
    told = "".join(f"<tr><td>{html.escape(line)}</td></tr>" for line in facts)
    ruled = "".join(f"<tr><td>{html.escape(line)}</td></tr>" for line in rows)
    return f"<section><table>{told}</table><table class='r'>{ruled}</table></section>"


def _typst(pages: list[list[str]], fonts: str) -> object:
    import typst  # type: ignore[import-not-found,unused-ignore]

    body = "\n#pagebreak()\n".join(_typst_page(page) for page in pages)
    source = f'#set text(font: "Tinos", size: 9pt)\n{body}'
    return typst.compile(source.encode(), font_paths=[fonts])


def _typst_page(page: list[str]) -> str:
    facts, rows = page[:HEADS], page[HEADS:]
    return f"#table(stroke: none, {_cells(facts)})\n#table({_cells(rows)})"


def _cells(lines: list[str]) -> str:
    return ", ".join(json.dumps(line, ensure_ascii=False) for line in lines)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
