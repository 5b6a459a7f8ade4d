"""The rules from a shell: JSON on stdout, 1 where something blocks, 2 for wrong usage, never a traceback."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys

import msgspec
import pytest

from admission import __main__ as shell
from tests.admission.test_intake import a_form
from tests.desk import ROOT, SCHOOL, a_draft, calendar

AT = ("--at", "2026-08-25T10:15")
DRAFT = msgspec.to_builtins(a_draft())


OQU = (ROOT / "resources/profiles/oqu2026.toml").read_text(encoding="utf-8")


@pytest.fixture
def run(capfdbinary):
    """Run one command; its exit status and its answer."""

    def told(*arguments):
        status = shell.main([str(one) for one in arguments])
        return status, json.loads(capfdbinary.readouterr().out)

    return told


@pytest.fixture
def check(run, tmp_path):
    """Check some bytes, or something as JSON; exit status and (code, at) of every problem."""

    def told(form, *more):
        file = tmp_path / "өтінім.json"
        file.write_bytes(form if isinstance(form, bytes) else json.dumps(form).encode())
        status, answer = run("check", file, *AT, *more)
        return status, [(one["code"], one["at"]) for one in answer["problems"] if one["weight"] != "note"]

    return told


@pytest.fixture
def school(tmp_path):
    file = tmp_path / "school.json"
    file.write_bytes(msgspec.json.encode(SCHOOL))
    return ("--school", file)


def test_an_iin(run):
    assert run("iin", "840415450261") == (
        0, {"iin": "840415450261", "born": "1984-04-15", "sex": "female", "problems": []},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "codes"),
    [("840415450262", ["iin-check-digit"]), ("84041545026", ["iin-length"]), ("84041545О261", ["iin-letters"]),
     ("", ["iin-length"]), ("\udcff", ["iin-letters", "iin-length"])],
)  # fmt: skip
def test_a_wrong_iin(run, text, codes):
    status, answer = run("iin", text)
    assert (status, [one["code"] for one in answer["problems"]]) == (1, codes)
    assert answer["born"] is None


def test_a_pasted_iin_is_cleaned(run):
    assert run("iin", " 8404 1545-0261 ")[1]["iin"] == "840415450261"


@pytest.mark.parametrize(
    ("received", "due", "open_"),
    [("2026-06-30T10:15", "2026-07-01T10:15:00+05:00", True),
     ("2026-06-30T05:15Z", "2026-07-01T10:15:00+05:00", True),
     ("2026-06-27", "2026-06-29T18:30:00+05:00", False)],
)  # fmt: skip
def test_a_deadline(run, received, due, open_):
    status, answer = run("deadline", "--profile", "oqu2026", received)
    assert (status, answer["due"], answer["in_working_hours"]) == (0, due, open_)
    assert (answer["working_days"], answer["problems"]) == (1, [])
    assert answer["received"].endswith("+05:00")


def test_a_year_the_calendar_does_not_know_is_a_warning(run):
    status, answer = run("deadline", "2099-06-30T10:15")
    assert (status, answer["problems"]) == (
        0, [{"code": "calendar-unknown-year", "at": "received", "params": {"year": 2099}, "weight": "warn"}],
    )  # fmt: skip


def test_a_profile(run):
    status, answer = run("profile", "oqu2026")
    assert (status, answer["youngest_birth"], answer["problems"]) == (0, "2020-12-31", [])
    assert answer["documents"][:3] == ["photo", "vaccinations", "health"]
    assert len(answer["grounds"]) == 4


@pytest.mark.parametrize(
    ("inside", "outside", "capacity", "expected"),
    [(7, 2, 25, {"inside": None, "outside": "limit-3-1"}), (9, 2, 25, {"inside": None, "outside": None}),
     (7, 2, 9, {"inside": "class-full", "outside": "class-full"})],
)  # fmt: skip
def test_places(run, inside, outside, capacity, expected):
    status, answer = run("places", "--inside", inside, "--outside", outside, "--capacity", capacity)
    assert (status, answer["next_refused"]) == (0, expected)
    assert (answer["free"], answer["outside_limit"]) == (capacity - inside - outside, inside // 3)


def test_a_clean_draft_at_its_school(check, school):
    assert check(DRAFT, *school) == (0, [])


def test_without_a_school_its_territory_is_unknown_and_that_is_a_warning(check):
    assert check(DRAFT) == (0, [("address-not-served", "registered")])


def test_a_draft_with_a_block(check, school):
    assert check({**DRAFT, "data_consent": False}, *school) == (
        1,
        [("consent-personal-data", "data_consent")],
    )


def test_an_intake_is_known_by_its_school_and_its_files_are_looked_at(check, school):
    files = [
        {"document": code, "name": f"{code}.pdf", "content": ""}
        for code in ("photo", "vaccinations", "health")
    ]
    status, problems = check(a_form(attachments=files), *school)
    assert (status, problems) == (1, [("file-empty", f"documents.{one['document']}") for one in files])


def test_an_intake_says_what_it_is(run, tmp_path):
    file = tmp_path / "intake.json"
    file.write_text(json.dumps(a_form(attachments=[])))
    assert run("check", file, *AT)[1]["form"] == "intake"


@pytest.mark.parametrize(
    ("form", "at"),
    [(b"", ""), (b"{", ""), (b"[]", ""), (b"\xff\xfe", ""), (b'{"a":' + b"[" * 100_000, ""), (b'{"a":"\xff"}', ""),
     ({}, ""), ({**DRAFT, "colour": "red"}, ""), ({**DRAFT, "language": 7}, "language"),
     ({**DRAFT, "child": {**DRAFT["child"], "born": "15.09.2020"}}, "child.born"),
     ({**DRAFT, "documents": [{"code": 1}]}, "documents[0].code"),
     (a_form(colour="red"), ""), (a_form(by_territory="yes"), "by_territory"), (a_form(channel="fax"), "channel"),
     (b" " * 10_000_000, "")],
    ids=range(15),
)  # fmt: skip
def test_what_is_no_application_is_told_with_its_place(check, form, at):
    assert check(form) == (1, [("file-not-readable", at)])


def test_a_missing_file_a_folder_and_a_broken_school_are_told(run, tmp_path, check):
    for file in (tmp_path / "nowhere.json", tmp_path):
        status, answer = run("check", file, *AT)
        assert (status, answer["problems"][0]["code"]) == (1, "file-not-readable")
        assert answer["problems"][0]["params"]["file"] == file.name
    broken = tmp_path / "school.json"
    broken.write_text("{}")
    assert check(DRAFT, "--school", broken) == (1, [("file-not-readable", "")])


@pytest.mark.parametrize(
    ("file", "command"),
    [
        ("profiles/oqu2026.toml", ("profile", "oqu2026")),
        ("calendars/kz.toml", ("deadline", "2026-06-30T10:15")),
    ],
)
def test_damaged_resources_are_told(run, tmp_path, monkeypatch, file, command):
    for name in ("profiles/oqu2026.toml", "calendars/kz.toml"):
        copy = tmp_path / name
        copy.parent.mkdir(parents=True)
        copy.write_bytes(b"[" if name == file else (shell.RESOURCES / name).read_bytes())
    monkeypatch.setattr(shell, "RESOURCES", tmp_path)
    status, answer = run(*command)
    assert (status, answer["problems"][0]["code"]) == (1, "file-not-readable")


def test_a_profile_without_regions_needs_no_region(run, tmp_path, monkeypatch):
    law = (shell.RESOURCES / "profiles/oqu2026.toml").read_text(encoding="utf-8")
    everywhere = "\n".join(line for line in law.splitlines() if not line.startswith("regions"))
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles/everywhere.toml").write_text(everywhere, encoding="utf-8")
    monkeypatch.setattr(shell, "RESOURCES", tmp_path)
    file = tmp_path / "draft.json"
    file.write_text(json.dumps(DRAFT))
    status, answer = run("check", file, *AT, "--profile", "everywhere")
    assert (status, [one["code"] for one in answer["problems"]]) == (
        0,
        ["six-in-autumn", "address-not-served"],
    )


STREAM = {"row": "stream", "id": "s/2026/kk", "school": "s", "year": 2026, "language": "kk", "capacity": 5}


def an_asker(name, queue, **more):
    return {"id": name, "number": name, "received": f"2026-05-27T09:0{name}:00+05:00", "queue": queue, **more}


def test_places_are_given_and_explained_and_moves_are_told(run, tmp_path):
    askers = [an_asker("1", "inside"), an_asker("2", "outside"), an_asker("3", "outside")]
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    before.write_text(json.dumps({"stream": STREAM, "askers": askers}))
    after.write_text(json.dumps({"stream": STREAM, "askers": [askers[0], askers[2]]}))
    assert "moves" not in run("allocate", after)[1]
    status, answer = run("allocate", after, "--before", before)
    assert (status, answer["stream"]["inside"]) == (0, 1)
    assert [(one["application"], one["code"]) for one in answer["places"]] == [
        ("1", "given"), ("3", "waits-for-territory"),
    ]  # fmt: skip
    causes = {one["application"]: [cause["code"] for cause in one["causes"]] for one in answer["moves"]}
    assert causes["2"] == ["left"]
    assert "moved-up-withdrawn" in causes["3"]


def test_who_may_be_the_same_child(run, tmp_path):
    child = {"id": "1", "name": {"surname": "Дүйсенбаев", "given": "Азамат"}, "born": "2020-09-15"}
    other = {"id": "2", "name": {"surname": "ДУИСЕНБАЕВ", "given": "АЗАМАТ"}, "born": "2020-09-15"}
    file = tmp_path / "children.json"
    file.write_text(json.dumps({"child": child, "others": [other]}))
    status, answer = run("duplicates", file)
    assert status == 0
    assert [(one["id"], "same-name-and-date" in one["reasons"]) for one in answer["matches"]] == [("2", True)]


@pytest.mark.parametrize(
    ("profile", "due"),
    [("oqu2026", "2026-07-01T10:15:00+05:00"), ("snation", "2026-07-01T10:15:00+05:00"),
     ("egov_kk", "2026-07-01T10:15:00+05:00"), ("karaganda", "2026-07-08T10:15:00+05:00"),
     ("aktobe", "2026-07-08T10:15:00+05:00")],
)  # fmt: skip
def test_every_profile_answers_for_a_deadline(run, profile, due):
    assert run("deadline", "--profile", profile, "2026-06-30T10:15")[1]["due"] == due


def test_a_profile_of_ones_own_is_told_its_line(run, tmp_path):
    file = tmp_path / "school.toml"
    file.write_text(OQU.replace("min_age = 6", "min_age = 'алты'"), encoding="utf-8")
    status, answer = run("profile", file)
    assert status == 1
    assert answer["problems"][0]["params"]["reason"].startswith("line ")
    file.write_text(OQU, encoding="utf-8")
    assert run("profile", file)[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [(), ("sell",), ("iin",), ("deadline", "tomorrow"), ("deadline", "9999-12-31T10:00"), ("profile", "../kz"),
     ("deadline", "--profile", "egov", "2026-06-30T10:15"), ("check", "a.json"), ("check", "a.json", "--at", "5"),
     ("places", "--inside", "7"), ("places", "--inside", "-1", "--outside", "0", "--capacity", "1"),
     ("places", "--inside", "1e3", "--outside", "0", "--capacity", "1"),
     ("places", "--inside", "9" * 30, "--outside", "0", "--capacity", "1")],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage_ends_with_2(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        shell.main(list(arguments))
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_from_a_real_shell_in_a_poor_locale():
    poor = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "ascii",
    }
    command = [sys.executable, "-m", "admission", "profile", "oqu2026"]
    done = subprocess.run(command, cwd=ROOT, env=poor, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "платформасы" in json.loads(done.stdout)["title"]["kk"]


def test_a_draft_says_what_it_is(run, tmp_path):
    file = tmp_path / "draft.json"
    file.write_text(json.dumps(DRAFT))
    assert run("check", file, *AT)[1]["form"] == "draft"


@pytest.mark.parametrize(
    ("size", "problems"), [(shell.MAX_BYTES, []), (shell.MAX_BYTES + 1, ["file-not-readable"])]
)
def test_a_file_of_eight_megabytes_is_read_and_a_larger_one_is_not(check, school, size, problems):
    """An attachment of the largest size is larger yet once it is written in base64."""
    assert shell.MAX_BYTES == 8_388_608
    padded = json.dumps(DRAFT).encode().ljust(size)
    assert [code for code, _ in check(padded, *school)[1]] == problems


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [("file_max_bytes = 5242880", "file_max_bytes = 3", "file-too-large"),
     ('file_formats = ["pdf", "jpeg"]', 'file_formats = ["pdf"]', "file-format")],
)  # fmt: skip
def test_attachments_are_measured_by_the_profile(check, school, tmp_path, monkeypatch, old, new, expected):
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles/strict.toml").write_text(OQU.replace(old, new), encoding="utf-8")
    monkeypatch.setattr(shell, "RESOURCES", tmp_path)
    picture = base64.b64encode(b"\xff\xd8\xff\xda\xff\xd9").decode()
    names = ("photo", "vaccinations", "health")
    files = [{"document": one, "name": f"{one}.jpg", "content": picture} for one in names]
    found = check(a_form(attachments=files), *school, "--profile", "strict")[1]
    assert found == [(expected, f"documents.{one}") for one in names]


def test_a_wrong_iin_is_told_at_its_argument(run):
    [problem] = run("iin", "84041545026")[1]["problems"]
    assert (problem["at"], problem["params"]) == ("iin", {"length": 11})


def test_the_first_year_without_a_calendar_is_named(run):
    """Received on the last day of the last year that is known, due in a year that is not."""
    last = calendar().last_year
    [problem] = run("deadline", f"{last}-12-31T23:00")[1]["problems"]
    assert problem["params"] == {"year": last + 1}
    [problem] = run("deadline", f"{last + 1}-12-31T23:00")[1]["problems"]
    assert problem["params"] == {"year": last + 1}


def test_an_answer_is_indented_by_two_for_people(capfdbinary):
    shell.main(["iin", "840415450261"])
    assert capfdbinary.readouterr().out.startswith(b'{\n  "iin": "840415450261",\n')


def test_without_a_school_the_region_that_opens_first_counts(check):
    early = [code for code, _ in check(DRAFT, "--at", "2026-05-27T10:00")[1]]
    assert "window-not-open-yet" not in early


@pytest.mark.parametrize(("digits", "status"), [("9" * 9, 0), ("9" * 10, 2)])
def test_a_count_has_nine_digits_at_most(digits, status, capfdbinary):
    told = ["places", "--inside", "0", "--outside", "0", "--capacity", digits]
    if status:
        with pytest.raises(SystemExit, match="2"):
            shell.main(told)
    else:
        assert shell.main(told) == 0


@pytest.mark.parametrize(("year", "status"), [(1999, 2), (2000, 0), (2099, 0), (2100, 2)])
def test_a_moment_lies_in_this_century(year, status, capfdbinary):
    told = ["deadline", f"{year}-06-30T10:15"]
    if status:
        with pytest.raises(SystemExit, match="2"):
            shell.main(told)
    else:
        assert shell.main(told) == 0
