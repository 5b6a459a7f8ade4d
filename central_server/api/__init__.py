"""The centre over HTTP: every door of it, built by `app`; nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from litestar import Litestar
from litestar.datastructures import State

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
)
from admission.intake import Intake
from admission.readiness import be_ready_to_read
from central_server.api.answering import answer_error
from central_server.api.blobs import blob_offset, fetch_blob, send_blob
from central_server.api.bundles import bundle
from central_server.api.centre import Centre
from central_server.api.desks import Health, enroll, exchange_keys, health, refeed, renew, sync
from central_server.api.intakes import file_online, show_online, withdraw_online
from central_server.api.packing import Packing
from central_server.api.schema import openapi
from central_server.api.snapshots import diff, snapshot, snapshot_file
from central_server.api.words import Words
from central_server.intake import IntakeAnswer, WithdrawalAnswer, WithdrawalRequest
from central_server.keys import CentreKeys
from central_server.law import Law
from central_server.models.ledger import Ledger

VERSION = "1"
MESSAGES = (
    EnrolRequest,
    EnrolAnswer,
    KeysMessage,
    KeysAnswer,
    RefeedAnswer,
    RefeedRequest,
    RenewRequest,
    RenewAnswer,
    SyncRequest,
    SyncAnswer,
    SnapshotOffer,
    DiffRequest,
    DiffAnswer,
    Intake,
    IntakeAnswer,
    WithdrawalRequest,
    WithdrawalAnswer,
    Health,
)
DOORS = (
    enroll,
    exchange_keys,
    refeed,
    renew,
    sync,
    health,
    snapshot,
    snapshot_file,
    diff,
    blob_offset,
    send_blob,
    fetch_blob,
    bundle,
    file_online,
    show_online,
    withdraw_online,
)


def app(
    ledger: Ledger,
    clock: Callable[[], datetime],
    law: Law,
    catalogues: Path,
    new_id: Callable[[], str],
    keys: CentreKeys,
    packing: Packing,
) -> Litestar:
    """The centre as an ASGI application; `catalogues` holds the compiled words, `new_id` makes ids of acts."""
    be_ready_to_read()
    words = Words(catalogues, law.profiles)
    centre = Centre(ledger, clock, law, words, new_id, packing, keys)
    return Litestar(
        route_handlers=list(DOORS),
        state=State({"centre": centre}),
        exception_handlers={Exception: answer_error},
        openapi_config=openapi(MESSAGES, VERSION),
        request_max_body_size=packing.limit,
        logging_config=None,
    )
