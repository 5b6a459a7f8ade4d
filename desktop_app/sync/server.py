"""The centre as the desk sees it: one keep-alive HTTP session, bytes counted, every trouble named."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import TypeVar

import msgspec
import requests
from urllib3.exceptions import HTTPError
from urllib3.util import SKIP_HEADER

from admission.exchange import (
    DiffAnswer,
    DiffRequest,
    EnrolAnswer,
    EnrolRequest,
    KeysAnswer,
    KeysMessage,
    RefeedAnswer,
    RefeedRequest,
    RenewAnswer,
    RenewRequest,
    SnapshotOffer,
    SyncAnswer,
    SyncRequest,
    Trouble,
)
from admission.wire import VERSION
from desktop_app.sync.pace import Pace
from desktop_app.sync.packing import MAX_ANSWER, Packing
from desktop_app.sync.trouble import DeskRevoked, ServerTrouble, ServerUnreachable

CONNECT_SECONDS = 10.0
BLOCK = 64 * 1024
SLOW = "PATCH"  # a piece that leaves slowly is no line that does not open
CONTENT_RANGE = re.compile(r"bytes (\d{1,12})-\d{1,12}/(\d{1,12})")
T = TypeVar("T")


class BlobPiece(msgspec.Struct, frozen=True):
    """Bytes of a file from `start` on, the `size` of the whole, and whether the line was cut before all came."""

    start: int
    content: bytes
    size: int
    cut: bool


class Health(msgspec.Struct, frozen=True):
    """The centre is awake: its epoch and its clock."""

    epoch: str
    now: datetime


class Server:
    """The centre at `url`, spoken to with this desk's bearer token; `timeout` in seconds for an answer.

    `dictionary` is what both ends pack with, where this desk has it.
    """

    def __init__(self, url: str, token: str = "", timeout: float = 60.0, dictionary: bytes = b"") -> None:
        self.url = url.rstrip("/")
        self.bytes_up = 0
        self.bytes_down = 0
        self.turns = 0
        self.pace = Pace()
        self._packing = Packing(dictionary)
        self._timeout = (min(CONNECT_SECONDS, timeout), timeout)
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers.clear()
        self._session.headers["User-Agent"] = SKIP_HEADER
        if token:
            self.use_token(token)

    def health(self) -> Health:
        """Whether a centre is there, and what its clock says."""
        return self._read(self._unpacked(self._good(self._ask("GET", "/v1/health"))), Health)

    def sync(self, request: SyncRequest) -> SyncAnswer:
        """One round trip of `POST /v1/sync`."""
        return self._exchange("/v1/sync", request, SyncAnswer)

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Trade a one-time code for a desk of one's own."""
        return self._exchange("/v1/enroll", request, EnrolAnswer)

    def exchange_keys(self, ours: KeysMessage) -> KeysAnswer:
        """Our public keys against the centre's; ServerTrouble `not-found` at a centre without such keys."""
        return self._exchange("/v1/keys", ours, KeysAnswer)

    def renew(self, request: RenewRequest) -> RenewAnswer:
        """Become a desk of our own: this computer is a copy, or was put back to an earlier day."""
        return self._exchange("/v1/renew", request, RenewAnswer)

    def refeed(self, request: RefeedRequest) -> RefeedAnswer:
        """Bring a restored centre a page of what it lost."""
        return self._exchange("/v1/refeed", request, RefeedAnswer)

    def snapshot(self) -> SnapshotOffer:
        """What this school's desks are filled from; ServerTrouble `snapshot-unknown` where there is nothing ready."""
        offer = self._good(self._ask("GET", f"/v1/snapshot?v={VERSION}"))
        return self._read(self._unpacked(offer), SnapshotOffer)

    def snapshot_file(self, sha256: str, offset: int) -> Iterator[bytes]:
        """The bytes of a snapshot's file from `offset` on, as they come."""
        return self._stream(f"/v1/snapshot/{sha256}", offset)

    def diff(self, request: DiffRequest) -> DiffAnswer:
        """The rows of the buckets in which this desk and the centre differ."""
        return self._exchange("/v1/diff", request, DiffAnswer)

    def bundle(self, sealed: bytes) -> bytes:
        """What another desk has sealed for the centre; the centre's sealed answer to it."""
        return self._good(self._ask("POST", "/v1/bundle", data=sealed)).content

    def stay_here(self) -> None:
        """Ask nobody but this very computer, wherever an answer may point: practice mode."""
        from desktop_app.sync.loopback import Loopback

        for scheme in ("http://", "https://"):
            self._session.mount(scheme, Loopback())

    def use_token(self, token: str) -> None:
        """Speak as this desk from now on."""
        self._session.headers["Authorization"] = f"Bearer {token}"

    def blob_offset(self, sha256: str) -> int:
        """How many bytes of this file the centre has."""
        answer = self._ask("HEAD", f"/v1/blob/{sha256}")
        return 0 if answer.status_code == requests.codes.not_found else _offset(self._good(answer))

    def send_blob(self, sha256: str, offset: int, chunk: bytes, size: int) -> int:
        """Send one piece; the offset the centre stands at afterwards, also when it disagreed with ours.

        ServerTrouble `piece-damaged` for a piece that came otherwise than it went, `bytes-wrong` for such a file.
        """
        headers = {
            "Content-Type": "application/octet-stream",
            "Upload-Offset": str(offset),
            "Upload-Length": str(size),
            "Upload-Checksum": f"sha256 {hashlib.sha256(chunk).hexdigest()}",
        }
        answer = self._ask(SLOW, f"/v1/blob/{sha256}", data=chunk, headers=headers)
        if answer.status_code == requests.codes.conflict:
            return _offset(answer)
        return _offset(self._good(answer))

    def fetch_blob(self, sha256: str, offset: int, length: int) -> BlobPiece | None:
        """At most `length` bytes of a file from `offset` on, or None while the centre does not have it.

        As many as the line let through: what came before it was cut is worth keeping.
        """
        answer, cut = self._what_comes(
            f"/v1/blob/{sha256}", {"Range": f"bytes={offset}-{offset + length - 1}"}
        )
        if answer.status_code == requests.codes.not_found:
            return None
        content = self._good(answer).content
        start, size = _span(answer.headers.get("Content-Range", ""), len(content))
        return BlobPiece(start, content, size, cut)

    def close(self) -> None:
        """Let the connection go."""
        self._session.close()

    def _exchange(self, path: str, message: msgspec.Struct, kind: type[T]) -> T:
        return self._read(self._post(path, msgspec.json.encode(message)), kind)

    def _read(self, answer: bytes, kind: type[T]) -> T:
        try:
            return msgspec.json.decode(answer, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise ServerTrouble("answer-unreadable") from error

    def _post(self, path: str, body: bytes) -> bytes:
        packed, coding = self._packing.packed(body)
        headers = {"Accept-Encoding": self._packing.coding}
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
                timeout=self._timeout[1] if method == SLOW else self._timeout,
                stream=True,
            )
            content = answer.raw.read(MAX_ANSWER, decode_content=False)
        except (requests.RequestException, HTTPError, OSError) as error:
            raise ServerUnreachable(type(error).__name__) from error
        if method != "HEAD" and len(content) < _announced(answer):
            answer.close()
            raise ServerUnreachable("half an answer")
        self._count(answer, len(data), len(content))
        answer._content = content
        return answer

    def _stream(self, path: str, offset: int) -> Iterator[bytes]:
        """The body of a download from `offset` on; ServerUnreachable where it is cut."""
        headers = {"Range": f"bytes={offset}-"} if offset else {}
        try:
            answer = self._session.get(self.url + path, headers=headers, timeout=self._timeout, stream=True)
            with answer:
                if not answer.ok:
                    answer._content = answer.raw.read(MAX_ANSWER, decode_content=False)
                self._count(answer, 0, len(answer._content or b""))
                self._good(answer)
                if bool(offset) != (answer.status_code == requests.codes.partial_content):
                    raise ServerTrouble("answer-unreadable")
                left = _announced(answer)
                while left > 0 and (block := answer.raw.read1(BLOCK, decode_content=False)):
                    self.bytes_down += len(block)
                    left -= len(block)
                    yield block
                _keep_alive(answer, whole=left <= 0)
        except (requests.RequestException, HTTPError, OSError) as error:
            raise ServerUnreachable(type(error).__name__) from error
        if left > 0:
            raise ServerUnreachable("half an answer")

    def _what_comes(self, path: str, headers: Mapping[str, str]) -> tuple[requests.Response, bool]:
        """The answer with as much of its body as comes, and whether that is not all."""
        content = bytearray()
        try:
            answer = self._session.get(self.url + path, headers=headers, timeout=self._timeout, stream=True)
        except (requests.RequestException, HTTPError, OSError) as error:
            raise ServerUnreachable(type(error).__name__) from error
        with suppress(HTTPError, OSError):
            while block := answer.raw.read1(BLOCK, decode_content=False):
                content += block
        cut = len(content) < _announced(answer)
        _keep_alive(answer, whole=not cut)
        self._count(answer, 0, len(content))
        answer._content = bytes(content)
        return answer, cut

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
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Trouble(code=f"server-answered-{status}")


def _keep_alive(answer: requests.Response, *, whole: bool) -> None:
    """Give the connection back for the next request: `read1` does not notice that it has read the last byte."""
    if whole:
        answer.raw.drain_conn()
    else:
        answer.close()


def _announced(answer: requests.Response) -> int:
    """How many bytes the answer says it has; 0 where it says nothing that can be read."""
    length = answer.headers.get("Content-Length", "")
    return int(length) if length.isascii() and length.isdecimal() else 0


def _offset(answer: requests.Response) -> int:
    try:
        return int(answer.headers["Upload-Offset"])
    except (KeyError, ValueError) as error:
        raise ServerTrouble("answer-unreadable") from error


def _span(content_range: str, length: int) -> tuple[int, int]:
    """Where a piece begins and how long the whole is; a centre that knows no ranges gives all."""
    if not content_range:
        return 0, length
    found = CONTENT_RANGE.fullmatch(content_range)
    if found is None:
        raise ServerTrouble("answer-unreadable")
    return int(found[1]), int(found[2])


def _header_bytes(headers: Mapping[str, str]) -> int:
    return sum(len(name) + len(value) + 4 for name, value in headers.items())
