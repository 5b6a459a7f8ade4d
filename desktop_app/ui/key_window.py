"""A person at another program's window, choosing a key: waited for beside the desk lane, and given up when told so."""

from __future__ import annotations

from desktop_app.ui.lane import Lane


class KeyWindow:
    """One wait at a time. `stopped` is asked by the key device while it waits, from its own thread."""

    def __init__(self) -> None:
        self.lane = Lane("key-lane")
        self.is_open = False
        self._stop = False

    def begin(self) -> None:
        """The person is sent to the other window."""
        self.is_open, self._stop = True, False

    def end(self) -> None:
        """They came back, with a signature or without."""
        self.is_open = False

    def stop(self) -> None:
        """Give up the wait; the device answers within a moment."""
        self._stop = True

    def stopped(self) -> bool:
        """Whether the wait was given up."""
        return self._stop

    def close(self) -> None:
        """The office is closing: nobody is waited for any more."""
        self.stop()
        self.lane.close()
