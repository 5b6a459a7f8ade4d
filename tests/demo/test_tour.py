"""The tour itself: `make tour` walks the whole day through the real windows and tells the truth about it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from demo.stage import SCREEN

HOUSE = Path(__file__).parents[2]
PICTURES = (
    "sign-in", "queue", "intake-filled", "duplicate-warning", "receipt-preview", "application-card",
    "directors-list", "directors-folder", "signed-order", "outbox-offline", "outbox-synced", "refused-act",
)  # fmt: skip
PAPERS = {"receipt.pdf": "А-0001", "refusal.pdf": "Э-02", "order.pdf": "1-Б"}
PATIENCE = 240


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    """The tour as a process of its own, and where it left its pictures."""
    folder = tmp_path_factory.mktemp("tour")
    command = [sys.executable, "-m", "demo", "tour", "--to", str(folder)]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    done = subprocess.run(
        command,
        check=False,
        cwd=HOUSE,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
    )
    return done, folder


def test_the_day_is_walked_to_its_end_and_nothing_is_complained_of(walked):
    done, _ = walked
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    assert "25 children are enrolled" in done.stdout


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_is_a_whole_screen(walked, name):
    from PySide6.QtGui import QImage

    picture = QImage(str(walked[1] / f"{name}.png"))
    assert picture.size() == SCREEN
    colours = {picture.pixel(x, y) for x in range(0, 1280, 9) for y in range(0, 800, 7)}
    assert len(colours) > 3, "an empty window"


@pytest.mark.parametrize(("name", "word"), PAPERS.items())
def test_every_paper_can_be_read(walked, name, word):
    pdf = pypdfium2.PdfDocument(walked[1] / name)
    try:
        text = " ".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()
    assert word in text


def test_the_kept_order_verifies_from_a_shell_that_trusts_its_authority(walked):
    folder = walked[1]
    command = [sys.executable, "-m", "verification", "cms", "order.cms", "order.json", "--trust", "trust"]
    command += ["--at", "2026-08-25T10:00+05:00"]
    done = subprocess.run(
        command,
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(HOUSE)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
