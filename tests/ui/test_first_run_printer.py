"""What was said about the printer in the first run holds at every print."""

from __future__ import annotations

from desktop_app.settings import PREFERENCES, Preferences, keep_preferences, read_preferences


def test_preferences_are_kept_and_a_broken_file_is_as_if_nobody_had_said_anything(tmp_path):
    said = Preferences(language="ru", printer="HP", shift_right_mm=-1.5)
    keep_preferences(tmp_path, said)
    assert read_preferences(tmp_path) == said
    (tmp_path / PREFERENCES).write_text(
        '{"language": 7, "printer": "HP", "shift_down_mm": "x"}', encoding="utf-8"
    )
    assert read_preferences(tmp_path) == Preferences(printer="HP")
    for broken in ("", "[]", "{"):
        (tmp_path / PREFERENCES).write_text(broken, encoding="utf-8")
        assert read_preferences(tmp_path) == Preferences()
    assert read_preferences(tmp_path / "nowhere") == Preferences()
