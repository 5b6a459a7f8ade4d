"""Neighbours announce themselves by the real mDNS library on loopback; nothing of names or people goes out."""

from __future__ import annotations

import contextlib
import time

import pytest

from desktop_app.sync.neighbours.finding import Finder

LOOPBACK = ["127.0.0.1"]


@contextlib.contextmanager
def announced(desk: str, school: str, port: int):
    finder = Finder(LOOPBACK)
    finder.start(desk, school, port)
    try:
        yield finder
    finally:
        finder.close()


def soon(ask, seconds: float = 20.0) -> bool:
    end = time.monotonic() + seconds
    while not ask() and time.monotonic() < end:
        time.sleep(0.05)
    return bool(ask())


def test_desks_of_one_school_find_each_other_and_no_others_and_notice_a_farewell():
    with announced("desk-a", "mark-1", 4001) as one, announced("desk-x", "mark-2", 4003):
        with announced("desk-b", "mark-1", 4002) as other:
            if not soon(one.found):
                pytest.skip("THIS NETWORK CARRIES NO MULTICAST: finding neighbours was not tried")
            assert one.found() == [("desk-b", "127.0.0.1:4002")]
            assert soon(other.found)
            assert other.found() == [("desk-a", "127.0.0.1:4001")]
        assert soon(lambda: not one.found())


def test_what_is_announced_is_the_desk_and_a_mark_and_nothing_else():
    with announced("desk-a", "mark-1", 4001) as finder:
        told = finder._announced(4001)
    assert told.decoded_properties == {"desk": "desk-a", "school": "mark-1"}
    assert told.name == "desk-a._qabyldau._tcp.local."


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # zeroconf's own socket
def test_a_network_that_lets_nothing_through_is_no_trouble():
    finder = Finder(["203.0.113.9"])  # no address of this computer
    finder.start("desk-a", "mark-1", 4001)
    assert finder.found() == []
    finder.close()
