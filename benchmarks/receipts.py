"""Receipts bring a lost computer back: 200 scans are read and filed again; and what the code on a receipt costs."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import zxingcpp
from msgspec.structs import replace
from PIL import Image

from admission.application import ApplicationDraft
from admission.printouts import Printout, Receipt
from benchmarks.figures import Figure, Figures
from desktop_app.models import papers
from desktop_app.printing.paper import to_pdf
from desktop_app.usecases.desk import Desk
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.issue_paper import issue_receipt
from desktop_app.usecases.rebuild import check_papers, rebuild
from tests.desk import EXECUTOR, FakeClock, printed
from tests.scanned import children, scan_of
from tests.sealed import sealing_desk
from verification.receipt_files import Found, receipts_in
from wording import Texts

LOST, DRAWN = 200, 100
FONTS = Path(__file__).parent.parent / "resources" / "fonts"
QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
Press = Callable[[Printout], bytes]
T = TypeVar("T")


def figures(catalogues: Path) -> Figures:
    """Reading and drawing are processor time: the machine may be busy. Filing waits for the medium, so by the wall."""
    texts = {language: Texts(language, catalogues) for language in ("kk", "ru")}
    press = partial(to_pdf, texts=texts, fonts=FONTS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with _desk(folder / "lost") as lost:
            ids, filing = _by_wall(lambda: [_filed(lost, one) for one in children(LOST)])
            receipts = [issue_receipt(lost, EXECUTOR, one, press) for one in ids]
            scans = _scanned(lost, receipts, folder / "scans")
            drawing = _drawing([printed(lost, one) for one in receipts[:DRAWN]], press)
        found, reading = _reading(scans)
        with _desk(folder / "fresh", "desk-b", "Б") as fresh:
            return drawing | reading | _rebuilding(fresh, found, filing)


def _reading(scans: Path) -> tuple[list[Found], Figures]:
    """The floor opens the pictures and hands each to zxing-cpp once."""
    found, ours = _by_processor(lambda: list(receipts_in([scans])))
    read, bare = _by_processor(lambda: sum(_bare(file) for file in scans.iterdir()))
    if not read == len([one for one in found if one.text]) == LOST:
        raise AssertionError((read, [one.reason for one in found if one.reason]))
    return found, {
        "receipts_read_200": Figure(ours, "s", 1.2 * bare, floor=bare),
        "receipts_read_beside_zxing": Figure(ours / bare, "x", 1.2),
    }


def _rebuilding(fresh: Desk, found: Sequence[Found], filing: float) -> Figures:
    """Checked, filed again, all of them: beside the 200 filings as they were made."""
    done, ours = _by_wall(lambda: rebuild(fresh, check_papers(fresh, found)))
    if [one.state for one in done] != ["filed"] * LOST:
        raise AssertionError([one.reason for one in done if one.reason])
    return {
        "receipts_rebuild_200": Figure(ours, "s", filing, floor=filing),
        "receipts_rebuild_beside_filing": Figure(ours / filing, "x", 1.0),
    }


def _drawing(receipts: Sequence[Receipt], press: Press) -> Figures:
    """Milliseconds a receipt, with its code and without."""
    without = [replace(one, code="") for one in receipts]
    press(receipts[0])  # fonts and libraries are there before anybody is timed
    _, coded = _by_processor(lambda: [press(one) for one in receipts])
    _, plain = _by_processor(lambda: [press(one) for one in without])
    ours, bare = coded * 1000 / len(receipts), plain * 1000 / len(receipts)
    return {
        "receipts_drawn_with_code": Figure(ours, "ms", 2 * bare, floor=bare),
        "receipts_code_beside_none": Figure(ours / bare, "x", 2.0),
    }


def _filed(desk: Desk, draft: ApplicationDraft) -> str:
    clock = desk.now
    assert isinstance(clock, FakeClock)
    clock.forward(minutes=1)
    return file_application(desk, EXECUTOR, draft)


def _scanned(desk: Desk, receipts: Sequence[str], folder: Path) -> Path:
    folder.mkdir()
    for place, one in enumerate(receipts):
        pdf = papers.paper_pdf(desk.replica, one)
        (folder / f"{place:03}.jpg").write_bytes(scan_of(pdf or b""))
    return folder


def _bare(scan: Path) -> int:
    with Image.open(BytesIO(scan.read_bytes())) as picture:
        return len(zxingcpp.read_barcodes(picture.convert("L"), formats=QR))


@contextmanager
def _desk(folder: Path, name: str = "desk-a", series: str = "А") -> Iterator[Desk]:
    made = sealing_desk(folder, name=name, series=series, clock=FakeClock())
    try:
        yield made
    finally:
        made.replica.close()


def _by_wall(work: Callable[[], T]) -> tuple[T, float]:
    """What came of it, and the seconds it took."""
    begun = time.perf_counter()
    return work(), time.perf_counter() - begun


def _by_processor(work: Callable[[], T]) -> tuple[T, float]:
    """What came of it, and the processor's seconds."""
    begun = time.process_time()
    return work(), time.process_time() - begun
