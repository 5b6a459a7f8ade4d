"""`python -m desktop_app court`: the folder, or one sentence that says why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from desktop_app.__main__ import main
from desktop_app.models import replica_key
from desktop_app.usecases.file_application import file_application
from tests.desk import EXECUTOR, KEY, a_draft, make_desk
from tests.ui.keyrings import Drawer
from verification.folder_index import INDEX, read_index


@pytest.fixture
def data(tmp_path) -> Iterator[Path]:
    """The folder of a desk where one application was filed."""
    desk = make_desk(tmp_path)
    file_application(desk, EXECUTOR, a_draft())
    desk.replica.close()
    before = keyring.get_keyring()
    keyring.set_keyring(Drawer())
    replica_key.keep_in_keyring(str(tmp_path.resolve()), KEY)
    yield tmp_path
    keyring.set_keyring(before)


def court(data: Path, language: str, *more: str) -> int:
    return main(["--data", str(data), "--language", language, "court", *more])


def test_one_command_writes_the_folder_and_says_where(data, tmp_path, capsys):
    stick = tmp_path / "stick"
    stick.mkdir()
    assert court(data, "kk", "А-0001", str(stick)) == 0
    (folder,) = stick.iterdir()
    assert str(folder) in capsys.readouterr().out
    index = read_index((folder / INDEX).read_bytes())
    assert index is not None
    assert {one.code for one in index.gaps} == {"act-not-confirmed", "trust-empty", "centre-key-unknown"}


@pytest.mark.parametrize(("language", "told"), [("kk", "табылмады"), ("ru", "Нет ни"), ("en", "neither")])
def test_a_number_nobody_has_is_told_in_each_language(data, tmp_path, capsys, language, told):
    assert court(data, language, "Я-0009", str(tmp_path)) == 1
    assert told in capsys.readouterr().err
