"""This laptop's settings: `settings.toml` in its folder, then the environment."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from platformdirs import user_data_path

from kiosk.atomic_file import open_synced
from kiosk.errors import UnusableInput, WorldFailed

LANGUAGES = ("nl", "en")
THEMES = ("light", "dark")
_FILE = "settings.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """This laptop's settings; `camera` is a number, a name or a file, empty: the first one.

    `hub`: this laptop connects the others while the window is open.
    """

    language: str = "nl"
    theme: str = "light"
    camera: str = ""
    mirror: bool = True
    reduced_motion: bool = False
    hub: bool = False


def data_folder(given: Path | None, environment: Mapping[str, str] = os.environ) -> Path:
    """Return the data folder: the given one, else KIOSK_DATA, else the user's data folder."""
    if given is not None:
        return given
    if named := environment.get("KIOSK_DATA"):
        return Path(named)
    folder = user_data_path("kiosk", appauthor=False)
    if not folder.is_absolute():  # "~" is not expanded if the user has no home
        raise UnusableInput("error.no_home")
    return folder


def load_settings(folder: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """Read `settings.toml` and KIOSK_LANG; a KioskError names the invalid file or key."""
    path = folder / _FILE
    values: dict[str, object] = {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        pass  # all settings are optional
    except OSError as error:
        raise WorldFailed("error.settings_not_opened", path=path) from error
    except ValueError as error:
        raise UnusableInput("error.settings_unreadable", path=path) from error
    if language := environment.get("KIOSK_LANG"):
        if language not in LANGUAGES:
            raise UnusableInput("error.unknown_language", language=language)
        values["language"] = language
    return _checked(values, path)


def save_settings(folder: Path, changes: Mapping[str, str | bool]) -> None:
    """Change values in `settings.toml` atomically; comments and other keys stay."""
    import tomlkit  # noqa: PLC0415 - only for changing a setting

    path = (folder / _FILE).resolve()
    part = path.with_name(f"{_FILE}.part")
    try:
        document = tomlkit.parse(path.read_bytes().decode() if path.exists() else "")
        document.update(changes)
        with open_synced(part) as file:
            file.write(tomlkit.dumps(document).encode())
        part.replace(path)
    except OSError as error:
        raise WorldFailed("error.settings_not_saved", path=path) from error
    except ValueError as error:
        raise UnusableInput("error.settings_unreadable", path=path) from error


def _checked(values: Mapping[str, object], path: Path) -> Settings:
    kinds = {field.name: type(field.default) for field in fields(Settings)}
    choices = {"language": LANGUAGES, "theme": THEMES}
    for key, value in values.items():
        known = type(value) is kinds.get(key)
        if not known or (key in choices and value not in choices[key]):
            raise UnusableInput("error.settings_value", path=path, key=key)
    return Settings(**values)  # type: ignore[arg-type]  # each type was checked against its default
