"""Processes that are forked, looked at and thrown away: two beside each other, each with a clock over its tests."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable, Iterable, Iterator

SIDE_BY_SIDE = 2
PATIENCE = 10
LEAST_SECONDS = 5.0  # a test may be the first to need what all of them share
HANGING_SECONDS = 60.0
MEMORY = 3 * 2**30

KILLED, SURVIVED, TIMEOUT, AGAIN = "killed", "survived", "timeout", "again"
ANSWERS = {0: SURVIVED, 1: KILLED, 2: AGAIN}
CLOCKS = (signal.SIGPROF, signal.SIGALRM)

Job = tuple[str, Callable[[], str]]


def fork(work: Callable[[], str]) -> int:
    """A child that does this work and ends with its answer; an error in the work is a mutant found."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        for clock in CLOCKS:
            signal.signal(clock, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        allow(0)
        answer = work()
        status = next(number for number, name in ANSWERS.items() if name == answer)
    finally:
        os._exit(status)


def allow(normal_seconds: float) -> None:
    """From now on so many times the normal, of the processor's time; hanging without work is no work either."""
    signal.setitimer(signal.ITIMER_PROF, LEAST_SECONDS + PATIENCE * normal_seconds)
    signal.setitimer(signal.ITIMER_REAL, HANGING_SECONDS + PATIENCE * normal_seconds)


def answer_of(status: int) -> str:
    """What a child's end says."""
    if os.WIFSIGNALED(status):
        return TIMEOUT if os.WTERMSIG(status) in CLOCKS else KILLED
    return ANSWERS.get(os.WEXITSTATUS(status), KILLED)


def ended(jobs: Iterable[Job]) -> Iterator[tuple[str, str]]:
    """(name, answer) of every job, as they end."""
    running: dict[int, str] = {}
    for name, work in jobs:
        if len(running) == SIDE_BY_SIDE:
            yield _next(running)
        running[fork(work)] = name
    while running:
        yield _next(running)


def _next(running: dict[int, str]) -> tuple[str, str]:
    child, status = os.wait()
    return running.pop(child), answer_of(status)
