"""The working day, walked through the real windows: from the counter to the signed order, the cable pulled between."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from admission.application import Status
from demo import counter, director
from demo.cable import Centre
from demo.clock import DemoClock
from demo.families import families
from demo.intakes import intake_of
from demo.papers import blank_paper, photo
from demo.played import PlayedDesk, enrol_desk, open_desk
from demo.portal import Portal
from demo.sample import Sample, play_campaign, prepare
from demo.schools import school_63
from demo.stage import Stage, TourStopped
from desktop_app.models import queries
from desktop_app.settings import Settings
from desktop_app.ui import theme

SYNC_SECONDS = 2.0
WITHDRAWN = 4  # the family that changes its mind
NOWHERE = "http://127.0.0.1:9"


@dataclass(frozen=True)
class Day:
    """Everything of the day: the centre, two desks, the portal."""

    stage: Stage
    clock: DemoClock
    centre: Centre
    sample: Sample
    portal: Portal
    counter: PlayedDesk
    director: PlayedDesk


def tour(pictures: Path) -> int:
    """Walk the day; pictures and papers go to `pictures`. 0 when every step came to what it should."""
    clock = DemoClock()
    stage = Stage(pictures, clock)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication), "the tour has windows"
    theme.apply(app)
    try:
        with tempfile.TemporaryDirectory() as folder:
            _walk(stage, clock, Path(folder))
    except TourStopped as stopped:
        print(f"The tour stopped: {stopped}", flush=True)
        return 1
    print(f"The day is done; pictures and papers are in {pictures}", flush=True)
    return 0


def _walk(stage: Stage, clock: DemoClock, folder: Path) -> None:
    day = set_up(stage, clock, folder)
    try:
        morning(day)
        cable(day)
        afternoon(day)
        evening(day)
    finally:
        day.counter.close()
        day.director.close()
        day.centre.stop()


def set_up(stage: Stage, clock: DemoClock, folder: Path) -> Day:
    """A centre with its campaign so far, two enrolled desks, the clock at nine."""
    sample = prepare(folder)
    centre = Centre(sample.centre, clock)
    url = centre.start()
    settings = [Settings(data=folder / name, sync_seconds=SYNC_SECONDS) for name in ("counter", "director")]
    codes = (sample.counter_code, sample.director_code)
    for one, code, name in zip(settings, codes, ("1-терезе", "Директор"), strict=True):
        enrol_desk(one, url, code, name, sample.trust)
    centre.stop()
    count = play_campaign(sample)
    stage.say(f"A centre with two schools; {count} online applications came since 27 May; two desks enrolled")
    clock.restart()
    centre.start()
    desks = [open_desk(one, clock) for one in settings]
    return Day(stage, clock, centre, sample, Portal(url, sample.portal_token), *desks)


def morning(day: Day) -> None:
    """Sign in, an online application arrives, a family stands at the counter."""
    stage, at = day.stage, day.counter
    at.opened.heartbeat.start()
    stage.until(lambda: queries.officers(at.replica), "the first fill brings the school and its people")
    stage.front(at.opened.window)
    stage.shoot(at.opened.window, "sign-in")
    counter.sign_in(stage, at, "aigul")
    stage.until(lambda: queries.queue(at.replica), "the queue is here")
    stage.shoot(at.opened.window, "queue")
    stage.say("Aigul signs in; the queue stands sorted by the time that is left")
    arrived = online(day, 1)
    stage.say(f"A parent files online: {arrived}; it is in the queue after one round trip")
    number = counter.register_family(stage, at)
    counter.look_at_receipt(stage, at, number)
    stage.say("The receipt was printed from what was written; receipt.pdf is kept")


def online(day: Day, place: int) -> str:
    """A new online application, sent to the centre's intake and seen at the counter; its number."""
    family = families(300)[-place]
    papers = [
        photo(family.child.sex, place),
        *(blank_paper(code, place) for code in family.papers if code != "photo"),
    ]
    answer = day.portal.file(intake_of(family, school_63(), f"tour-{place}", tuple(papers)))
    number = str(answer["number"])
    day.counter.opened.heartbeat.sync_now()
    day.stage.until(lambda: day.counter.application(number), f"{number} reaches the counter")
    return number


def cable(day: Day) -> None:
    """The centre is gone; work goes on; it comes back; everything goes up by itself."""
    stage, at = day.stage, day.counter
    day.centre.stop()
    stage.say("The cable is pulled: the centre does not answer")
    twins = counter.twins(stage, at)
    stage.until(lambda: at.opened.heartbeat.now.state == "offline", "the status bar says so, calmly")
    at.opened.window.go("outbox")
    stage.shoot(at.opened.window, "outbox-offline")
    stage.say(
        f"Offline: the twins are registered as {twins[0]} and {twins[1]}, {counter.waiting(at)} acts wait"
    )
    day.centre.start()
    at.opened.heartbeat.sync_now()
    stage.until(lambda: not counter.waiting(at), "everything was sent")
    stage.until(lambda: at.opened.heartbeat.now.state == "good", "the status bar says so")
    stage.shoot(at.opened.window, "outbox-synced")
    stage.say("The cable is back: everything went up in one round trip")


def afternoon(day: Day) -> None:
    """The executor reviews; the director decides; a withdrawal beats an offline acceptance."""
    accepted, refused, withdrawn = (online(day, place) for place in (2, 3, WITHDRAWN))
    _propose(day, accepted, refused, withdrawn)
    boss = day.director
    director.come_in(day.stage, boss, withdrawn)
    director.decide(day.stage, boss, accepted, accept=True)
    director.decide(day.stage, boss, refused, accept=False)
    director.sign(day.stage, boss, day.sample, "directors-folder")
    day.stage.until(lambda: not counter.waiting(boss), "the decisions are confirmed")
    director.refusal_paper(day.stage, boss, refused)
    day.stage.say(
        f"The director accepts {accepted}, refuses {refused}, signed with one password; refusal.pdf is kept"
    )
    _withdrawal_wins(day, withdrawn)


def _propose(day: Day, accepted: str, refused: str, withdrawn: str) -> None:
    stage, at = day.stage, day.counter
    counter.review(stage, at, accepted, accept=True, picture="application-card")
    counter.review(stage, at, refused, accept=False)
    counter.review(stage, at, withdrawn, accept=True)
    stage.until(lambda: not counter.waiting(at), "the proposals are sent")
    stage.say(f"Aigul proposes to accept {accepted} and {withdrawn}, to refuse {refused} with a ground")


def _withdrawal_wins(day: Day, withdrawn: str) -> None:
    stage, boss = day.stage, day.director
    day.portal.withdraw(f"tour-{WITHDRAWN}", "Басқа қалаға көшеміз / Переезжаем в другой город")
    boss.line.server.url = NOWHERE
    director.decide(stage, boss, withdrawn, accept=True)
    director.sign(stage, boss, day.sample, "offline-decision")
    stage.say(f"The parent withdraws {withdrawn} at the portal while the director, offline, accepts it")
    boss.line.server.url = day.portal.url
    boss.opened.heartbeat.sync_now()
    stage.until(lambda: counter.status(boss, withdrawn) is Status.WITHDRAWN, "the withdrawal wins")
    boss.opened.window.go("attention")
    stage.shoot(boss.opened.window, "refused-act")
    stage.say("The withdrawal wins; the director finds the refused act explained in Needs attention")


def evening(day: Day) -> None:
    """The enrolment order is signed and checked; the counter sees it."""
    stage, at, boss = day.stage, day.counter, day.director
    order = director.sign_order(stage, boss, day.sample.key_file, day.sample.key_password)
    stage.until(lambda: not counter.waiting(boss), "the order is confirmed")
    director.look_at_order(stage, boss, order)
    stage.keep_folder("trust", day.sample.trust)
    day.clock.skip(hours=1)
    at.opened.heartbeat.sync_now()
    stage.until(lambda: queries.order(at.replica, order), "the counter sees the order")
    enrolled = queries.queue(at.replica, statuses=("enrolled",))
    stage.say(f"The counter sees it after its own sync: {len(enrolled)} children are enrolled")
    stage.press(Qt.Key.Key_F5)
