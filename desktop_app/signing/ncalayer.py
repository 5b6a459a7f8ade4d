"""Signing through NCALayer: the person chooses a key in its window, and all documents of a batch are signed at once."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from typing import Any, Final

import msgspec

from desktop_app.signing.ncalayer_line import Place, conversation
from desktop_app.signing.ncalayer_reply import signatures_of
from desktop_app.signing.signer import Failed

LARGEST_REQUEST: Final = 1_500_000  # bytes; what NCALayer itself bears is not documented (SIGNING 1.1)
_EMAIL_PROTECTION: Final = "1.3.6.1.5.5.7.3.4"
_DIRECTOR: Final = "1.2.398.3.3.4.1.2.1"
_MAY_SIGN: Final = "1.2.398.3.3.4.1.2.2"
_LOCALES: Final = frozenset({"kk", "ru"})  # NCALayer speaks these two


class Wish(msgspec.Struct, frozen=True):
    """Whose key may be chosen in the window. `chain`: authorities (PEM) whose keys will do; None is the NCA alone.

    An empty `chain` lets any key through: test keys need it. The answer is verified whatever was wished.
    """

    iin: str
    bin: str
    delegated: bool = False
    chain: tuple[str, ...] | None = None


class NcaLayerSigner:
    """`cancelled` is asked four times a second while the window is open; `language` is that of the window."""

    def __init__(
        self, wish: Wish, language: str, cancelled: Callable[[], bool], place: Place | None = None
    ) -> None:
        self._wish = wish
        self._language = language
        self._cancelled = cancelled
        self._place = place or Place()

    def sign(self, documents: Sequence[bytes]) -> list[bytes]:
        """What came back for each document, as many as were sent; nothing of it is verified yet.

        Cancelled, NotRunning, NotTrusted, NoAnswer or Failed; then nothing was signed as far as we know.
        """
        if not documents:
            return []
        request = json.dumps(_request(documents, self._wish, self._language))
        if len(request) > LARGEST_REQUEST:
            raise Failed("request-too-large")
        with conversation(self._place) as ask:
            reply = ask(request, self._cancelled)
        return signatures_of(reply, len(documents))


def _request(documents: Sequence[bytes], wish: Wish, language: str) -> dict[str, Any]:
    """`basics.sign` over an array: one window, one password, detached signatures, no time stamp (it needs a line)."""
    role = _MAY_SIGN if wish.delegated else _DIRECTOR
    return {
        "module": "kz.gov.pki.knca.basics",
        "method": "sign",
        "args": {
            "allowedStorages": None,
            "format": "cms",
            "data": [base64.b64encode(document).decode() for document in documents],
            "signingParams": {"decode": True, "encapsulate": False, "digested": False},
            "signerParams": {
                "extKeyUsageOids": [_EMAIL_PROTECTION, role],
                "iin": wish.iin,
                "bin": wish.bin,
                "serialNumber": "",
                "chain": None if wish.chain is None else list(wish.chain),
            },
            "locale": language if language in _LOCALES else "kk",
        },
    }
