"""The light tells how fresh the data are, and which places may be given away without a line."""

from datetime import timedelta

from msgspec.structs import replace

from admission.places import Lease
from desktop_app.ui.freshness import age, freshness
from desktop_app.ui.sync_light import SyncLight
from tests.desk import STREAMS, feed

MOST = 12


def lend(desk, to):
    lease = Lease(desk=to, seats=5, used=2, until=desk.now() + timedelta(hours=MOST), confirmed=True)
    with desk.write() as writing:
        writing.absorb([], feed(replace(STREAMS[0], leases=(lease,)), start=500), 500, desk.now())


def test_the_age_of_the_data_grows_with_the_clock(office, desk, clock, words):
    lend(desk, "desk-b")
    clock.forward(hours=2, minutes=5)
    assert words.span(timedelta(hours=2, minutes=5)) in age(office)


def test_before_the_first_contact_there_is_no_age(office, desk, words):
    with desk.write() as writing:
        writing.set_meta("heard", "")
    assert age(office) == words("fresh-never")


def test_places_lent_to_this_computer_are_told_until_they_end(office, desk, clock, words):
    lend(desk, "desk-a")
    [_, told] = freshness(office)
    assert ": 3;" in told
    assert words.teaching("kk") in told
    clock.forward(hours=MOST)
    assert len(freshness(office)) == 1


def test_places_lent_to_another_computer_are_not_ours(office, desk):
    lend(desk, "desk-b")
    assert len(freshness(office)) == 1


def test_the_light_says_it_to_mouse_and_ear(qtbot, office, desk):
    lend(desk, "desk-a")
    light = SyncLight(office)
    qtbot.addWidget(light)
    for sentence in freshness(office):
        assert sentence in light.toolTip()
        assert sentence in light.accessibleDescription()
