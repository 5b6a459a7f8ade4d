"""A file for somebody outside is there whole or not at all; what is in the way is told in the office's words."""

from __future__ import annotations

import errno

import pytest

from admission.problems import ActRefused
from desktop_app.usecases.whole_file import whole_file


def test_it_is_there_when_all_of_it_is_written(tmp_path):
    path = tmp_path / "кесте.csv"
    path.write_text("ескі")
    with whole_file(path) as part:
        part.write_text("жаңа")
        assert path.read_text() == "ескі"
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("кесте.csv", "жаңа")]


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "export-disk-full"), (errno.EACCES, "export-closed")]
)
def test_what_stood_there_stays_when_the_medium_refuses(tmp_path, number, code):
    path = tmp_path / "кесте.csv"
    path.write_text("ескі")
    with pytest.raises(ActRefused, match=code), whole_file(path) as part:
        part.write_text("жар")
        raise OSError(number, "no")
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("кесте.csv", "ескі")]


def test_what_breaks_off_for_another_reason_leaves_nothing_and_is_told_as_it_is(tmp_path):
    with pytest.raises(KeyError), whole_file(tmp_path / "кесте.csv") as part:
        part.write_text("жар")
        raise KeyError
    assert list(tmp_path.iterdir()) == []
