"""A keyring for tests: the library's own interface over a drawer that is emptied when the program ends."""

from __future__ import annotations

from keyring.backend import KeyringBackend


class Drawer(KeyringBackend):
    """A keyring that keeps what it is given until the program ends."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password
