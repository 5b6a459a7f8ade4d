"""Finding neighbours: mDNS announces a desk's id and the mark of its school, no names; the same is looked for."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import NamedTuple

from zeroconf import Error, IPVersion, ServiceBrowser, ServiceInfo, ServiceListener, Zeroconf

KIND = "_qabyldau._tcp.local."
DESK, SCHOOL = "desk", "school"
WAIT = 1000  # milliseconds for the address behind a name
NAME = 40  # letters; a DNS label holds 63


class Found(NamedTuple):
    """A desk of this school and where it listens, as it says itself; only pairing proves it."""

    desk: str
    address: str


class Finder(ServiceListener):
    """Announces and looks between `start` and `close`; where the network lets nothing through, it finds nobody."""

    def __init__(self, interfaces: list[str] | None = None) -> None:
        self._interfaces = interfaces
        self._network: Zeroconf | None = None
        self._browser: ServiceBrowser | None = None
        self._found: dict[str, Found] = {}
        self._guard = threading.Lock()
        self._desk = self._school = ""

    def start(self, desk: str, school: str, port: int) -> None:
        """Announce this desk and look for others of its school."""
        self._desk, self._school = desk, school
        with contextlib.suppress(OSError, Error):
            self._network = self._made()
            self._network.register_service(self._announced(port))
            self._browser = ServiceBrowser(self._network, KIND, self)

    def found(self) -> list[Found]:
        """Who is there at this moment."""
        with self._guard:
            return sorted(self._found.values())

    def close(self) -> None:
        """Say goodbye."""
        if self._browser is not None:
            self._browser.cancel()
            self._browser = None
        if self._network is not None:
            with contextlib.suppress(OSError, Error):
                self._network.close()
            self._network = None

    def add_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """Somebody announces himself."""
        with contextlib.suppress(OSError, Error):
            self._note(name, zc.get_service_info(type_, name, WAIT))

    def update_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """Somebody moved."""
        self.add_service(zc, type_, name)

    def remove_service(self, zc: Zeroconf, type_: str, name: str) -> None:  # noqa: ARG002 – zeroconf's own
        """Somebody left."""
        with self._guard:
            self._found.pop(name, None)

    def _note(self, name: str, info: ServiceInfo | None) -> None:
        told = info.decoded_properties if info else {}
        addresses = info.parsed_addresses(IPVersion.V4Only) if info else []
        desk = told.get(DESK) or ""
        if info is None or not addresses or told.get(SCHOOL) != self._school or desk in ("", self._desk):
            return
        with self._guard:
            self._found[name] = Found(desk, f"{addresses[0]}:{info.port}")

    def _made(self) -> Zeroconf:
        if self._interfaces is None:
            return Zeroconf(ip_version=IPVersion.V4Only)
        return Zeroconf(self._interfaces, ip_version=IPVersion.V4Only)

    def _announced(self, port: int) -> ServiceInfo:
        addresses = self._interfaces or own_addresses()
        return ServiceInfo(
            KIND,
            f"{self._desk[-NAME:]}.{KIND}",
            port=port,
            properties={DESK: self._desk, SCHOOL: self._school},
            server=f"qabyldau-{self._desk[-NAME:]}.local.",
            addresses=[socket.inet_aton(one) for one in addresses],
        )


def own_addresses() -> list[str]:
    """The addresses this computer has on its networks."""
    import ifaddr

    found = [ip.ip for adapter in ifaddr.get_adapters() for ip in adapter.ips if isinstance(ip.ip, str)]
    return [one for one in found if not one.startswith("127.")] or ["127.0.0.1"]
