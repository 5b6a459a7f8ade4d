"""What can go wrong on the line, named; needs no library, so that windows can know it from the start."""

from __future__ import annotations

from collections.abc import Mapping


class ServerUnreachable(Exception):
    """No line, no answer, or half an answer; work goes on and the acts wait."""


class ServerTrouble(Exception):
    """The centre answered, but not with what was asked: a code, and a sentence by language where it sent one."""

    def __init__(self, code: str, message: Mapping[str, str] | None = None) -> None:
        self.code = code
        self.message = dict(message or {})
        super().__init__(code)


class DeskRevoked(ServerTrouble):
    """The centre no longer knows this desk; the administrator must enrol it again.

    `order` is the centre's signature under the order to empty this computer, if it gave one.
    """

    def __init__(self, code: str, message: Mapping[str, str] | None = None, order: str = "") -> None:
        super().__init__(code, message)
        self.order = order
