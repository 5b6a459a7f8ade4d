"""Importing addresses and children: files as offices keep them, every wrong row told, the old list safe."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from admission.directory_rows import find_directory_heading
from admission.people import Address
from admission.problems import ActRefused
from desktop_app.__main__ import main
from desktop_app.models import directory, replica_key
from desktop_app.models.census import listed_child
from desktop_app.models.directory import suggest
from desktop_app.usecases import import_table
from desktop_app.usecases.import_children import import_children
from desktop_app.usecases.import_directory import import_directory
from desktop_app.usecases.import_notes import MOST_TOLD
from desktop_app.usecases.import_table import open_table
from tests.desk import KEY, make_replica
from tests.workbooks import archive, exchanged, workbook

HEADING = ("Елді мекен", "Көше", "Үй")
CSV = 'Елді мекен;Көше;Үй\r\nАстана;"Бөгенбай көшесі";12\r\n;Абай;1\r\nАстана;Абай;"1; 3А"\r\n'
CHILDREN = "ЖСН;Тегі;Аты;Туған күні\n200915590004;Дүйсенбаев;Әлихан;15.09.2020\n"
NEAR = Address(locality="Астана")


@pytest.fixture
def read(tmp_path):
    """Streets, houses and problem codes of a directory file with this content."""

    def file(data: bytes) -> tuple[int, int, list[str]]:
        path = tmp_path / "addresses"
        path.write_bytes(data)
        done = import_directory(tmp_path, [path])
        return done.streets, done.houses, [problem.code for _, problem in done.notes.told]

    return file


def refusal(read, data: bytes) -> list[str]:
    with pytest.raises(ActRefused) as refused:
        read(data)
    return [problem.code for problem in refused.value.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "kz1048"])
@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_a_csv_is_read_however_it_was_saved(read, encoding, delimiter):
    text = CSV.replace("1; 3А", "1/ 3А").replace(";", delimiter).replace("1/ 3А", "1; 3А")
    assert read(text.encode(encoding)) == (2, 3, ["import-locality-missing"])


def test_a_workbook_is_read_and_a_house_may_be_a_number(read):
    rows = [
        ["Мекенжайлар"],
        HEADING,
        ["Астана", "Абай", 12],
        ["Астана", "Абай", 12.0],
        ["Астана", "Абай", 1.5],
    ]
    assert read(workbook(*rows)) == (1, 1, ["import-house-unreadable"])


def test_a_wrong_row_is_told_with_the_row_of_the_sheet_and_the_others_are_taken(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook([], HEADING, [], ["Астана", "Абай", "x"], ["Астана", "Абай", "5"]))
    done = import_directory(tmp_path, [path])
    [(file, problem)] = done.notes.told
    assert (file, problem.params) == (path, {"row": 4, "column": "Үй", "typed": "x"})
    assert (done.notes.rows, done.notes.left_out, done.houses) == (1, 1, 1)


def test_several_files_together_are_one_directory(tmp_path):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(f"Елді мекен;Көше;Үй\nАстана;Көше {name[0]}ө;1\n", encoding="utf-8")
    assert import_directory(tmp_path, [tmp_path / "a.csv", tmp_path / "b.csv"]).streets == 2


def test_no_more_problems_are_told_than_a_person_reads(tmp_path):
    rows = "".join(f"Астана;Абай;x{number}\n" for number in range(MOST_TOLD + 7))
    (tmp_path / "a.csv").write_text(f"Елді мекен;Көше;Үй\nАстана;Абай;1\n{rows}", encoding="utf-8")
    notes = import_directory(tmp_path, [tmp_path / "a.csv"]).notes
    assert (len(notes.told), notes.untold, notes.left_out) == (MOST_TOLD, 7, MOST_TOLD + 7)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "import-heading-missing"),
        ("Көше;Үй\nАбай;1\n".encode(), "import-heading-missing"),
        ("Елді мекен;Көше;Улица\nАстана;Абай;1\n".encode(), "import-column-twice"),
        ("Елді мекен;Көше;Үй\n".encode(), "import-empty"),
        ("Елді мекен;Көше;Үй\n;Абай;1\n".encode(), "import-locality-missing"),
        (b"%PDF-1.7 ...", "territory-file-kind"),
        (b"<html><table>", "territory-file-kind"),
        (b"\x00\x01\x02 no text", "territory-file-kind"),
        (b"\xd0\xcf\x11\xe0 old", "territory-file-old-or-locked"),
        (b"PK\x03\x04 torn", "territory-file-damaged"),
        (archive("word/document.xml"), "territory-file-kind"),
        (b'Locality;Street\n"' + b"a" * 140_000, "territory-file-damaged"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_the_old_directory_stays(read, data, code):
    read(CSV.encode())
    assert refusal(read, data) == [code]
    assert read(CSV.encode())[:2] == (2, 3)


def test_the_old_directory_is_there_after_a_refusal(tmp_path, read):
    read(CSV.encode())
    refusal(read, b"%PDF")
    replica = make_replica(tmp_path)
    assert directory.counts(replica) == (2, 3)
    replica.close()


def test_a_workbook_damaged_in_the_middle_changes_nothing(read):
    rows = [["Астана", "Абай", str(number)] for number in range(1, 400)]
    torn = exchanged(workbook(HEADING, *rows), "xl/worksheets/sheet1.xml", '<row r="300"', '<row r="three"')
    read(CSV.encode())
    assert refusal(read, torn) == ["territory-file-damaged"]


@pytest.mark.parametrize("seed", range(40))
def test_a_workbook_with_flipped_bytes_is_read_or_refused(read, seed):
    chance, data = random.Random(seed), bytearray(workbook(HEADING, ["Астана", "Абай", "5"]))
    for _ in range(6):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    try:
        read(bytes(data))
    except ActRefused as refused:
        assert refused.problems  # noqa: PT017


def test_a_file_that_swells_or_is_too_large_is_not_opened(read, monkeypatch):
    monkeypatch.setattr(import_table, "LARGEST_UNPACKED", 500)
    assert refusal(read, workbook(HEADING, ["Астана", "Абай", "5"])) == ["territory-file-swells"]
    monkeypatch.setattr(import_table, "LARGEST", 10)
    assert refusal(read, CSV.encode()) == ["territory-file-too-large"]


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path):
    with pytest.raises(FileNotFoundError):
        open_table(tmp_path / "missing.csv", find_directory_heading)


def test_children_are_kept_and_a_second_row_of_one_is_told(tmp_path):
    path = tmp_path / "children.csv"
    path.write_text(f"{CHILDREN}200915590004;Басқа;Бала;\n200915590005;Қате;Бала;\n", encoding="utf-8")
    done = import_children(tmp_path, KEY, [path])
    assert [(one.code, one.params["row"]) for _, one in done.notes.told] == [
        ("import-child-twice", 3), ("iin-check-digit", 4),
    ]  # fmt: skip
    replica = make_replica(tmp_path)
    child = listed_child(replica, "200915590004")
    assert (done.children, child and child.name.surname) == (1, "Дүйсенбаев")
    replica.close()


def test_a_list_of_nobody_is_refused(tmp_path):
    path = tmp_path / "children.csv"
    path.write_text("ЖСН;Тегі;Аты\n", encoding="utf-8")
    with pytest.raises(ActRefused, match="import-empty"):
        import_children(tmp_path, KEY, [path])


def shell(data: Path, *arguments: object, language: str = "ru") -> int:
    return main(["--data", str(data), "--language", language, *map(str, arguments)])


def test_the_shell_imports_a_directory_and_tells_the_wrong_rows(tmp_path, capsys):
    source = tmp_path / "адреса.csv"
    source.write_text(CSV, encoding="utf-8")
    assert shell(tmp_path / "data", "directory", "import", source) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("адреса.csv: Строка 3, столбец «Елді мекен»: Не указан населённый пункт")
    assert told[-1] == "В справочнике адресов теперь улиц: 2, домов: 3."
    replica = make_replica(tmp_path / "data")
    assert suggest(replica, "бөген 12", NEAR)[0].address.house == "12"
    replica.close()


def test_the_shell_says_why_nothing_was_imported(tmp_path, capsys):
    source = tmp_path / "a.csv"
    source.write_text("Көше;Үй\nАбай;1\n", encoding="utf-8")
    assert shell(tmp_path / "data", "directory", "import", source, language="kk") == 1
    assert "тақырып жолы табылмады" in capsys.readouterr().err
    assert shell(tmp_path / "data", "directory", "import", tmp_path / "missing.csv") == 1
    assert "missing.csv" in capsys.readouterr().err


def test_the_shell_imports_children_under_the_key_of_the_replica(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(replica_key, "key_from_keyring", lambda _: KEY)
    source = tmp_path / "children.csv"
    source.write_text(CHILDREN, encoding="utf-8")
    assert shell(tmp_path, "children", "import", source) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "В списке теперь детей: 1."
    replica = make_replica(tmp_path)
    assert listed_child(replica, "200915590004") is not None
    replica.close()
