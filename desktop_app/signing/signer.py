"""What every key device can do, and every way in which it can fail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class SigningTrouble(Exception):
    """Nothing was signed as far as we know; `code` is worded as `trouble-<code>`."""

    code = "signing-failed"


class Cancelled(SigningTrouble):
    """The person changed their mind."""

    code = "signing-cancelled"


class WrongPassword(SigningTrouble):
    """The key does not open with this password."""

    code = "key-password-wrong"


class WrongKey(SigningTrouble):
    """This device cannot sign with this key; `reason` is the code, one of WRONG_KEYS."""

    def __init__(self, reason: str) -> None:
        self.code = self.reason = reason
        super().__init__(reason)


class NotRunning(SigningTrouble):
    """The program that holds the keys does not answer."""

    code = "ncalayer-not-running"


class NotTrusted(SigningTrouble):
    """Something listens where NCALayer should, and neither the system nor the administrator vouches for its line."""

    code = "ncalayer-not-trusted"


class NoAnswer(SigningTrouble):
    """The program took the documents and said nothing for ten minutes."""

    code = "ncalayer-no-answer"


class Failed(SigningTrouble):
    """The device answered with an error; `detail` is its own code, for the log and never for the screen."""

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__(detail)


WRONG_KEYS = ("key-file-broken", "gost-key-needs-ncalayer", "key-kind-unknown")


class Signer(Protocol):
    """A key device. One call is one batch: one window, one password, and the key is forgotten after it."""

    def sign(self, documents: Sequence[bytes]) -> list[bytes]:
        """One detached CMS (DER) for each document, in their order; all of them or SigningTrouble."""
