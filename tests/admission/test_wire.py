"""Acts and rows as bytes: there and back, chained, readable for ever; what is no act is told, never raised."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from admission.acts import Act, Body, kind_of
from admission.decide import decide
from admission.school import DeskLine
from admission.wire import VERSION, ActUnreadable, chain, dump_act, dump_row, kind_of_row, load_act, load_row
from tests.admission.casework import Casework, an_order, filing
from tests.desk import DIRECTOR, EXECUTOR, MORNING, REFERENCE, ROOT

GOLDEN = sorted((ROOT / "tests/golden/acts").glob("*.json"))
NEWEST = {file.name.split("-")[1].split(".")[0]: file for file in GOLDEN}  # v2 stands after v1
STORED = [file.read_bytes().rstrip(b"\n") for file in GOLDEN]
CHAINED = [data for file, data in zip(GOLDEN, STORED, strict=True) if ".v1." in file.name]
LAST_HASH = "5afc26f8518229d07f52a18bb4c2118eba54aad3945cd45c0ba8acaa76dec748"
ROWS = (*REFERENCE, DeskLine(id="desk-a", school="school-63", name="1-терезе", series="А"))


def test_there_is_a_stored_act_of_each_kind():
    kinds = {str(kind.__struct_config__.tag) for kind in get_args(Body)}
    assert {kind_of(load_act(data).body) for data in STORED} == kinds


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_a_stored_act_is_read_for_ever(file):
    """Every field that stands in the file is read, with its value; a later version may add fields."""
    stored = json.loads(file.read_bytes())
    act = load_act(file.read_bytes())
    assert holds(msgspec.to_builtins(act), stored)
    assert file.stem.split(".")[0].endswith(kind_of(act.body))


def holds(found: Any, stored: Any) -> bool:
    """Whether everything stored is found again, at any depth."""
    if isinstance(stored, dict):
        return all(name in found and holds(found[name], value) for name, value in stored.items())
    if isinstance(stored, list):
        return len(found) == len(stored) and all(map(holds, found, stored))
    return bool(found == stored)


def test_the_measure_of_stored_acts_bites():
    assert holds({"a": [1, {"b": 2}], "new": 0}, {"a": [1, {"b": 2}]})
    assert not holds({"a": [1, {"b": 3}]}, {"a": [1, {"b": 2}]})
    assert not holds({}, {"a": ""})


@pytest.mark.parametrize("file", NEWEST.values(), ids=lambda file: file.stem)
def test_there_and_back_gives_the_same_bytes(file):
    data = file.read_bytes().rstrip(b"\n")
    assert dump_act(load_act(data)) == data


def test_an_act_that_no_database_could_keep_is_not_written():
    act = load_act(STORED[0])
    with pytest.raises(ActUnreadable):
        dump_act(replace(act, person="a\0b"))


def test_stored_acts_are_one_chain():
    head = ""
    for data in CHAINED:
        assert load_act(data).previous == head
        head = chain(head, data)
    assert head == LAST_HASH


def test_a_chain_knows_its_past_and_every_byte():
    data = STORED[0]
    assert len({chain("", data), chain("0", data), chain("", data[:-1]), chain("", b"")}) == 4


def test_what_an_old_act_does_not_say_has_its_default():
    old = json.loads(CHAINED[-1])
    for name in ("since", "previous", "v"):
        del old[name]
    act = load_act(json.dumps(old).encode())
    assert (act.since, act.previous, act.v) == (0, "", 1)


@pytest.mark.parametrize(
    "spoil",
    [{"v": VERSION + 1}, {"n": "one"}, {"n": 2**70}, {"at": "2026-08-25T09:31:00"}, {"at": "yesterday"},
     {"at": "9999-12-31T23:59:59-05:00"}, {"at": "0001-01-01T00:00:00+05:00"}, {"body": {"kind": "sold"}},
     {"body": {}}, {"body": None}, {"person": 7},
     {"person": "a\0b"}, {"n": -1}, {"since": 2**40}],
    ids=str,
)  # fmt: skip
def test_an_act_that_cannot_be_read_is_told(spoil):
    spoiled = {**json.loads(STORED[0]), **spoil}
    with pytest.raises(ActUnreadable):
        load_act(json.dumps(spoiled).encode())


@pytest.mark.parametrize(
    "poison",
    [b"", b"\0", b"null", b"[]", b"{", b"{}", b'"act"', b"\xff\xfe{}", b'{"id":"\xff"}', b"1e999",
     b'{"x":' + b"[" * 100_000, b'{"id":"\\ud800"}', STORED[0][:-1], STORED[0] + STORED[0]],
    ids=range(14),
)  # fmt: skip
def test_poison_is_told(poison):
    with pytest.raises(ActUnreadable):
        load_act(poison)


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_else(data):
    with pytest.raises(ActUnreadable):
        load_act(data)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(STORED), st.data())
def test_a_damaged_act_is_unreadable_or_decided(stored, data):
    """One piece of the bytes is replaced by another; whatever still reads as an act is decided, not raised."""
    start = data.draw(st.integers(0, len(stored) - 1))
    end = data.draw(st.integers(start, min(start + 12, len(stored))))
    piece = data.draw(
        st.one_of(st.binary(max_size=6), st.sampled_from([b"null", b'""', b"0", b"-1", b"true", b"9999"]))
    )
    try:
        act = load_act(stored[:start] + piece + stored[end:])
    except ActUnreadable:
        return
    decided(act)


def decided(act: Act) -> None:
    case = Casework()
    case.file("0198e0c4-0000-7000-8000-000000000001")
    bounds = {"not_before": MORNING - timedelta(hours=1), "not_after": MORNING + timedelta(hours=1)}
    officer = replace(DIRECTOR, school=act.school)
    for row in decide(act, case.context(act, officer, **bounds)).effects:
        assert load_row(dump_row(row)) == row
    assert load_act(dump_act(act)) == act


@pytest.mark.parametrize("row", ROWS, ids=kind_of_row)
def test_a_row_goes_there_and_back(row):
    assert load_row(dump_row(row)) == row
    assert dump_row(load_row(dump_row(row))) == dump_row(row)


def test_applications_and_orders_are_rows_too():
    case = Casework()
    case.do(filing(), EXECUTOR)
    case.accept()
    case.do(an_order("one"))
    for key, row in case.rows.items():
        again = load_row(dump_row(row))
        assert (again, kind_of_row(again)) == (row, key[0])


def test_what_is_no_row_is_told():
    with pytest.raises(msgspec.ValidationError):
        load_row(b'{"row":"ghost","id":"1"}')
