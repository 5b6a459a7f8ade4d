"""Opening in the morning: what the first window does without, and that its lanes may read at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from desktop_app.building import is_desk
from desktop_app.models.mark import REACHED
from tests.desk import KEY, make_desk

ROOT = Path(__file__).parents[2]
LATER = {
    "alembic", "argon2", "cryptography", "keyring", "reportlab", "requests", "sqlalchemy", "uuid_utils",
    "desktop_app.sync.server", "desktop_app.ui.attention_page", "desktop_app.ui.first_run",
    "desktop_app.ui.outbox_page",
}  # fmt: skip
MORNING = """
import sys
from pathlib import Path
from desktop_app.__main__ import desk_of, is_desk, tools_of
from desktop_app.models import queries
from desktop_app.models.replica import open_replica
from desktop_app.settings import Settings
from desktop_app.ui import theme
from desktop_app.ui.opening import open_office

settings = Settings(data=Path(sys.argv[1]))
theme.apply(theme.application())
replica = open_replica(settings.replica, bytes.fromhex(sys.argv[2]))
assert is_desk(replica)
desk = desk_of(settings, replica)
with theme.undressed():
    window = open_office(settings, desk, tools_of(settings, desk), lambda: None).window
window.show()
window.sign_in.signed_in.emit(queries.officers(replica)[0])
window.grab()
print(*sys.modules)
window.close()
replica.close()
"""
READERS = """
import sys
from pathlib import Path
from threading import Barrier
from PySide6.QtCore import QCoreApplication
from admission.wire import load_act
from desktop_app.ui.lane import Lane

app = QCoreApplication([])
sys.setswitchinterval(1e-6)
act, barrier, lanes, read = Path(sys.argv[1]).read_bytes(), Barrier(8), [Lane(f"{n}") for n in range(8)], []

def came(found):
    read.append(found)
    if len(read) == len(lanes):
        app.quit()

for lane in lanes:
    lane.run(lambda: (barrier.wait(), load_act(act)), came, came)
app.exec()
for lane in lanes:
    lane.close()
"""


def told(program: str, *arguments: str) -> str:
    """What a program of its own prints; a crash fails."""
    quiet = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(
        command, cwd=ROOT, check=True, capture_output=True, text=True, env=quiet, timeout=120
    ).stdout


def test_the_first_window_does_without_the_libraries_and_pages_of_later(tmp_path):
    make_desk(tmp_path).replica.close()
    imported = set(told(MORNING, str(tmp_path), KEY.hex()).split())
    assert "desktop_app.ui.queue_page" in imported
    assert not imported & LATER


def test_lanes_that_read_their_first_act_at_once_go_on():
    act = ROOT / "tests" / "golden" / "acts" / "01-filed.v2.json"
    for _ in range(4):
        told(READERS, str(act))


def test_a_computer_is_a_desk_when_its_first_run_is_over(desk):
    assert is_desk(desk.replica)
    with desk.write() as writing:
        writing.set_meta(REACHED, "fill")
    assert not is_desk(desk.replica)
    with desk.write() as writing:
        writing.set_meta(REACHED, "")
        writing.set_meta("desk", "")
    assert not is_desk(desk.replica)
