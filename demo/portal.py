"""The portal of the demonstration: a parent's side, speaking to the centre's intake over HTTP."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from admission.intake import Intake
from demo.intakes import to_json

SECONDS = 20


@dataclass(frozen=True)
class Portal:
    """The centre's address and the portal's token for one school."""

    url: str
    token: str

    def file(self, intake: Intake) -> dict[str, Any]:
        """File an online application; the centre's answer."""
        status, answer = self.post("/v1/intake", to_json(intake))
        assert status == HTTPStatus.CREATED, answer
        return answer

    def withdraw(self, reference: str, reason: str) -> dict[str, Any]:
        """The parent takes an application back."""
        body = json.dumps({"reason": reason}, ensure_ascii=False).encode()
        _, answer = self.post(f"/v1/intake/{reference}/withdrawal", body)
        return answer

    def post(self, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
        """Any request; the status and the answer, a refusal too."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        request = Request(self.url + path, data=body, headers=headers, method="POST")  # noqa: S310
        try:
            with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
                return answer.status, json.loads(answer.read())
        except HTTPError as refused:
            return refused.code, json.loads(refused.read())
