"""The centre as the desk sees it: one keep-alive HTTP session, bytes counted, every trouble named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import msgspec
import requests
from urllib3.exceptions import HTTPError

from admission.exchange import (
    EnrolAnswer,
    EnrolRequest,
    KeysMessage,
    RefeedAnswer,
    RefeedRequest,
    RenewAnswer,
    RenewRequest,
    SyncAnswer,
    SyncRequest,
    Trouble,
)
from desktop_app.sync.packing import MAX_ANSWER, Packing
from desktop_app.sync.trouble import DeskRevoked, ServerTrouble, ServerUnreachable

CONNECT_SECONDS = 10.0
T = TypeVar("T")


class Server:
    """The centre at `url`, spoken to with this desk's bearer token; `timeout` in seconds for an answer.

    `dictionary` is what both ends pack with, where this desk has it.
    """

    def __init__(self, url: str, token: str = "", timeout: float = 60.0, dictionary: bytes = b"") -> None:
        self.url = url.rstrip("/")
        self.bytes_up = 0
        self.bytes_down = 0
        self.turns = 0
        self._packing = Packing(dictionary)
        self._timeout = (min(CONNECT_SECONDS, timeout), timeout)
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers.clear()
        if token:
            self.use_token(token)

    def sync(self, request: SyncRequest) -> SyncAnswer:
        """One round trip of `POST /v1/sync`."""
        return self._exchange("/v1/sync", request, SyncAnswer)

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Trade a one-time code for a desk of one's own."""
        return self._exchange("/v1/enroll", request, EnrolAnswer)

    def exchange_keys(self, ours: KeysMessage) -> KeysMessage:
        """Our public keys against the centre's; ServerTrouble `not-found` at a centre without such keys."""
        return self._exchange("/v1/keys", ours, KeysMessage)

    def renew(self, request: RenewRequest) -> RenewAnswer:
        """Become a desk of our own: this computer is a copy, or was put back to an earlier day."""
        return self._exchange("/v1/renew", request, RenewAnswer)

    def refeed(self, request: RefeedRequest) -> RefeedAnswer:
        """Bring a restored centre a page of what it lost."""
        return self._exchange("/v1/refeed", request, RefeedAnswer)

    def use_token(self, token: str) -> None:
        """Speak as this desk from now on."""
        self._session.headers["Authorization"] = f"Bearer {token}"

    def blob_offset(self, sha256: str) -> int:
        """How many bytes of this file the centre has."""
        answer = self._ask("HEAD", f"/v1/blob/{sha256}")
        return 0 if answer.status_code == requests.codes.not_found else _offset(self._good(answer))

    def send_blob(self, sha256: str, offset: int, chunk: bytes, size: int) -> int:
        """Send one piece; the offset the centre stands at afterwards, also when it disagreed with ours."""
        headers = {
            "Content-Type": "application/octet-stream",
            "Upload-Offset": str(offset),
            "Upload-Length": str(size),
        }
        answer = self._ask("PATCH", f"/v1/blob/{sha256}", data=chunk, headers=headers)
        if answer.status_code == requests.codes.conflict:
            return _offset(answer)
        return _offset(self._good(answer))

    def fetch_blob(self, sha256: str) -> bytes | None:
        """The bytes of a file, or None while the centre does not have them."""
        answer = self._ask("GET", f"/v1/blob/{sha256}")
        if answer.status_code == requests.codes.not_found:
            return None
        return self._good(answer).content

    def close(self) -> None:
        """Let the connection go."""
        self._session.close()

    def _exchange(self, path: str, message: msgspec.Struct, kind: type[T]) -> T:
        answer = self._post(path, msgspec.json.encode(message))
        try:
            return msgspec.json.decode(answer, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise ServerTrouble("answer-unreadable") from error

    def _post(self, path: str, body: bytes) -> bytes:
        packed, coding = self._packing.packed(body)
        headers = {"Content-Type": "application/json", "Accept-Encoding": self._packing.coding}
        if coding:
            headers["Content-Encoding"] = coding
        answer = self._ask("POST", path, data=packed, headers=headers)
        if coding and answer.status_code == requests.codes.bad_request and self._packing.older():
            return self._post(path, body)
        return self._unpacked(self._good(answer))

    def _ask(
        self, method: str, path: str, data: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> requests.Response:
        try:
            answer = self._session.request(
                method,
                self.url + path,
                data=data or None,
                headers=headers,
                timeout=self._timeout,
                stream=True,
            )
            content = answer.raw.read(MAX_ANSWER, decode_content=False)
        except (requests.RequestException, HTTPError, OSError) as error:
            raise ServerUnreachable(type(error).__name__) from error
        if method != "HEAD" and len(content) < int(answer.headers.get("Content-Length", 0)):
            answer.close()
            raise ServerUnreachable("half an answer")
        self._count(answer, len(data), len(content))
        answer._content = content
        return answer

    def _count(self, answer: requests.Response, up: int, down: int) -> None:
        request = answer.request
        self.turns += 1
        self.bytes_up += up + len(request.path_url) + _header_bytes(request.headers)
        self.bytes_down += down + _header_bytes(answer.headers)

    def _good(self, answer: requests.Response) -> requests.Response:
        if answer.ok:
            return answer
        trouble = _trouble(answer.content, answer.status_code)
        if answer.status_code in (requests.codes.gone, requests.codes.unauthorized):
            raise DeskRevoked(trouble.code, trouble.message, trouble.order)
        raise ServerTrouble(trouble.code, trouble.message)

    def _unpacked(self, answer: requests.Response) -> bytes:
        return self._packing.unpacked(answer.content, answer.headers.get("Content-Encoding"))


def _trouble(body: bytes, status: int) -> Trouble:
    try:
        return msgspec.json.decode(body, type=Trouble)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Trouble(code=f"server-answered-{status}")


def _offset(answer: requests.Response) -> int:
    try:
        return int(answer.headers["Upload-Offset"])
    except (KeyError, ValueError) as error:
        raise ServerTrouble("answer-unreadable") from error


def _header_bytes(headers: Mapping[str, str]) -> int:
    return sum(len(name) + len(value) + 4 for name, value in headers.items())
