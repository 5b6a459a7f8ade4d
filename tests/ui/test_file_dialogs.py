"""The dialogs for files and folders: what they offer, what they tell, and that they go."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.ui.file_dialogs import KEY_FILES, ask_file, ask_folder, ask_where

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

OPEN, SAVE = QFileDialog.AcceptMode.AcceptOpen, QFileDialog.AcceptMode.AcceptSave


@pytest.fixture
def over(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_name_is_offered_and_its_ending_put_behind_what_has_none(over, tmp_path):
    told: list[str] = []
    dialog = ask_where(over, "Кесте", ("XLSX (*.xlsx)",), "nobd.xlsx", told.append)
    assert (dialog.acceptMode(), dialog.nameFilters()) == (SAVE, ["XLSX (*.xlsx)"])
    assert dialog.selectedFiles()[0].endswith("nobd.xlsx")
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("басқа")
    dialog.accept()
    assert told == [str(tmp_path / "басқа.xlsx")]


def test_without_a_name_only_the_ending_is_known(over):
    dialog = ask_where(over, "Парақ", ("PDF (*.pdf)", "TXT (*.txt)"), ".pdf", lambda _: None)
    assert (dialog.defaultSuffix(), len(dialog.nameFilters())) == ("pdf", 2)
    dialog.reject()


def test_a_key_is_looked_for_among_key_files_and_a_folder_among_folders(over):
    key, folder = ask_file(over, "Кілт", KEY_FILES, print), ask_folder(over, "Қалта", print)
    assert (key.acceptMode(), key.nameFilters()) == (OPEN, [KEY_FILES])
    assert folder.fileMode() is QFileDialog.FileMode.Directory
    assert folder.testOption(QFileDialog.Option.ShowDirsOnly)
    key.reject()
    folder.reject()


def test_whoever_leaves_a_dialog_tells_nothing_and_it_is_gone(qtbot, over):
    told: list[str] = []
    ask_folder(over, "Қалта", told.append).reject()
    qtbot.waitUntil(lambda: not over.findChildren(QFileDialog))
    assert told == []
