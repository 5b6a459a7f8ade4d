"""The heartbeat and its light: when it talks, when it waits, what it says of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from desktop_app.models.lines import Counts
from desktop_app.sync.session import SyncReport
from desktop_app.sync.trouble import DeskRevoked, ServerTrouble, ServerUnreachable
from desktop_app.ui.heartbeat import Beat, Heartbeat
from desktop_app.ui.lane import Lane
from desktop_app.ui.sync_light import light_of
from tests.desk import MORNING
from tests.ui import sample


class Centre:
    """A centre that answers as told, and counts."""

    def __init__(self) -> None:
        self.answers: list[SyncReport | Exception] = []
        self.asked: list[tuple[str, ...]] = []
        self.inside: Callable[[], object] = lambda: None

    def __call__(self, wanted, stop, called) -> SyncReport:
        self.asked.append(tuple(wanted))
        self.inside()
        answer = self.answers.pop(0) if self.answers else SyncReport()
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def centre():
    return Centre()


@pytest.fixture
def pulse(office, centre):
    made = Heartbeat(office, Lane("sync-lane"), centre, every=timedelta(hours=1))
    yield made
    made.close()


def told(qtbot, pulse: Heartbeat, state: str) -> Beat:
    qtbot.waitUntil(lambda: pulse.now.state == state)
    return pulse.now


def test_a_good_talk_is_told_with_its_time(qtbot, pulse, clock):
    pulse.start()
    assert told(qtbot, pulse, "good").at == clock.now
    assert pulse.pause == timedelta(hours=1)


def test_rows_that_came_are_news_for_the_office(qtbot, pulse, centre, office):
    centre.answers.append(SyncReport(received=3))
    with qtbot.waitSignal(office.changed):
        pulse.start()


def test_while_the_centre_is_away_the_pauses_grow_to_five_minutes(qtbot, pulse, centre):
    pauses = []
    for _ in range(8):
        centre.answers.append(ServerUnreachable("no line"))
        with qtbot.waitSignal(pulse.beat, check_params_cb=lambda beat: beat.state == "offline"):
            pulse.sync_now()
        pauses.append(pulse.pause.total_seconds())
    assert pauses == [5, 10, 20, 40, 80, 160, 300, 300]


def test_after_a_good_talk_the_pauses_begin_anew(qtbot, pulse, centre):
    centre.answers = [ServerUnreachable(), ServerUnreachable(), SyncReport(), ServerUnreachable()]
    for state in ("offline", "offline", "good", "offline"):
        with qtbot.waitSignal(pulse.beat, check_params_cb=lambda beat, state=state: beat.state == state):
            pulse.sync_now()
    assert pulse.pause == timedelta(seconds=5)


def test_what_is_asked_while_it_talks_is_done_once_afterwards(qtbot, pulse, centre):
    pulse.start()
    for _ in range(5):
        pulse.sync_now()
    told(qtbot, pulse, "good")
    qtbot.waitUntil(lambda: len(centre.asked) == 2)
    told(qtbot, pulse, "good")
    assert len(centre.asked) == 2


def test_an_act_that_waits_is_sent_at_once(qtbot, pulse, centre, office, desk, clock):
    sample.a_day(desk, clock)
    office.changed.emit()
    qtbot.waitUntil(lambda: len(centre.asked) == 1)


def test_away_means_that_new_acts_wait_for_the_next_talk(qtbot, pulse, centre, office, desk, clock):
    centre.answers.append(ServerUnreachable())
    pulse.start()
    told(qtbot, pulse, "offline")
    sample.a_day(desk, clock)
    office.changed.emit()
    assert len(centre.asked) == 1


def test_a_wanted_file_is_asked_for_at_once_and_again_until_it_is_here(qtbot, pulse, centre, office):
    office.wanted.emit(("ab12",))
    qtbot.waitUntil(lambda: pulse.now.state == "good")
    office.wanted.emit(("ab12",))
    pulse.sync_now()
    qtbot.waitUntil(lambda: len(centre.asked) == 2)
    assert centre.asked == [("ab12",), ("ab12",)]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (DeskRevoked("desk-unknown"), "Сервер бұл компьютерді енді танымайды."),
        (ServerTrouble("busy", {"kk": "Орталықта жұмыс жүріп жатыр."}), "Орталықта жұмыс жүріп жатыр."),
        (ServerTrouble("a-new-code"), "a-new-code"),
    ],
)
def test_trouble_is_told_in_a_sentence(qtbot, pulse, centre, error, said):
    centre.answers.append(error)
    pulse.start()
    assert said in told(qtbot, pulse, "trouble").said


def test_a_centre_that_gathers_what_it_lost_is_named_and_no_alarm(qtbot, pulse, centre):
    centre.answers.append(ServerTrouble("centre-recovering"))
    pulse.start()
    beat = told(qtbot, pulse, "trouble")
    assert beat.gathering
    assert "қалпына келтіріліп" in beat.said


def test_a_bug_is_raised_and_the_heart_beats_on(qtbot, pulse, centre):
    centre.answers.append(LookupError("ours"))
    with qtbot.captureExceptions() as bugs:
        pulse.start()
        qtbot.waitUntil(lambda: bool(bugs))
    pulse.sync_now()
    told(qtbot, pulse, "good")


def counts(**some: int) -> Counts:
    nothing = {"late": 0, "today": 0, "later": 0, "on_signature": 0, "outbox": 0, "attention": 0}
    return Counts(**(nothing | some), oldest_waiting=None)


@pytest.mark.parametrize(
    ("beat", "waiting", "refused", "tone", "text"),
    [
        (Beat("good", MORNING), counts(), 0, "good", "Бәрі жіберілді (09:30)"),
        (Beat("talking", MORNING, 12), counts(outbox=9), 0, "info", "Жіберілуде 3/12"),
        (Beat("offline", MORNING), counts(outbox=12), 0, "idle", "Офлайн, 12 күтуде — жұмыс жалғасады"),
        (Beat("offline", MORNING), counts(attention=1), 0, "idle", "Офлайн — жұмыс жалғасады"),
        (Beat("good", MORNING), counts(attention=1), 0, "warn", "Назар: 1 жазба сізді күтеді"),
        (Beat("good", MORNING), counts(attention=1), 1, "danger", "Сервер қабылдамады: 1"),
        (Beat("good", MORNING), counts(outbox=2), 0, "idle", "Жіберуді күтуде: 2"),
        (Beat("starting"), counts(), 0, "idle", "Серверге қосылуда…"),
        (Beat("trouble", said="…"), counts(), 0, "danger", "Синхрондау тоқтап тұр — жұмыс жалғасады"),
        (
            Beat("trouble", said="…", code="centre-recovering"),
            counts(outbox=4),
            1,
            "idle",
            "Сервер қалпына келуде, 4 күтуде — жұмыс жалғасады",
        ),
    ],
)
def test_the_light_says_it_in_a_word_a_number_and_a_tone(words, beat, waiting, refused, tone, text):
    light = light_of(beat, waiting, refused, words)
    assert (light.tone, light.text) == (tone, text)


def test_every_state_has_a_mark_of_its_own_shape(words):
    marks = [
        light_of(beat, counts(outbox=2 * (beat.state == "talking"), attention=n), n, words).mark
        for beat, n in (
            (Beat("good", MORNING), 0),
            (Beat("talking"), 0),
            (Beat("offline"), 0),
            (Beat("good"), 1),
        )
    ]
    assert marks == ["tick", "arrow", "ring", "cross"]
