"""Which key a person may choose in NCALayer: their own, for this school, vouched for by the pinned authorities."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.models import queries
from desktop_app.usecases.desk import Desk

if TYPE_CHECKING:
    from desktop_app.signing.signer import Signer


def ncalayer_signer(
    desk: Desk, trust: Path, iin: str, language: str, cancelled: Callable[[], bool], url: str = ""
) -> Signer:
    """The NCALayer of this computer; RSA roots of the trust folder may vouch for its line too.

    `cancelled` is asked while its window is open; `url` where it listens elsewhere. The libraries come with the
    first call.
    """
    from desktop_app.signing.ncalayer import NcaLayerSigner, Wish
    from desktop_app.signing.ncalayer_line import Place
    from verification.signatures import RSA_KEY
    from verification.trust import load_trust

    roots = tuple(one.der for one in load_trust(trust).roots if one.key_algorithm == RSA_KEY)
    place = Place(url=url, roots=roots) if url else Place(roots=roots)
    return NcaLayerSigner(Wish(iin, queries.school(desk.replica).bin), language, cancelled, place)
