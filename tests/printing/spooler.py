"""A real CUPS of our own for one test module: its folder and socket, a queue that writes PDF, one of cups-pdf."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CUPSD = "/usr/sbin/cupsd"
NEEDED = (CUPSD, "lp", "lpstat", "lpadmin", "cupsdisable", "cupsenable", "cupsreject", "cupsaccept")
PDF_DRIVER = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd")
PDF_SPOOL = Path("/var/spool/cups-pdf")
PATIENCE_SECONDS = 30

DAEMON = """Listen {folder}/cups.sock
LogLevel info
Browsing No
DefaultAuthType None
WebInterface No
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""
FILES = """ServerRoot {folder}/server
RequestRoot {folder}/spool
StateDir {folder}
CacheDir {folder}/cache
TempDir {folder}/spool/tmp
ErrorLog {folder}/error_log
AccessLog {folder}/access_log
PageLog {folder}/page_log
ServerKeychain {folder}/server/ssl
FileDevice Yes
Sandboxing relaxed
"""
# a printer that understands PDF: what the filters of CUPS make of it is what it gets
DRIVER = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "PLAIN.PPD"
*Manufacturer: "Plain"
*Product: "(Plain)"
*ModelName: "Plain"
*ShortNickName: "Plain"
*NickName: "Plain PDF"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *PageSize/Media Size: PickOne
*DefaultPageSize: A4
*PageSize A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion/Media Size: PickOne
*DefaultPageRegion: A4
*PageRegion A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4: "12 12 583 830"
*DefaultPaperDimension: A4
*PaperDimension A4: "595 842"
"""


def why_not() -> str:
    """What is missing here for a CUPS of our own; empty where nothing is."""
    missing = [one for one in NEEDED if shutil.which(one) is None]
    if missing:
        return f"CUPS is not here: {', '.join(missing)} (Debian: cups, printer-driver-cups-pdf)"
    if not PDF_DRIVER.exists():
        return "cups-pdf is not here (Debian: printer-driver-cups-pdf)"
    return "" if os.geteuid() == 0 else "a CUPS of our own needs the superuser"


@dataclass
class Spooler:
    """A running CUPS; `plain` is the queue that writes PDF into `written`, `cups_pdf` the one of cups-pdf."""

    folder: Path
    daemon: subprocess.Popen[bytes]
    plain: str = "plain"
    cups_pdf: str = "virtual"

    @property
    def written(self) -> Path:
        return self.folder / "written.pdf"

    @property
    def server(self) -> str:
        """What its clients call CUPS_SERVER."""
        return str(self.folder / "cups.sock")

    def tell(self, *command: str) -> str:
        """A command of CUPS that must succeed; what it said."""
        environment = {**os.environ, "CUPS_SERVER": self.server}
        said = subprocess.run(
            command, capture_output=True, timeout=PATIENCE_SECONDS, env=environment, check=False
        )
        assert said.returncode == 0, said.stderr.decode()
        return said.stdout.decode()

    def wait_until_idle(self) -> None:
        """Until no job is left."""
        end = time.monotonic() + PATIENCE_SECONDS
        while self.tell("lpstat", "-o").strip():
            assert time.monotonic() < end, (self.folder / "error_log").read_text(errors="replace")[-3000:]
            time.sleep(0.1)

    def stop(self) -> None:
        self.daemon.terminate()
        self.daemon.wait(PATIENCE_SECONDS)


@contextmanager
def spooler() -> Iterator[Spooler]:
    """One that runs, with both queues."""
    folder = Path(tempfile.mkdtemp(prefix="cups-"))  # short: a socket's name has 107 letters at most
    folder.chmod(0o711)  # the filters are another user
    for name in ("server/ppd", "spool/tmp", "cache"):
        (folder / name).mkdir(parents=True)
    for name, text in (("cupsd.conf", DAEMON), ("files.conf", FILES), ("plain.ppd", DRIVER)):
        (folder / name).write_text(text.format(folder=folder) if name.endswith("conf") else text)
    command = (CUPSD, "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "files.conf"))
    with (folder / "daemon.log").open("wb") as log:
        made = Spooler(folder, subprocess.Popen(command, stdout=log, stderr=log))
    try:
        _wait_for_socket(folder / "cups.sock")
        made.tell(
            "lpadmin", "-p", made.plain, "-v", f"file:{made.written}", "-P", str(folder / "plain.ppd"), "-E"
        )
        made.tell(
            "lpadmin", "-p", made.cups_pdf, "-v", "cups-pdf:/qabyldau-test", "-P", str(PDF_DRIVER), "-E"
        )
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder)


def _wait_for_socket(path: Path) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not path.exists():
        assert time.monotonic() < end, (path.parent / "daemon.log").read_text()
        time.sleep(0.05)
