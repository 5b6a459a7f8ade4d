"""The export of the registration book: no cell is a formula, the file is there whole or not at all."""

from __future__ import annotations

import csv
import logging
import sys
from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from admission.people import PersonName
from admission.problems import ActRefused
from benchmarks.crowd import crowd, feed
from desktop_app.models.registration_book import BookSieve, places
from desktop_app.usecases.export_journal import BookColumn, Sheet, export_journal
from desktop_app.usecases.watching import Watcher
from desktop_app.usecases.workbook import write_workbook
from tests.desk import EXECUTOR, make_desk

HEARD = datetime(2026, 8, 25, 4, 0, tzinfo=UTC)
MANY = 1200
HOSTILE = ('=HYPERLINK("http://x";"y")', "+1+2", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1")
SHEET = Sheet(
    "Журнал: [2026]",
    (
        BookColumn("=Нөмірі", 10, lambda line: line.number),
        BookColumn("Бала", 30, lambda line: line.child),
        BookColumn("Телефон", 16, lambda line: line.phone),
        BookColumn("ЖСН", 14, lambda line: line.iin),
        BookColumn("Туған күні", 12, lambda line: line.born),
        BookColumn("Тіркелді", 17, lambda line: line.received),
        BookColumn("Сынып", 6, lambda line: line.grade),
        BookColumn("Шешім", 17, lambda line: line.decided),
    ),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    made = make_desk(tmp_path_factory.mktemp("book"))
    lines = feed(map(spoilt, enumerate(crowd(MANY, "school-63"))), first=100)
    with made.write() as writing:
        writing.absorb([], lines, lines[-1].seq, HEARD)
    yield made
    made.replica.close()


def naive(year, month, day, hour=0, minute=0):
    """As a workbook tells it: without a zone."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC).replace(tzinfo=None)


def spoilt(numbered):
    """The first children have names that a table program would calculate."""
    place, application = numbered
    if place >= len(HOSTILE):
        return application
    child = replace(application.draft.child, name=PersonName(HOSTILE[place], "Аты"))
    return replace(application, draft=replace(application.draft, child=child))


def export(desk, path, stop_after=None):
    told: list[int] = []

    def cancelled() -> bool:
        return stop_after is not None and told[-1] >= stop_after

    wanted = places(desk.replica, BookSieve())
    return export_journal(
        desk.replica, EXECUTOR, wanted, SHEET, path, Watcher(lambda done, _: told.append(done), cancelled)
    ), told


def test_no_cell_of_a_workbook_is_a_formula_and_every_text_is_what_it_was(desk, tmp_path):
    written, told = export(desk, tmp_path / "book.xlsx")
    rows = list(load_workbook(tmp_path / "book.xlsx").active.iter_rows())
    assert (written, told, len(rows)) == (MANY, [500, 1000, 1200], MANY + 1)
    assert {cell.data_type for row in rows for cell in row} == {"s", "d", "n"}
    assert [row[1].value for row in rows[1:9]] == [f"{name} Аты" for name in HOSTILE]
    assert all(row[1].quotePrefix for row in rows[1:9])
    phone, iin, born, received, grade, decided = rows[1][2:]
    assert (phone.value, phone.number_format, iin.data_type) == ("+77020000001", "@", "s")
    assert (born.value, received.value) == (naive(2020, 1, 2), naive(2026, 6, 1, 9, 1))
    assert (grade.value, decided.value) == (1, None)


def test_no_cell_of_a_csv_is_a_formula(desk, tmp_path):
    export(desk, tmp_path / "book.csv")
    with (tmp_path / "book.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows[0][0] == "'=Нөмірі"
    assert [row[1] for row in rows[1:9]] == [f"'{name} Аты" for name in HOSTILE]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert rows[1][4:] == ["02.01.2020", "01.06.2026 09:01", "1", ""]


@pytest.mark.parametrize("name", ["book.csv", "book.xlsx"])
def test_a_cancelled_export_leaves_nothing_and_what_was_there_stays(desk, tmp_path, name):
    (tmp_path / name).write_text("of yesterday")
    written, told = export(desk, tmp_path / name, stop_after=500)
    assert (written, told) == (None, [500])
    assert [one.name for one in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == "of yesterday"


@pytest.mark.skipif(sys.platform != "linux", reason="a full device is Linux's")
@pytest.mark.parametrize("name", ["book.csv", "book.xlsx"])
def test_a_full_disk_is_told_and_leaves_nothing(desk, tmp_path, name):
    (tmp_path / f".{name}.part").symlink_to("/dev/full")
    with pytest.raises(ActRefused) as refused:
        export(desk, tmp_path / name)
    [problem] = refused.value.problems
    assert (problem.code, problem.params) == ("export-disk-full", {"name": name})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(desk, tmp_path):
    with pytest.raises(ActRefused) as refused:
        export(desk, tmp_path / "missing" / "book.csv")
    assert refused.value.problems[0].code == "export-closed"


def test_the_log_names_the_officer_by_id_and_no_child(desk, tmp_path, caplog):
    with caplog.at_level(logging.INFO):
        export(desk, tmp_path / "book.csv")
    assert caplog.messages == [f"registration book exported by officer {EXECUTOR.id}: {MANY} entries"]


def test_a_workbook_keeps_any_text_and_any_day(tmp_path):
    row = (
        "<&> \"'",
        "a\x00b\x1f\ud800c",
        "х" * 40_000,
        date(2026, 8, 25),
        datetime(2026, 8, 24, 20, tzinfo=UTC),
    )
    write_workbook(tmp_path / "book.xlsx", "a/b*c", [5] * 5, ["h"] * 5, [row])
    sheet = load_workbook(tmp_path / "book.xlsx").active
    assert sheet.title == "a b c"
    assert [cell.value for cell in sheet[2]] == [
        "<&> \"'",
        "abc",
        "х" * 32_767,
        naive(2026, 8, 25),
        naive(2026, 8, 25, 1),
    ]
    assert sheet.freeze_panes == "A2"
