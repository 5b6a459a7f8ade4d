"""Practice: a whole office of its own, with a centre that lives and dies with it, and no way to the real one."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pypdfium2
import pytest

from desktop_app import practice
from desktop_app.building import join_practice, line_of, press_of
from desktop_app.models import papers, queries
from desktop_app.practice import PracticeTrouble, must_stay_here
from desktop_app.settings import Settings
from desktop_app.sync.enrol import enrol
from desktop_app.sync.session import synchronise
from desktop_app.sync.trouble import ServerTrouble
from desktop_app.ui.practice_frame import ALL_LANGUAGES, frame_window
from desktop_app.usecases.file_application import file_application
from desktop_app.usecases.issue_paper import issue_receipt
from tests.centre import never
from tests.desk import ROOT, a_draft
from tests.practice.conftest import practising

AWAY = "http://203.0.113.9:8463"  # an address nobody has (RFC 5737)


@contextmanager
def recording(answer):
    """A server on loopback that remembers who asked; `answer` writes the response."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append(self.path)
            answer(self)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, name="recorder")
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def opened_sockets(monkeypatch):
    """Every address anybody in this process connects to; the connections are real."""
    seen = []
    connect = socket.socket.connect

    def told(self, address):
        seen.append(address)
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", told)
    return seen


def test_a_family_is_received_in_practice_and_its_paper_says_so(begun):
    mine, told = begun
    with practising(mine, told) as (desk, line):
        synchronise(line, never)
        assert len(queries.queue(desk.replica)) > 10
        clerk = next(one for one in queries.officers(desk.replica) if one.login == told.logins[0])
        draft = a_draft(confirmed=("similar-child",))
        filed = file_application(desk, clerk, draft)
        paper = issue_receipt(desk, clerk, filed, press_of(mine))
        report = synchronise(line, never)
        pdf = papers.paper_pdf(desk.replica, paper)
    assert (report.sent, report.confirmed, report.agrees) == (1, 1, True)
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    assert all("ЖАТТЫҒУ" in page and "УЧЕБНЫЙ РЕЖИМ" in page for page in pages)


def test_a_practice_desk_opens_sockets_to_this_computer_only(begun, opened_sockets):
    mine, told = begun
    with practising(mine, told) as (_, line):
        synchronise(line, never)
    assert opened_sockets
    assert {host for host, _ in opened_sockets} == {"127.0.0.1"}


def test_a_practice_desk_that_is_given_the_real_address_refuses(begun, opened_sockets):
    mine, told = begun
    with practising(mine, told) as (desk, _):
        with desk.write() as writing:
            writing.set_meta("url", AWAY)
        with closing(line_of(mine, desk).server) as server, pytest.raises(ServerTrouble) as refused:
            server.snapshot()
        with pytest.raises(ServerTrouble):
            enrol(AWAY, told.code, "1", practice=True)
        opened_sockets.clear()
        with pytest.raises(PracticeTrouble):
            join_practice(mine, desk, replace(told, url=AWAY))
    assert refused.value.code == "practice-only-here"
    assert all(host == "127.0.0.1" for host, *_ in opened_sockets)


def test_an_answer_that_points_elsewhere_is_not_followed(opened_sockets):
    def point_away(handler):
        handler.send_response(307)
        handler.send_header("Location", f"{AWAY}/v1/enroll")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    with recording(point_away) as (url, asked), pytest.raises(ServerTrouble, match="practice-only-here"):
        enrol(url, "AAAA", "1", practice=True)
    assert asked == ["/v1/enroll"]
    assert {host for host, _ in opened_sockets} == {"127.0.0.1"}


def test_a_system_proxy_is_not_asked(monkeypatch, opened_sockets):
    monkeypatch.setenv("HTTP_PROXY", AWAY)

    def refuse(handler):
        handler.send_error(403)

    with recording(refuse) as (url, asked), pytest.raises(ServerTrouble):
        enrol(url, "AAAA", "1", practice=True)
    assert asked == ["/v1/enroll"]
    assert {host for host, _ in opened_sockets} == {"127.0.0.1"}


@pytest.mark.parametrize(
    "url",
    [
        AWAY,
        "https://127.0.0.1:1",
        "http://localhost:1",
        "http://centre.example",
        "http://127.0.0.1@203.0.113.9/",
        "",
    ],
)
def test_only_this_computers_own_number_is_here(url):
    with pytest.raises(PracticeTrouble):
        must_stay_here(url)


def test_begin_again_empties_the_practice_folder_and_no_other(tmp_path):
    real = Settings(data=tmp_path / "qabyldau")
    mine = practice.practice_settings(real)
    for one in (real, mine):
        one.data.mkdir()
        (one.data / "replica.db").write_bytes(b"x")
    with pytest.raises(PracticeTrouble):
        practice.begin_again(real)
    practice.begin_again(mine)
    assert (real.replica.exists(), mine.data.exists()) == (True, False)


def test_the_frame_is_around_every_screen_and_in_the_title(qtbot, begun, catalogues):
    from PySide6.QtWidgets import QLabel, QMainWindow

    from desktop_app.ui.wording import Words
    from tests.desk import rules

    window, words = QMainWindow(), Words(catalogues, rules())
    qtbot.addWidget(window)
    window.setCentralWidget(QLabel("screen"))
    frame = frame_window(window, words, begun[1])
    window.setWindowTitle("Қабылдау")
    assert window.windowTitle() == f"{ALL_LANGUAGES} — Қабылдау"
    assert frame.label.text() == ALL_LANGUAGES
    frame.again.click()
    with qtbot.waitSignal(frame.begin_again):
        frame.again.click()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows ends a process in one way only")
def test_the_practice_centre_dies_with_a_killed_program(begun, tmp_path):
    shutil.copytree(begun[0].data / "there", tmp_path / f"q{practice.SUFFIX}" / "there")
    code = (
        "from pathlib import Path; import sys, time\n"
        "from desktop_app import practice\n"
        "from desktop_app.settings import Settings\n"
        "mine = practice.practice_settings(Settings(data=Path(sys.argv[1])))\n"
        "with practice.practice_centre(mine) as told:\n"
        "    print(told.url, flush=True)\n"
        "    time.sleep(60)\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "q")]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        url = program.stdout.readline().strip()
        port = int(url.rpartition(":")[2])
        assert listens(port)
        program.send_signal(signal.SIGKILL)
    end = time.monotonic() + 20
    while listens(port) and time.monotonic() < end:
        time.sleep(0.05)
    assert not listens(port)


def listens(port: int) -> bool:
    with closing(socket.socket()) as asking:
        asking.settimeout(1)
        return asking.connect_ex(("127.0.0.1", port)) == 0
