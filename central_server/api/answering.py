"""The last resort: every error becomes a `Trouble`; bugs are logged without a word of what was in the request."""

from __future__ import annotations

import logging
import traceback
from typing import Any

import msgspec
from litestar import MediaType, Request, Response

from admission.exchange import Trouble
from central_server.api.centre import centre_of
from central_server.api.refusals import Refusal, refusal_of

logger = logging.getLogger(__name__)


def answer_error(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """The refusal this error stands for; an unexpected one is ours: 500, and where it happened goes to the log."""
    refusal = refusal_of(error)
    if refusal is None:
        # The message is left out on purpose: it may hold a name.
        place = "".join(traceback.format_tb(error.__traceback__))
        logger.error("%s %s failed: %s\n%s", request.method, request.url.path, type(error).__name__, place)
        refusal = Refusal(500, "bug")
    elif refusal.code == "unavailable":
        logger.error("%s %s: %s (%s)", request.method, request.url.path, refusal.code, type(error).__name__)
    return _response(request, refusal)


def _response(request: Request[Any, Any, Any], refusal: Refusal) -> Response[bytes]:
    words = centre_of(request).words
    trouble = Trouble(
        code=refusal.code,
        problems=list(refusal.problems),
        message=words.message(refusal.code, refusal.params, refusal.problems),
        order=refusal.order,
    )
    return Response(
        msgspec.json.encode(trouble),
        status_code=refusal.status,
        media_type=MediaType.JSON,
        headers=refusal.headers,
    )
