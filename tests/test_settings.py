"""A laptop's own settings: what they are without a file, and what is said of one that is wrong."""

from pathlib import Path

import pytest

from kiosk.errors import UnusableInput, WorldFailed
from kiosk.settings import Settings, data_folder, load_settings, save_settings


def refused(folder: Path, **environment: str) -> UnusableInput:
    with pytest.raises(UnusableInput) as error:
        load_settings(folder, environment)
    return error.value


def test_a_folder_that_is_none_has_the_usual_settings(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert load_settings(tmp_path, {}) == Settings()
    assert load_settings(tmp_path / "missing", {}) == Settings()
    assert load_settings(tmp_path / "file", {}) == Settings()


def test_the_environments_language_goes_before_the_files(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('language = "nl"\ntheme = "dark"\n')
    assert load_settings(tmp_path, {"KIOSK_LANG": "en"}) == Settings(language="en", theme="dark")


def test_a_wrong_language_of_the_environment_is_not_blamed_on_the_file(tmp_path: Path) -> None:
    assert refused(tmp_path, KIOSK_LANG="de").key == "error.unknown_language"


@pytest.mark.parametrize("text", ["theme = 3", 'theme = "pink"', "colour = 1", "mirror = 1"])
def test_a_wrong_value_is_named_by_its_key(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.toml").write_text(text)
    error = refused(tmp_path)
    assert (error.key, error.params["key"]) == ("error.settings_value", text.partition(" ")[0])


def test_a_file_that_is_no_settings_is_reported(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes(b"\xff][")
    assert refused(tmp_path).key == "error.settings_unreadable"


def test_a_settings_file_that_cannot_be_opened_is_reported(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    with pytest.raises(WorldFailed) as error:
        load_settings(tmp_path, {})
    assert error.value.key == "error.settings_not_opened"


def test_a_changed_setting_leaves_comments_and_the_rest_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    before = b'# of the north door\r\ntheme = "dark"  # it is dark there\r\ncamera = "0"\r\n'
    path.write_bytes(before)
    save_settings(tmp_path, {"camera": 'Logitech "C920"', "mirror": False})

    assert path.read_bytes().startswith(before[: before.index(b"camera")])
    assert load_settings(tmp_path, {}) == Settings(
        theme="dark", camera='Logitech "C920"', mirror=False
    )
    assert [file.name for file in tmp_path.iterdir()] == ["settings.toml"]


def test_the_first_changed_setting_makes_the_file(tmp_path: Path) -> None:
    save_settings(tmp_path, {"mirror": False})

    assert (tmp_path / "settings.toml").read_text() == "mirror = false\n"


def test_a_settings_file_that_cannot_be_read_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"\xff][")
    with pytest.raises(UnusableInput):
        save_settings(tmp_path, {"mirror": False})

    assert path.read_bytes() == b"\xff]["


def test_settings_that_cannot_be_written_are_the_worlds_failure(tmp_path: Path) -> None:
    with pytest.raises(WorldFailed) as error:
        save_settings(tmp_path / "missing", {"mirror": False})

    assert error.value.key == "error.settings_not_saved"


def test_a_user_without_a_home_is_asked_to_name_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.settings.user_data_path", lambda *_, **__: Path("~/.local/share"))
    with pytest.raises(UnusableInput) as error:
        data_folder(None, {})
    assert error.value.key == "error.no_home"
    assert data_folder(None, {"KIOSK_DATA": "here"}) == Path("here")
