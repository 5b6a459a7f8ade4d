"""A school's territory from a file: what can be read, what is wrong with the rest, and how it reaches the desks."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl import Workbook

from admission.school import School
from admission.territory import TerritoryStreet
from admission.wire import load_row
from central_server import administration, territoryfile
from central_server.__main__ import REFUSED, main
from central_server.administration import SchoolUnknown
from central_server.territoryfile import read_territory_file
from tests.admission.emitted import said_in
from tests.admission.test_problems_words import without_words, words
from tests.central_server.test_shell import SCHOOL_FILE
from tests.desk import SCHOOL
from wording import LANGUAGES

HEADING: list[object] = ["Елді мекен", "Көше", "Үйлер"]
GOOD: list[list[object]] = [HEADING, ["Астана", "Бөгенбай көшесі", "1-15 тақ; 18"], ["Астана", "6 мкр", None]]
TERRITORY = (
    TerritoryStreet("Астана", "Бөгенбай көшесі", 1, 15, "odd"),
    TerritoryStreet("Астана", "Бөгенбай көшесі", houses=("18",)),
    TerritoryStreet("Астана", "6 мкр"),
)
CSV = 'Елді мекен;Көше;Үйлер\r\nАстана;Бөгенбай көшесі;"1-15 тақ; 18"\r\nАстана;6 мкр;\r\n'


def workbook(*rows: Sequence[object], others: tuple[str, ...] = ()) -> bytes:
    """A workbook with these rows on its first sheet and one word on each other."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for title in others:
        book.create_sheet(title)["B2"] = "x"
    book.create_sheet("empty")
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def archive(**members: bytes | str) -> bytes:
    """A ZIP of these members; `__` in a name is a slash, `_xml` an ending."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members.items():
            opened.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return written.getvalue()


def changed(data: bytes, member: str, old: str, new: str) -> bytes:
    """A workbook with one text of one member replaced."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(
                name, re.sub(old.encode(), new.encode(), text, count=1) if name == member else text
            )
    return written.getvalue()


@pytest.fixture
def read(tmp_path):
    """Territory and problem codes of a file with this content."""

    def file(data: bytes) -> tuple[tuple[TerritoryStreet, ...], list[str]]:
        path = tmp_path / "territory"
        path.write_bytes(data)
        table = read_territory_file(path, "Астана")
        return table.territory, [problem.code for problem in table.problems]

    return file


def test_a_workbook_is_read(read):
    assert read(workbook(*GOOD)) == (TERRITORY, [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "kz1048"])
@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_a_csv_is_read_however_it_was_saved(read, encoding, delimiter):
    lines = [line.replace("; 18", "\0").replace(";", delimiter) for line in CSV.splitlines(keepends=True)]
    assert read("".join(lines).replace("\0", "; 18").encode(encoding)) == (TERRITORY, [])


def test_a_russian_csv_in_the_code_page_of_windows_is_read(read):
    [part] = read("Улица,Дома\nул. Абая,№ 15\n".encode("cp1251"))[0]
    assert (part.street, part.houses) == ("ул. Абая", ("15",))


def test_letters_that_a_program_lost_are_not_taken_for_a_street(read):
    assert read(CSV.encode("cp1251", "replace"))[1] == ["territory-heading-missing"]
    assert read("Улица;Дома\nС?тбаев;1\n".encode("cp1251"))[1] == ["territory-letters-lost"]


def test_numbers_of_a_workbook_are_house_numbers_and_dates_are_not(read):
    assert read(workbook(["Көше", "Үйлер"], ["Абай", 15], ["Абай", 16.0], [98, "1/2"]))[1] == []
    assert read(workbook(["Көше", "Үйлер"], ["Абай", 1.5]))[1] == ["territory-house-unreadable"]
    assert read(workbook(["Көше", "Үйлер"], ["Абай", date(2026, 2, 1)]))[1] == ["territory-house-unreadable"]


def test_rows_keep_the_numbers_of_the_sheet(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(workbook([], ["Title"], [], HEADING, [], ["Астана", "Абай", "x"]))
    [problem] = read_territory_file(path, "").problems
    assert (problem.params["row"], problem.params["column"]) == (6, "Үйлер")
    path.write_bytes("\n\nТақырып\nКөше;Үйлер\n\nАбай;x\n".encode())
    [problem] = read_territory_file(path, "").problems[1:]
    assert problem.params["row"] == 6


def test_a_sheet_that_was_not_read_is_named(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(workbook(*GOOD, others=("Лист2", "Лист3")))
    [problem] = read_territory_file(path, "").problems
    assert (problem.code, problem.params["ignored"], problem.weight) == (
        "territory-sheets-ignored", "Лист2, Лист3", "warn",
    )  # fmt: skip


def test_what_a_sheet_claims_to_measure_is_not_believed(read):
    data = workbook(*GOOD)
    for claim in ("A1", "A1:XFD1048576"):
        lying = changed(
            data, "xl/worksheets/sheet1.xml", '<dimension ref="[^"]*"', f'<dimension ref="{claim}"'
        )
        assert read(lying) == (TERRITORY, [])


@pytest.mark.parametrize("row", ["501", "99999999999999999999"])
def test_a_row_that_no_sheet_has_is_damage(read, row, monkeypatch):
    monkeypatch.setattr(territoryfile, "LAST_ROW_OF_EXCEL", 500)  # the true one costs seconds
    lying = changed(workbook(*GOOD), "xl/worksheets/sheet1.xml", '<row r="3"', f'<row r="{row}"')
    assert read(lying) == ((), ["territory-file-damaged"])


def excel_workbook() -> bytes:
    """The least that Excel itself writes: texts stand in a table of their own, a number beside them."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    texts = "".join(f"<si><t>{text}</t></si>" for text in ("Көше", "Үйлер", "Абай"))
    return archive(
        **{
            "[Content_Types]_xml": f'<Types xmlns="{package}/content-types">'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>',
            "_rels__.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl___rels__workbook_xml.rels": f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="b" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl__workbook_xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="Лист1" sheetId="1" r:id="b"/></sheets></workbook>',
            "xl__sharedStrings_xml": f'<sst xmlns="{main}">{texts}</sst>',
            "xl__worksheets__sheet1_xml": f'<worksheet xmlns="{main}"><sheetData>'
            '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c></row>'
            '<row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3"><v>1.5E1</v></c></row></sheetData></worksheet>',
        }
    )


def test_a_workbook_of_excel_itself_is_read(read):
    assert read(excel_workbook()) == ((TerritoryStreet("Астана", "Абай", houses=("15",)),), [])


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">%s]><sst>&z;</sst>' % b"".join(
    b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 20) for letter in range(ord("b"), ord("z") + 1)
)


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "territory-heading-missing"), (b"PK\x03\x04", "territory-file-damaged"),
     (workbook(*GOOD)[:2000], "territory-file-damaged"), (archive(xl__workbook_xml=b"<x>"), "territory-file-damaged"),
     (archive(xl__workbook_xml=b"<workbook/>"), "territory-file-damaged"),
     (changed(workbook(*GOOD), "xl/workbook.xml", "<sheet .*/>", ""), "territory-file-damaged"),
     (changed(workbook(*GOOD), "xl/worksheets/sheet1.xml", "(?s).*", LAUGHS.decode()), "territory-file-damaged"),
     (archive(word__document_xml=b"<x/>"), "territory-file-kind"),
     (archive(xl__workbook_xml=bytes(65 * 1024 * 1024)), "territory-file-swells"),
     (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "territory-file-old-or-locked"),
     (b"%PDF-1.7", "territory-file-kind"), (b"\x89PNG\r\n\x1a\n" + bytes(20), "territory-file-kind"),
     (b"\n <html><table>", "territory-file-kind"), (b"\xff\xfe\x00", "territory-file-kind"),
     (b"\x98\xff", "territory-file-kind"), (bytes(8 * 1024 * 1024 + 1), "territory-file-too-large"),
     ("Көше;Үйлер\n\"".encode() + b"x" * 200_000, "territory-file-damaged")],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why(read, data, code):
    assert read(data) == ((), [code])


def test_a_file_of_fifty_megabytes_is_not_even_opened(tmp_path, monkeypatch):
    path = tmp_path / "huge.xlsx"
    with path.open("wb") as opened:
        opened.truncate(50 * 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", lambda _path: pytest.fail("it was read"))
    [problem] = read_territory_file(path, "").problems
    assert (problem.code, problem.params) == ("territory-file-too-large", {"size": 50, "limit": 8})


@pytest.mark.parametrize("seed", range(150))
def test_no_damage_breaks_the_reader(read, seed):
    """Bytes turned over inside the packed members and outside them, a hundred and fifty times."""
    chance = random.Random(seed)
    data = bytearray(workbook(*GOOD))
    for _ in range(chance.randint(1, 30)):
        data[chance.randrange(4, len(data))] = chance.randrange(256)
    if seed % 3 == 0:
        member = chance.choice(
            ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"]
        )
        data = bytearray(
            changed(
                workbook(*GOOD),
                member,
                chance.choice(["=", "<", "r", "1", '"', "s"]),
                chance.choice(["", "9", "<"]),
            )
        )
    territory, codes = read(bytes(data))
    assert territory or codes


def test_every_code_of_the_reader_has_words():
    codes = {
        one.code
        for one in said_in(Path(territoryfile.__file__).read_text(encoding="utf-8"), "territoryfile.py")
    }
    assert len(codes) == 6
    assert [code for code in sorted(codes) if without_words(f"problem-{code}")] == []
    assert all("territory-place" in words(language) for language in LANGUAGES)


def test_the_territory_is_replaced_in_the_next_version_of_the_school(bureau):
    kept = administration.school_row(bureau.ledger, SCHOOL.id)
    assert administration.replace_territory(bureau.ledger, SCHOOL.id, TERRITORY)
    assert administration.school_row(bureau.ledger, SCHOOL.id) == replace(kept, territory=TERRITORY)
    assert not administration.replace_territory(bureau.ledger, SCHOOL.id, TERRITORY)


def test_an_unknown_school_has_no_territory(bureau):
    with pytest.raises(SchoolUnknown):
        administration.school_row(bureau.ledger, "school-9")
    with pytest.raises(SchoolUnknown):
        administration.replace_territory(bureau.ledger, "school-9", ())


def test_a_desk_learns_the_new_territory_at_its_next_turn(bureau):
    desk = bureau.desk()
    cursor = desk.sync(cursor=0).cursor
    administration.replace_territory(bureau.ledger, SCHOOL.id, TERRITORY)
    [line] = desk.sync(cursor=cursor).rows
    school = load_row(bytes(line.body))
    assert isinstance(school, School)
    assert school.territory == TERRITORY


@pytest.fixture
def run(tmp_path, capsys):
    """One command over a centre with one school in the temporary folder; its status and its answer."""

    def command(*arguments: object) -> tuple[int, dict[str, object]]:
        status = main([*map(str, arguments), "--data", str(tmp_path / "centre")])
        return status, json.loads(capsys.readouterr().out or "{}")

    school = tmp_path / "school.json"
    school.write_text(json.dumps(SCHOOL_FILE), encoding="utf-8")
    assert command("school", school)[0] == 0
    return command


@pytest.fixture
def csv_file(tmp_path):
    path = tmp_path / "territory.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def test_an_administrator_imports_a_territory(run, csv_file):
    asked = ("territory", csv_file, "--school", SCHOOL.id)
    answer = {"school": SCHOOL.id, "streets": 3, "changed": True, "dry_run": False, "problems": []}
    assert run(*asked, "--dry-run") == (0, answer | {"changed": False, "dry_run": True})
    assert run(*asked) == (0, answer)
    assert run(*asked) == (0, answer | {"changed": False})


def test_what_is_wrong_is_told_in_three_languages_and_nothing_changes(run, csv_file):
    csv_file.write_text(CSV + "Астана;Абай;15-1\n", encoding="utf-8")
    status, answer = run("territory", csv_file, "--school", SCHOOL.id)
    assert (status, answer["changed"], answer["streets"]) == (REFUSED, False, 0)
    [problem] = answer["problems"]
    assert (problem["code"], problem["params"]["row"]) == ("territory-range-backwards", 4)
    assert problem["text"]["ru"].startswith(
        "Строка 4, столбец «Үйлер»: Диапазон домов записан наоборот: от 15 до 1."
    )
    assert set(problem["text"]) == set(LANGUAGES)
    csv_file.write_text(CSV, encoding="utf-8")
    assert run("territory", csv_file, "--school", SCHOOL.id)[1]["changed"] is True


def test_a_file_without_rows_is_told_without_a_place(run, csv_file):
    csv_file.write_bytes(b"%PDF")
    [problem] = run("territory", csv_file, "--school", SCHOOL.id)[1]["problems"]
    assert problem["text"]["en"].startswith("The file is neither XLSX nor CSV.")


@pytest.mark.parametrize(("school", "file"), [("school-9", "territory.csv"), (SCHOOL.id, "absent.csv")])
def test_an_unknown_school_or_file_is_refused(run, csv_file, school, file):
    assert run("territory", csv_file.with_name(file), "--school", school) == (REFUSED, {})
