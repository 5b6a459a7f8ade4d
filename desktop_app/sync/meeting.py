"""The first words with a centre: is the address one, is it safe, is it a centre, do the clocks agree, whose is it."""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from admission.exchange import PROTOCOL, SyncRequest
from admission.school import School
from admission.wire import load_row
from desktop_app.sync.server import Server
from desktop_app.sync.trouble import ServerTrouble, ServerUnreachable

CLOCKS_AGREE = timedelta(minutes=2)
FIRST_ROWS = 100
PATIENCE = 20.0


class MeetingTrouble(Exception):
    """This is not how a desk begins; `code` names the sentence, `values` fill it."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(code)


def address_of(typed: str) -> str:
    """The centre's address as it was meant, https unless said otherwise; MeetingTrouble for none, or an unsafe one."""
    text = typed.strip().rstrip("/")
    parts = urlsplit(text if "://" in text else f"https://{text}")
    try:
        well_formed = bool(parts.hostname) and parts.scheme in ("http", "https") and parts.port != 0
    except ValueError:
        well_formed = False
    if not well_formed or parts.path or parts.query or " " in text:
        raise MeetingTrouble("address-wrong")
    if parts.scheme == "http" and not _is_here(parts.hostname or ""):
        raise MeetingTrouble("address-not-safe")
    return parts.geturl()


def meet(url: str, now: datetime) -> timedelta:
    """How far this computer's clock is ahead of the centre's; MeetingTrouble where there is no centre."""
    server = Server(url, timeout=PATIENCE)
    try:
        return now - server.health().now
    except ServerUnreachable as error:
        raise MeetingTrouble("certificate-wrong" if "SSLError" in str(error) else "centre-silent") from error
    except ServerTrouble as error:
        raise MeetingTrouble("not-a-centre") from error
    finally:
        server.close()


def school_at(server: Server, epoch: str, now: datetime) -> School | None:
    """The school of this desk, as the first rows of the feed name it; nothing of them is kept."""
    answer = server.sync(
        SyncRequest(
            p=PROTOCOL,
            epoch=epoch,
            cursor=0,
            now=now.replace(microsecond=0),
            head="",
            acts=[],
            opened=[],
            max_rows=FIRST_ROWS,
            more=False,
        )
    )
    rows = (load_row(line.body) for line in answer.rows if line.kind == "school")
    return next((row for row in rows if isinstance(row, School)), None)


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
