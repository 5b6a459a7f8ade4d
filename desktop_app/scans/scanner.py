"""Scanners: one small interface; behind it SANE's `scanimage`, or WIA through PowerShell. No thread waits for them."""

from __future__ import annotations

import base64
import binascii
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from typing import IO, Final, NamedTuple, Protocol

from admission.problems import ActRefused, Problem

DOTS_PER_INCH: Final = 200
MOST_BYTES: Final = 200 * 1024 * 1024
Looker = Callable[[str], str | None]  # where a program lies, or None


class Device(NamedTuple):
    """A scanner by the name the system calls it, and by what people read."""

    id: str
    name: str


class Job(Protocol):
    """Something a scanner does meanwhile; asked now and then, never waited for."""

    def result(self) -> bytes | None:
        """What came, once; None while it goes on. ActRefused `scanner-failed` when nothing came."""

    def stop(self) -> None:
        """Nobody wants it any more."""


class Scanner(Protocol):
    """All the windows know of scanners."""

    def search(self) -> Job:
        """Look for devices; `devices` reads the result."""

    def devices(self, answer: bytes) -> list[Device]:
        """What a search found."""

    def scan(self, device: str) -> Job:
        """One page, in colour; the result is a picture of a kind that `papers_of` takes."""


class ProgramJob:
    """A program that runs by itself; what it says is kept where no other program sees it.

    Where it fails, it is tried once more with the command `instead`, if there is one.
    """

    def __init__(
        self,
        command: Sequence[str],
        read: Callable[[bytes], bytes] = bytes,
        instead: Sequence[str] = (),
    ) -> None:
        self._read, self._instead = read, instead
        self._start(command)

    def _start(self, command: Sequence[str]) -> None:
        self._out: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the job ends
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=self._out,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as gone:
            self._out.close()
            raise ActRefused([Problem("scanner-failed")]) from gone

    def result(self) -> bytes | None:
        """See Job."""
        status = self._process.poll()
        if status is None:
            return None
        with self._out as out:
            out.seek(0)
            said = out.read(MOST_BYTES)
        if status and self._instead:
            instead, self._instead = self._instead, ()
            self._start(instead)
            return None
        if status:
            raise ActRefused([Problem("scanner-failed")])
        try:
            return self._read(said)
        except (ValueError, binascii.Error) as broken:
            raise ActRefused([Problem("scanner-failed")]) from broken

    def stop(self) -> None:
        """See Job."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._out.close()


class Sane:
    """Linux: the program that comes with SANE."""

    def __init__(self, program: str) -> None:
        self._program = program

    def search(self) -> Job:
        """See Scanner."""
        return ProgramJob([self._program, "--formatted-device-list", "%d\t%v %m%n"])

    def devices(self, answer: bytes) -> list[Device]:
        """See Scanner."""
        lines = (line.split("\t") for line in answer.decode("utf-8", "replace").splitlines())
        return [
            Device(parts[0], parts[1].strip() or parts[0]) for parts in lines if len(parts) == 2 and parts[0]
        ]

    def scan(self, device: str) -> Job:
        """See Scanner."""
        plain = [self._program, f"--device-name={device}", "--format=tiff"]  # some know no other option
        return ProgramJob([*plain, "--mode=Color", f"--resolution={DOTS_PER_INCH}"], instead=plain)


# The text of the picture leaves as base64: no file of a child's paper is written to the disk.
_WIA_SEARCH: Final = """
$manager = New-Object -ComObject WIA.DeviceManager
foreach ($one in $manager.DeviceInfos) {
  if ($one.Type -eq 1) { "$($one.DeviceID)`t$($one.Properties.Item('Name').Value)" }
}
"""
_WIA_SCAN: Final = """
$manager = New-Object -ComObject WIA.DeviceManager
$device = ($manager.DeviceInfos | Where-Object { $_.DeviceID -eq '@ID@' }).Connect()
$item = $device.Items.Item(1)
foreach ($name in '6147', '6148') { try { $item.Properties.Item($name).Value = @DPI@ } catch { } }
$picture = $item.Transfer('{B96B3CAB-0728-11D3-9D7B-0000F81EF32E}')
[Convert]::ToBase64String($picture.FileData.BinaryData)
"""


class Wia:
    """Windows: WIA, asked in PowerShell."""

    def __init__(self, program: str) -> None:
        self._program = program

    def search(self) -> Job:
        """See Scanner."""
        return self._run(_WIA_SEARCH)

    def devices(self, answer: bytes) -> list[Device]:
        """See Scanner."""
        return Sane.devices(Sane(self._program), answer)

    def scan(self, device: str) -> Job:
        """See Scanner."""
        script = _WIA_SCAN.replace("@ID@", device.replace("'", "''")).replace("@DPI@", str(DOTS_PER_INCH))
        return self._run(script, lambda said: base64.b64decode(said.strip(), validate=True))

    def _run(self, script: str, read: Callable[[bytes], bytes] = bytes) -> Job:
        told = "$ErrorActionPreference = 'Stop'\n[Console]::OutputEncoding = [Text.Encoding]::UTF8\n" + script
        coded = base64.b64encode(told.encode("utf-16-le")).decode("ascii")
        options = ["-NoProfile", "-NonInteractive", "-Sta", "-EncodedCommand", coded]
        return ProgramJob([self._program, *options], read)


def scanner_here(system: str = sys.platform, find: Looker = shutil.which) -> Scanner | None:
    """What this computer asks scanners with; None when it has nothing of the kind."""
    if system == "win32":
        program = find("powershell")
        return Wia(program) if program else None
    program = find("scanimage")
    return Sane(program) if program else None
