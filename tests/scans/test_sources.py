"""Where papers come from: a folder that is only looked at, a scanner's program that may be absent or fail."""

from __future__ import annotations

import base64
import os
import stat
import sys
import time
from pathlib import Path

import pytest

from admission.problems import ActRefused
from desktop_app.scans.folder import SHOWN, finished, look, read_file
from desktop_app.scans.scanner import Device, Job, ProgramJob, Sane, Wia, scanner_here
from tests.scans.samples import brought


def put(folder: Path, name: str, data: bytes = b"x", second: int = 0) -> Path:
    path = folder / name
    path.write_bytes(data)
    os.utime(path, (1_000_000 + second, 1_000_000 + second))
    return path


def result(job: Job) -> bytes:
    for _ in range(400):
        said = job.result()
        if said is not None:
            return said
        time.sleep(0.02)
    raise AssertionError("the program does not end")


def program(folder: Path, body: str) -> str:
    """A program that does what this Python says."""
    path = folder / "scanimage"
    path.write_text(f"#!{sys.executable}\nimport sys, time\n{body}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def code(refused: pytest.ExceptionInfo[ActRefused]) -> str:
    return refused.value.problems[0].code


def test_the_newest_papers_come_first_and_other_files_not_at_all(tmp_path):
    for second, name in enumerate(
        ["old.pdf", "new.JPG", "note.txt", ".hidden.png", "~lock.pdf", "newest.heic"]
    ):
        put(tmp_path, name, second=second)
    (tmp_path / "folder.pdf").mkdir()
    assert [one.path.name for one in look(tmp_path)] == [
        "newest.heic",
        "new.JPG",
        "old.pdf",
    ]


def test_of_a_full_folder_only_the_newest_are_shown(tmp_path):
    for number in range(SHOWN + 5):
        put(tmp_path, f"{number}.png", second=number)
    shown = look(tmp_path)
    assert (len(shown), shown[0].path.name) == (SHOWN, f"{SHOWN + 4}.png")


def test_a_file_that_still_grows_waits(tmp_path):
    put(tmp_path, "empty.pdf", b"")
    path = put(tmp_path, "slow.pdf", b"half")
    before = {one.path: one for one in look(tmp_path)}
    assert [one.path.name for one in finished(look(tmp_path), before)] == ["slow.pdf"]
    put(tmp_path, "slow.pdf", b"half and more")
    assert finished(look(tmp_path), before) == []
    assert read_file(path) == b"half and more"


def test_a_folder_or_file_that_went_away_is_told(tmp_path):
    with pytest.raises(ActRefused) as refused:
        look(tmp_path / "gone")
    assert code(refused) == "scan-folder-gone"
    with pytest.raises(ActRefused) as refused:
        read_file(tmp_path / "gone.pdf")
    assert code(refused) == "file-gone"


def test_a_file_nobody_should_read_is_not_read(tmp_path):
    path = tmp_path / "film.jpg"
    with path.open("wb") as opened:
        opened.truncate(101 * 1024 * 1024)
    with pytest.raises(ActRefused) as refused:
        read_file(path)
    assert code(refused) == "file-too-large"


def test_a_computer_without_a_scanning_program_has_no_scanner():
    assert scanner_here("linux", lambda name: None) is None
    assert scanner_here("win32", lambda name: None) is None
    assert isinstance(scanner_here("linux", lambda name: f"/opt/{name}"), Sane)
    assert isinstance(scanner_here("win32", lambda name: f"C:/{name}.exe"), Wia)


def test_what_a_search_says_becomes_devices():
    said = "epson2:net:10.0.0.7\tEpson WF-2830\nescl:x\t \nbroken line\n\tnameless\n"
    assert Sane("scanimage").devices(said.encode()) == [
        Device("epson2:net:10.0.0.7", "Epson WF-2830"),
        Device("escl:x", "escl:x"),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="a program of one's own is written otherwise there")
class TestPrograms:
    """With programs that stand in for scanimage."""

    def test_a_page_comes_as_the_program_wrote_it(self, tmp_path):
        page = brought("TIFF")
        (tmp_path / "page").write_bytes(page)
        wanted = "assert '--device-name=a b;c' in sys.argv"
        body = f"{wanted}\nsys.stdout.buffer.write(open({str(tmp_path / 'page')!r}, 'rb').read())"
        assert result(Sane(program(tmp_path, body)).scan("a b;c")) == page

    def test_a_page_of_windows_comes_out_of_its_letters(self, tmp_path):
        page = brought("BMP")
        body = f"print({base64.b64encode(page).decode()!r})"
        assert result(Wia(program(tmp_path, body)).scan("{6BDD-1}")) == page

    def test_a_scanner_that_knows_no_options_is_asked_without_them(self, tmp_path):
        body = "sys.exit(any('mode' in word for word in sys.argv) or print('a page'))"
        assert result(Sane(program(tmp_path, body)).scan("x")).strip() == b"a page"

    def test_a_scanner_that_fails_twice_is_told(self, tmp_path):
        with pytest.raises(ActRefused) as refused:
            result(Sane(program(tmp_path, "sys.exit(7)")).scan("x"))
        assert code(refused) == "scanner-failed"

    def test_the_list_of_devices_is_asked_with_a_tab_between_name_and_words(self, tmp_path):
        asked = result(Sane(program(tmp_path, "print(sys.argv[-1])")).search()).decode()
        assert asked.strip() == "%d\t%v %m%n"

    @pytest.mark.parametrize("body", ["sys.exit(3)", "print('scanner busy')"])
    def test_a_scanner_that_fails_is_told(self, tmp_path, body):
        job = Wia(program(tmp_path, body)).scan("x")
        with pytest.raises(ActRefused) as refused:
            result(job)
        assert code(refused) == "scanner-failed"

    def test_a_scan_nobody_waits_for_is_stopped(self, tmp_path):
        job = ProgramJob([program(tmp_path, "time.sleep(60)")])
        assert job.result() is None
        job.stop()
        assert job._process.returncode not in (None, 0)

    def test_a_program_that_is_not_there_is_told(self, tmp_path):
        with pytest.raises(ActRefused):
            ProgramJob([str(tmp_path / "nothing")])

    def test_an_apostrophe_in_a_name_stays_a_name(self, tmp_path):
        body = "import base64\nprint(base64.b64encode(base64.b64decode(sys.argv[-1])).decode())"
        script = result(Wia(program(tmp_path, body)).scan("x'; Remove-Item y; '")).decode("utf-16-le")
        assert "'x''; Remove-Item y; '''" in script
