"""A laptop's own settings: what they are without a file, and what is said of one that is wrong."""

from pathlib import Path

import pytest

from kiosk.errors import UnusableInput, WorldFailed
from kiosk.settings import Settings, load_settings


def refused(folder: Path, **environment: str) -> UnusableInput:
    with pytest.raises(UnusableInput) as told:
        load_settings(folder, environment)
    return told.value


def test_a_folder_that_is_none_has_the_usual_settings(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert load_settings(tmp_path, {}) == Settings()
    assert load_settings(tmp_path / "missing", {}) == Settings()
    assert load_settings(tmp_path / "file", {}) == Settings()


def test_the_environments_language_goes_before_the_files(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('language = "nl"\ntheme = "dark"\n')
    assert load_settings(tmp_path, {"KIOSK_LANG": "en"}) == Settings(language="en", theme="dark")


def test_a_wrong_language_of_the_environment_is_not_blamed_on_the_file(tmp_path: Path) -> None:
    assert refused(tmp_path, KIOSK_LANG="de").key == "unknown_language"


@pytest.mark.parametrize("text", ["theme = 3", 'theme = "pink"', "colour = 1", "mirror = 1"])
def test_a_wrong_value_is_named_by_its_key(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.toml").write_text(text)
    told = refused(tmp_path)
    assert (told.key, told.params["key"]) == ("settings_value", text.partition(" ")[0])


def test_a_file_that_is_no_settings_is_told(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes(b"\xff][")
    assert refused(tmp_path).key == "settings_unreadable"


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    with pytest.raises(WorldFailed) as told:
        load_settings(tmp_path, {})
    assert told.value.key == "settings_not_opened"
