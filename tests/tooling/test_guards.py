"""The guards of tests/conftest.py do bite."""

from __future__ import annotations

import gc
import re
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = (Path(__file__).parents[1] / "conftest.py").read_text(encoding="utf-8")
GUARDS = re.sub(r"FAREWELL_SECONDS = [0-9.]+", "FAREWELL_SECONDS = 0.2", CONFTEST)
PLAIN = ("-p", "no:randomly", "-p", "no:hypothesispytest")  # the latter costs a second at every start


@pytest.fixture
def outcome(pytester):
    """Run one test body under our guards, in a session of its own; gives counts like `{"passed": 1}`."""
    pytester.makeconftest(GUARDS)
    pytester.makeini("[pytest]\nmarkers = expects_warnings\n")

    def run(source: str) -> dict[str, int]:
        pytester.makepyfile(f"import logging, threading, time, pytest\n{source}")
        outcomes: dict[str, int] = pytester.runpytest_inprocess(*PLAIN).parseoutcomes()
        return outcomes

    return run


@pytest.mark.expects_warnings
def test_a_warning_logged_by_our_rooms_fails(outcome):
    source = "def test_it():\n    logging.getLogger('desktop_app.sync').warning('cut')"
    assert outcome(source) == {"passed": 1, "errors": 1}


@pytest.mark.expects_warnings
def test_an_expected_warning_passes(outcome):
    source = "@pytest.mark.expects_warnings\ndef test_it():\n    logging.getLogger('admission').error('cut')"
    assert outcome(source) == {"passed": 1}


def test_what_other_libraries_log_is_theirs(outcome):
    assert outcome("def test_it():\n    logging.getLogger('urllib3').warning('cut')") == {"passed": 1}


def test_a_thread_left_behind_fails(outcome):
    source = "def test_it():\n    threading.Thread(target=time.sleep, args=(0.6,), daemon=True).start()"
    assert outcome(source) == {"passed": 1, "errors": 1}


def test_a_collector_that_is_left_off_fails(outcome):
    try:
        assert outcome("import gc\ndef test_it():\n    gc.disable()") == {"passed": 1, "errors": 1}
    finally:
        gc.enable()


def test_a_thread_that_is_just_leaving_passes(outcome):
    source = "def test_it():\n    threading.Thread(target=time.sleep, args=(0.05,)).start()"
    assert outcome(source) == {"passed": 1}
