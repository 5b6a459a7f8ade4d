"""A thousand receipts in one PDF: ours, a bare canvas drawing the same words, WeasyPrint, typst; processor time."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

from msgspec.structs import replace
from reportlab.pdfgen.canvas import Canvas

from admission.printouts import Receipt
from benchmarks.figures import Figure, Figures
from benchmarks.peers_setup import PeerMissing, paper_python
from desktop_app.printing.paper import all_to_pdf, to_pdf
from tests.printing import samples
from tests.printing.conftest import raw_pages
from wording import Texts

RECEIPTS = 1000
OF_PEERS = 40  # WeasyPrint takes a second for a handful; its time is taken per receipt
FONTS = Path(__file__).parent.parent / "resources" / "fonts"
PROGRAM = Path(__file__).parent / "papers_peers.py"
PATIENCE_SECONDS = 600
Page = list[str]  # lines of text


def figures(peers: Path, catalogues: Path) -> Figures:
    """Milliseconds a receipt of each; the goals are 0.7 of the canvas's speed and 5 times WeasyPrint's."""
    texts = {language: Texts(language, catalogues) for language in ("kk", "ru")}
    receipts = [_receipt(number) for number in range(RECEIPTS)]
    to_pdf(receipts[0], texts, FONTS)  # fonts are read before anybody is timed
    lines = [_lines(receipt, texts) for receipt in receipts[: len(samples.SURNAMES)]]
    ours = _milliseconds(lambda: all_to_pdf(receipts, texts, FONTS)) / RECEIPTS
    bare = _milliseconds(lambda: _bare(lines)) / RECEIPTS
    others = _peers(peers, lines)
    found = {"papers_receipt": Figure(ours, "ms", bare / 0.7, floor=bare, peers=others)}
    found["papers_beside_canvas"] = Figure(bare / ours, "x", 0.7, "higher")
    if "weasyprint" in others:
        found["papers_beside_weasyprint"] = Figure(others["weasyprint"] / ours, "x", 5.0, "higher")
    return found


def _receipt(number: int) -> Receipt:
    child = f"{samples.SURNAMES[number % len(samples.SURNAMES)]} АЗАМАТ ЕРБОЛҰЛЫ"
    iin = f"2003145{number:05}"
    return replace(samples.RECEIPT, id=f"r{number}", number=f"А-{number:04}", child=child, child_iin=iin)


def _lines(receipt: Receipt, texts: dict[str, Texts]) -> list[Page]:
    pages = raw_pages(to_pdf(receipt, texts, FONTS))
    return [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]


def _bare(lines: Sequence[Sequence[Page]]) -> bytes:
    """The words alone, one line under the other: no tables, no wrapping, no rules."""
    written = BytesIO()
    canvas = Canvas(written, pageCompression=1, invariant=1)
    for number in range(RECEIPTS):
        for page in lines[number % len(lines)]:
            for place, line in enumerate(page):
                canvas.setFont("Tinos", 9)
                canvas.drawString(50, 820 - 12 * place, line)
            canvas.showPage()
    canvas.save()
    return written.getvalue()


def _peers(folder: Path, lines: Sequence[Sequence[Page]]) -> dict[str, float]:
    """Milliseconds a receipt of WeasyPrint and typst; a peer that cannot be had is named loudly."""
    try:
        python = paper_python(folder)
    except PeerMissing as missing:
        print(f"LEFT OUT: {missing}", file=sys.stderr)
        return {}
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "lines.json"
        source.write_text(json.dumps([lines[n % len(lines)] for n in range(OF_PEERS)]), encoding="utf-8")
        command = [str(python), str(PROGRAM), str(source), str(FONTS)]
        done = subprocess.run(
            command, check=True, timeout=PATIENCE_SECONDS, stdout=subprocess.PIPE, text=True
        )
    seconds: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return {peer: taken * 1000 / OF_PEERS for peer, taken in seconds.items()}


def _milliseconds(work: Callable[[], object]) -> float:
    """Of processor time: the machine may be busy with others."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000
