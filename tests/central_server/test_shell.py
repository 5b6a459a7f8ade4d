"""The centre from a shell: a school from its file, codes and tokens, serving and stopping."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
import requests
from argon2 import PasswordHasher

from admission.people import PersonName
from admission.roles import Role
from central_server.__main__ import CANNOT_SERVE, REFUSED, main
from central_server.models.ledger import open_ledger
from central_server.models.timeline import Marks, write_marks
from central_server.schoolfile import read_school
from central_server.settings import settings_in
from tests.central_server.test_intake import an_intake
from tests.desk import ROOT, SCHOOL

SCHOOL_FILE = {
    "school": msgspec.to_builtins(SCHOOL),
    "streams": [{"year": 2026, "language": "kk", "capacity": 25}],
    "officers": [
        {
            "login": "aigul",
            "name": {"surname": "Сәрсенова", "given": "Айгүл"},
            "roles": ["executor", "director"],
            "password": "correct horse",
        }
    ],
}
MORNING = "2026-08-25T09:00+05:00"


@pytest.fixture
def run(tmp_path, capsys):
    """Run one command over a centre in the temporary folder; its status and its answers."""

    def command(*arguments: object) -> tuple[int, list[dict[str, object]]]:
        status = main([*map(str, arguments), "--data", str(tmp_path / "centre")])
        return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return command


@pytest.fixture
def school_file(tmp_path: Path) -> Path:
    path = tmp_path / "school.json"
    path.write_text(json.dumps(SCHOOL_FILE), encoding="utf-8")
    return path


def test_a_school_file_becomes_a_school_with_hashed_passwords():
    school, streams, officers = read_school(json.dumps(SCHOOL_FILE).encode())
    [officer] = officers
    assert school == SCHOOL
    assert [(one.id, one.capacity) for one in streams] == [("school-63/2026/kk", 25)]
    assert (officer.name, officer.roles) == (
        PersonName("Сәрсенова", "Айгүл"),
        frozenset({Role.EXECUTOR, Role.DIRECTOR}),
    )
    assert PasswordHasher().verify(officer.password_hash, "correct horse")


def test_a_misspelt_school_file_names_the_place():
    wrong = SCHOOL_FILE | {"streams": [{"year": 2026, "language": "kk", "places": 25}]}
    with pytest.raises(msgspec.ValidationError, match=r"places.*streams\[0\]"):
        read_school(json.dumps(wrong).encode())


def test_an_administrator_sets_up_a_school(run, school_file, tmp_path):
    assert run("school", school_file)[1][0]["officers"] == ["school-63-aigul"]
    [code] = run("code", "school-63", "Counter")[1]
    assert len(str(code["code"]).replace("-", "")) == 12
    assert run("portal-token", "school-63")[1][0]["school"] == "school-63"
    assert run("migrate")[0] == 0
    intake = tmp_path / "intake.json"
    intake.write_text(json.dumps(an_intake()), encoding="utf-8")
    status, [answer] = run("intake", intake, "--demo-clock", MORNING)
    assert (status, answer["number"]) == (0, "Э-0001")
    intake.write_text(json.dumps(an_intake(2, language="uz")), encoding="utf-8")
    status, [answer] = run("intake", intake, "--demo-clock", MORNING)
    assert (status, list(answer)) == (REFUSED, ["problems"])
    assert run("revoke", "no-such-desk")[0] == REFUSED


def test_an_unknown_school_is_said_in_a_sentence(run, tmp_path, capsys):
    assert main(["code", "school-99", "Counter", "--data", str(tmp_path)]) == REFUSED
    assert capsys.readouterr().err == "The centre has no school 'school-99'.\n"


def test_a_file_that_cannot_be_used_is_said_in_a_sentence(school_file, tmp_path, capsys):
    school_file.write_text('{"school": 1}', encoding="utf-8")
    assert main(["school", str(school_file), "--data", str(tmp_path)]) == REFUSED
    assert "`$.school`" in capsys.readouterr().err
    assert main(["school", str(tmp_path / "none.json"), "--data", str(tmp_path)]) == REFUSED
    assert "no such file" in capsys.readouterr().err


def test_an_older_database_is_not_served(run, tmp_path, capsys):
    settings = settings_in(tmp_path / "centre")
    open_ledger(settings).close()
    write_marks(settings.timeline, Marks("another", {}))
    assert main(["serve", "--data", str(tmp_path / "centre")]) == CANNOT_SERVE
    assert "another time line" in capsys.readouterr().err


def test_a_clock_without_a_zone_is_refused(run, capsys):
    with pytest.raises(SystemExit):
        run("migrate", "--demo-clock", "2026-08-25T09:00")
    assert "needs a zone" in capsys.readouterr().err


def test_it_serves_on_a_stated_clock_and_stops_cleanly(tmp_path):
    command = [sys.executable, "-m", "central_server", "serve", "--data", str(tmp_path / "centre")]
    options = ["--port", "0", "--demo-clock", MORNING]
    with subprocess.Popen([*command, *options], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline(), process.stdout.readline()]
        assert lines[0].startswith("DEMONSTRATION")
        url = lines[1].removeprefix("listening on ").strip()
        health = requests.get(f"{url}/v1/health", timeout=20).json()
        assert health["now"].startswith("2026-08-25T09:00")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    assert (tmp_path / "centre" / "timeline.json").exists()
