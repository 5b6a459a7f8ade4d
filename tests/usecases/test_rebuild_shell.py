"""`python -m desktop_app rebuild`: a folder of scans becomes filings; what was not taken is named with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from desktop_app.__main__ import main
from desktop_app.models import papers, queries, replica_key
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.issue_paper import issue_receipt
from tests.desk import EXECUTOR, KEY, a_draft, make_replica
from tests.sealed import press, sealing_desk
from tests.ui.keyrings import Drawer


@pytest.fixture
def data(tmp_path) -> Iterator[Path]:
    """The folder of a new desk of the school."""
    sealing_desk(tmp_path / "fresh", name="desk-b", series="Б").replica.close()
    before = keyring.get_keyring()
    keyring.set_keyring(Drawer())
    replica_key.keep_in_keyring(str((tmp_path / "fresh").resolve()), KEY)
    yield tmp_path / "fresh"
    keyring.set_keyring(before)


@pytest.fixture
def scans(tmp_path) -> Path:
    """A receipt of a computer that is gone, and a sheet that is none."""
    lost = sealing_desk(tmp_path / "lost")
    paper = issue_receipt(lost, EXECUTOR, file_application(lost, EXECUTOR, a_draft()), press)
    top: Path = tmp_path / "scans"
    folder = top / "monday"
    folder.mkdir(parents=True)
    (folder / "1.pdf").write_bytes(papers.paper_pdf(lost.replica, paper) or b"")
    lost.replica.close()
    return top


def rebuilt(data: Path, language: str, *paths: Path) -> int:
    return main(["--data", str(data), "--language", language, "rebuild", *map(str, paths)])


def test_a_folder_of_scans_is_filed_again_and_once(data, scans, capsys):
    assert rebuilt(data, "en", scans) == 0
    assert "Filed again: 1" in capsys.readouterr().out
    assert rebuilt(data, "en", scans) == 0
    assert "known here: 1" in capsys.readouterr().out
    replica = make_replica(data)
    assert [one.number for one in queries.search(replica, "А-0001")] == ["А-0001"]
    replica.close()


@pytest.mark.parametrize(
    ("language", "told"), [("kk", "QR код табылмады"), ("ru", "QR-код не найден"), ("en", "no QR code")]
)
def test_a_sheet_without_a_code_is_named(data, scans, capsys, language, told):
    from PIL import Image

    Image.new("L", (400, 400), 255).save(scans / "2.png")
    assert rebuilt(data, language, scans) == 1
    assert f"2.png: {told}" in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_told(data, tmp_path, capsys):
    assert rebuilt(data, "en", tmp_path / "nowhere") == 1
    assert "nowhere" in capsys.readouterr().err
