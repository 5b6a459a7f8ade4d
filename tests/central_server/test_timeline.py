"""The time line's file beside several processes: marks only rise, and starting beside a busy one is no trouble."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from central_server.models import feed, timeline
from central_server.models.ledger import open_ledger, recover_ledger
from central_server.models.timeline import Marks, Timeline, read_marks, write_marks
from tests.central_server.actors import Bureau, a_child_draft
from tests.desk import SCHOOL


def test_a_process_that_knows_less_never_lowers_the_mark_of_another(tmp_path):
    path = tmp_path / "timeline.json"
    idle, busy = (Timeline(Marks("e", {"s": 1}), path) for _ in range(2))
    busy.note({"s": 40, "t": 7})
    busy.save()
    idle.note({"s": 2, "u": 1})
    idle.save()
    assert read_marks(path) == Marks("e", {"s": 40, "t": 7, "u": 1})


def test_a_process_of_the_old_epoch_leaves_the_file_of_the_new_one_alone(tmp_path):
    path = tmp_path / "timeline.json"
    old = Timeline(Marks("old", {"s": 90}), path)
    write_marks(path, Marks("new", {"s": 3}))
    old.save()
    assert read_marks(path) == Marks("new", {"s": 3})


def test_many_processes_that_save_at_once_keep_the_highest_of_all(tmp_path):
    path = tmp_path / "timeline.json"
    lines = [Timeline(Marks("e", {}), path, lambda: 1e9) for _ in range(4)]

    def work(own):
        for seq in range(1, 26):
            lines[own].note({"shared": seq * 4 + own, f"own-{own}": seq})
            lines[own].save()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(4)))
    assert read_marks(path) == Marks("e", {"shared": 103, **{f"own-{n}": 25 for n in range(4)}})
    assert sorted(one.name for one in tmp_path.iterdir()) == ["timeline.json", "timeline.json.lock"]


def test_a_process_starts_beside_one_that_writes(settings, bureau, monkeypatch):
    """The file is read before the database; the other way round what is written between looks like a lost backup."""
    desk = bureau.desk()
    ours, busy = timeline.read_marks, [True]

    def read_late(path):
        if busy:
            busy.clear()
            desk.file("a1", a_child_draft(1))
            bureau.ledger._timeline.save()
        return ours(path)

    monkeypatch.setattr(timeline, "read_marks", read_late)
    open_ledger(settings).close()
    with bureau.ledger.read() as tx:
        assert read_marks(settings.timeline) == Marks(tx.epoch, {SCHOOL.id: feed.head(tx, SCHOOL.id)})


def test_processes_that_start_a_new_centre_at_once_agree_on_its_epoch(settings):
    barrier = threading.Barrier(4)

    def start():
        barrier.wait()
        ledger = open_ledger(settings)
        ledger.close()
        return ledger.epoch

    with ThreadPoolExecutor(4) as threads:
        epochs = {one.result() for one in [threads.submit(start) for _ in range(4)]}
    marks = read_marks(settings.timeline)
    assert marks is not None
    assert epochs == {marks.epoch}


def test_recovery_begun_beside_a_process_that_serves_is_not_undone_by_its_end(settings):
    serving = open_ledger(settings)
    Bureau(serving).school()
    recover_ledger(settings)
    begun = read_marks(settings.timeline)
    serving.close()
    assert begun is not None
    assert read_marks(settings.timeline) == begun
    assert begun.epoch != serving.epoch
    assert SCHOOL.id in begun.seqs
