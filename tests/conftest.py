"""What holds for every test: no window system, no logged warning, no thread left behind, compiled words."""

from __future__ import annotations

import gc
import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import dev
from tests.patience import PatientQtBot, delete_what_was_closed
from wording import Texts

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before any test imports Qt

OUR_ROOMS = frozenset(
    {"admission", "verification", "wording", "desktop_app", "central_server", "demo", "benchmarks"}
)
# Workers that belong to a server which outlives the test that woke them.
BORROWED_THREADS = ("AnyIO worker thread", "asyncio_")
FAREWELL_SECONDS = 10.0


@pytest.fixture(autouse=True)
def _log_stays_quiet(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning or error logged by our rooms fails the test, unless it is marked `expects_warnings`."""
    yield
    if request.node.get_closest_marker("expects_warnings"):
        return
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    loud = [f"{record.name}: {record.getMessage()}" for record in records if _is_ours_and_loud(record)]
    assert not loud, f"logged without being expected: {loud}"


def _is_ours_and_loud(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING and record.name.split(".")[0] in OUR_ROOMS


@pytest.fixture(autouse=True)
def _threads_come_home() -> Iterator[None]:
    """A thread started by the test and still alive after it fails the test."""
    before = set(threading.enumerate())
    yield
    dangling = [thread for thread in set(threading.enumerate()) - before if _is_dangling(thread)]
    assert not dangling, f"threads still running: {dangling}"


@pytest.fixture(autouse=True)
def _rubbish_is_collected() -> Iterator[None]:
    """A test that leaves the collector off fails: windows of ended tests would live on, and their timers with them."""
    yield
    assert gc.isenabled(), "the collector of rubbish was left off"


def _is_dangling(thread: threading.Thread) -> bool:
    if isinstance(thread, threading._DummyThread) or thread.name.startswith(BORROWED_THREADS):
        return False
    thread.join(FAREWELL_SECONDS)
    return thread.is_alive()


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> Iterator[PatientQtBot]:
    """The robot of window tests, with patience; windows it has closed are gone before the next test."""
    yield PatientQtBot(request)
    delete_what_was_closed()


@pytest.fixture(scope="session")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of compiled catalogues: the program's own, or a fresh one where those are not up to date."""
    if not dev.stale_catalogues(dev.TRANSLATIONS):
        return dev.TRANSLATIONS
    fresh = tmp_path_factory.mktemp("catalogues")
    for po in dev.TRANSLATIONS.glob("*/*.po"):
        dev.compile_catalogue(po, fresh / po.parent.name / f"{po.stem}.mo")
    return fresh


@pytest.fixture(scope="session")
def texts_kk(catalogues: Path) -> Texts:
    """The words in Kazakh."""
    return Texts("kk", catalogues)


@pytest.fixture(scope="session")
def texts_ru(catalogues: Path) -> Texts:
    """The words in Russian."""
    return Texts("ru", catalogues)


@pytest.fixture(scope="session")
def texts_en(catalogues: Path) -> Texts:
    """The words in English."""
    return Texts("en", catalogues)
