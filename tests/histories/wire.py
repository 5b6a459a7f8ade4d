"""The wire: the desk's real client and the centre's real application, with the socket between them replaced."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import requests
from litestar import Litestar
from litestar.concurrency import get_asyncio_executor, set_asyncio_executor
from litestar.datastructures import State
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from urllib3 import HTTPResponse

URL = "http://centre.test"


class Asked:
    """One request as its bytes went out."""

    def __init__(self, method: str, path: str, headers: dict[str, str], body: bytes) -> None:
        self.method, self.path, self.headers, self.body = method, path, headers, body


class Answered:
    """One answer as its bytes came back; `cut` of them arrive."""

    def __init__(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body


Carry = Callable[[Asked], Answered]


class Inline(Executor):
    """Work of the centre is done at once, on the thread that asks: a history has one thread."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - also a killed centre
            done.set_exception(error)
        return done


class Doors:
    """An ASGI application that is asked one request after the other."""

    def __init__(self) -> None:
        self.application: Litestar | None = None
        self._loop = asyncio.new_event_loop()

    @property
    def state(self) -> State:
        """What the application's doors share."""
        assert self.application is not None, "the workshop has built it"
        return self.application.state

    def ask(self, asked: Asked) -> Answered:
        return self._loop.run_until_complete(_ask(self.application, asked))

    def close(self) -> None:
        self._loop.close()


async def _ask(application: Any, asked: Asked) -> Answered:
    told: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": asked.body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        told.append(message)

    await application(_scope(asked), receive, send)
    headers = [(name.decode(), value.decode("latin-1")) for name, value in told[0]["headers"]]
    return Answered(told[0]["status"], headers, b"".join(one.get("body", b"") for one in told[1:]))


def _scope(asked: Asked) -> dict[str, Any]:
    headers = [(name.lower().encode(), value.encode()) for name, value in asked.headers.items()]
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": asked.method,
        "scheme": "http",
        "path": asked.path,
        "raw_path": asked.path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"centre.test"), *headers],
        "client": ("desk", 1),
        "server": ("centre.test", 80),
        "state": {},
    }


@contextmanager
def doors() -> Iterator[Doors]:
    """Doors whose work is done on this thread."""
    made, before = Doors(), get_asyncio_executor()
    set_asyncio_executor(Inline())  # type: ignore[arg-type]  # litestar hands it to the loop, which takes any
    try:
        yield made
    finally:
        set_asyncio_executor(before)
        made.close()


class Cable(BaseAdapter):
    """What stands where the socket was: hands the request's bytes to `carry`, the answer's bytes to requests."""

    def __init__(self, carry: Carry) -> None:
        super().__init__()
        self.carry = carry

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        body = request.body or b""
        asked = Asked(
            request.method or "",
            request.path_url,
            dict(request.headers),
            body if isinstance(body, bytes) else body.encode(),
        )
        return _response(request, self.carry(asked))

    def close(self) -> None:
        """Nothing is held."""


def _response(request: requests.PreparedRequest, answered: Answered) -> requests.Response:
    made = requests.Response()
    made.status_code = answered.status
    made.headers = CaseInsensitiveDict(answered.headers)
    made.raw = HTTPResponse(
        BytesIO(b"" if request.method == "HEAD" else answered.body),
        headers=dict(answered.headers),
        status=answered.status,
        preload_content=False,
        request_method=request.method,
    )
    made.url, made.request = request.url or "", request
    return made
