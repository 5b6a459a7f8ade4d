"""A sample office to try by hand: the centre runs beside the window; everything is gone when it is closed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from demo.cable import Centre
from demo.clock import DemoClock
from demo.counter import PASSWORD
from demo.played import enrol_desk, open_desk
from demo.sample import play_campaign, prepare
from desktop_app.settings import Settings
from desktop_app.ui import theme


def run() -> int:
    """Set the sample up, open one office window on the stated clock, and wait until it is closed."""
    app = QApplication([])
    theme.apply(app)
    clock = DemoClock()
    with tempfile.TemporaryDirectory() as folder:
        sample = prepare(Path(folder))
        centre = Centre(sample.centre, clock)
        url = centre.start()
        settings = Settings(data=Path(folder) / "desk")
        enrol_desk(settings, url, sample.counter_code, "1-терезе", sample.trust)
        centre.stop()
        play_campaign(sample)
        clock.restart()
        centre.start()
        print(f"Sign in as aigul or director, password {PASSWORD}. Key file: {sample.key_file}")
        print(f"Key password: {sample.key_password}. The centre is at {url}; its OpenAPI at {url}/schema")
        played = open_desk(settings, clock)
        played.opened.window.show()
        played.opened.heartbeat.start()
        status = app.exec()
        played.close()
        centre.stop()
    return status
