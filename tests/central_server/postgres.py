"""A PostgreSQL server of the tests' own: started in a temporary folder, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

PATIENCE_SECONDS = 30
TABLES = (
    "select tablename::text from pg_tables where schemaname = 'public' and tablename <> 'alembic_version'"
)
# Quick, not durable. Kazakh sorting by default, so that forgetting to sort by code point shows.
INITDB = (
    "--auth=trust --username=postgres --no-sync --encoding=UTF8 --locale-provider=icu --icu-locale=kk".split()
)
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "16MB",
    "max_connections": "60",
}


@dataclass
class Server:
    """A running server; `fresh` makes an empty database."""

    socket: Path

    def __post_init__(self) -> None:
        self._numbers = count(1)
        self._kept = ""

    def fresh(self) -> str:
        """The URL of a new database without a table."""
        name = f"centre_{next(self._numbers)}"
        with self._connect("postgres") as connection:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        return f"postgresql://postgres@/{name}?host={self.socket}"

    def emptied(self) -> str:
        """The URL of a database whose tables may be there already but hold nothing; quicker than a new one."""
        if not self._kept:
            self._kept = self.fresh()
            return self._kept
        with self._connect(make_url(self._kept).database or "") as connection:
            tables = connection.execute(TABLES).fetchall()
            names = sql.SQL(", ").join(sql.Identifier(name) for (name,) in tables)
            connection.execute(sql.SQL("truncate {} cascade").format(names))
        return self._kept

    def _connect(self, database: str) -> psycopg.Connection[tuple[str]]:
        return psycopg.connect(f"host={self.socket} user=postgres dbname={database}", autocommit=True)


def programs() -> Path | None:
    """Where PostgreSQL's programs are, the newest version first; None where they are not installed."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def running(binaries: Path, settings: Mapping[str, str] = SETTINGS) -> Iterator[Server]:
    """A server on a Unix socket; PostgreSQL refuses to run as root, so root lends it to `postgres`."""
    folder = Path(tempfile.mkdtemp(prefix="centre-pg-"))
    lent = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    try:
        if lent:
            shutil.chown(folder, "postgres", "postgres")
        data = folder / "data"
        subprocess.run(
            [*lent, str(binaries / "initdb"), *INITDB, "-D", str(data)],
            check=True,
            capture_output=True,
            cwd=folder,
        )
        options = [f"--{name}={value}" for name, value in settings.items()]
        with (folder / "log").open("wb") as log:
            command = [*lent, str(binaries / "postgres"), "-D", str(data), "-k", str(folder), *options]
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
        try:
            _wait(folder)
            yield Server(folder)
        finally:
            _stop(binaries, lent, data)
            process.wait(PATIENCE_SECONDS)
    finally:
        shutil.rmtree(folder)


def _wait(folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            psycopg.connect(f"host={folder} user=postgres dbname=postgres").close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise RuntimeError((folder / "log").read_text()) from None
            time.sleep(0.05)
        else:
            return


def _stop(binaries: Path, lent: list[str], data: Path) -> None:
    command = [*lent, str(binaries / "pg_ctl"), "stop", "-D", str(data), "-m", "immediate"]
    subprocess.run(command, check=True, capture_output=True, cwd=data.parent)
