"""Schemathesis, where it is installed, walks the doors of a running centre as their description tells."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from central_server.administration import enrol, enrol_code
from tests.centre import Centre, centre_in
from tests.desk import ROOT, SCHOOL, FakeClock, counted_ids
from tests.fuzz.world import Loud

PROGRAM = "schemathesis"
OWN = ROOT / "build" / PROGRAM / "bin"  # python -m venv build/schemathesis; its pip install schemathesis
# A turn may fit its description and still not the ledger, and Litestar answers OPTIONS for one method of a path only.
NOT_ASKED = "positive_data_acceptance,allow_header_conformance"
PORTALS = "/v1/intake"


def program() -> str | None:
    """Where it is: beside Python, in a folder of its own under build/, or on PATH."""
    places = (str(Path(sys.executable).parent), str(OWN), os.environ.get("PATH", ""))
    return shutil.which(PROGRAM, path=os.pathsep.join(places))


def walk(number: int, seed: int) -> int:
    """How many of the two walks (as a desk, as a portal) found something; it is printed."""
    found = program()
    if found is None:
        print(f"{PROGRAM:22} is not installed: the doors were not walked by their description")
        return 0
    loud = Loud()
    logging.getLogger().addHandler(loud)
    try:
        with (
            TemporaryDirectory() as folder,
            centre_in(Path(folder), ROOT / "translations", FakeClock()) as centre,
        ):
            walks = {
                "desk": (_desk_token(centre), "--exclude-path-regex"),
                "portal": (centre.portal_token(), "--include-path-regex"),
            }
            statuses = [_walk(found, centre.url, who, how, number, seed) for who, how in walks.items()]
    finally:
        logging.getLogger().removeHandler(loud)
    print(*loud.said, sep="\n")
    return sum(status != 0 for status in statuses) + len(loud.said)


def _walk(found: str, url: str, who: str, how: tuple[str, str], number: int, seed: int) -> int:
    token, doors = how
    print(f"{PROGRAM:22} {who}", flush=True)
    command = [found, "run", f"{url}/schema/openapi.json", "--header", f"Authorization: Bearer {token}"]
    command += ["--max-examples", str(number), "--seed", str(seed), "--exclude-checks", NOT_ASKED]
    command += ["--generation-database", "none", "--warnings", "off", "--no-color", doors, f"^{PORTALS}"]
    command += ["--phases", "examples,coverage,fuzzing"]
    with TemporaryDirectory() as folder:
        return subprocess.call(command, cwd=folder)


def _desk_token(centre: Centre) -> str:
    now = centre.clock()
    code = enrol_code(centre.ledger, SCHOOL.id, "walker", now)
    return enrol(centre.ledger, code, "walker", now, counted_ids("walker")).token
