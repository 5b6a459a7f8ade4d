"""The short arm of practice mode: every request, a redirected one too, is checked before a socket is opened."""

from __future__ import annotations

from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter

from desktop_app.practice import PracticeTrouble, must_stay_here
from desktop_app.sync.trouble import ServerTrouble


class Loopback(HTTPAdapter):
    """Sends what goes to this computer; ServerTrouble `practice-only-here` for anything else."""

    def send(self, request: PreparedRequest, *args: Any, **options: Any) -> Response:
        """One request, or one step of a redirected one."""
        try:
            must_stay_here(request.url or "")
        except PracticeTrouble as trouble:
            raise ServerTrouble(trouble.code) from trouble
        return super().send(request, *args, **options)
