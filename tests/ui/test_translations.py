import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.paths import RESOURCES
from kiosk.texts import LANGUAGES, load_words

FOLDER = RESOURCES / "translations"
TOOLS = Path(sys.executable).parent
SOURCES = sorted(str(path) for path in (Path(__file__).parents[2] / "kiosk" / "ui").rglob("*.py"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_is_left_untranslated(language: str) -> None:
    assert "unfinished" not in (FOLDER / f"kiosk_{language}.ts").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_labels_in_the_code_are_those_that_are_translated(
    language: str, tmp_path: Path
) -> None:
    committed = FOLDER / f"kiosk_{language}.ts"
    fresh = tmp_path / committed.name
    shutil.copy(committed, fresh)
    plurals = ["-pluralonly"] if language == "en" else []
    options = ["-locations", "none", "-no-obsolete", *plurals]
    subprocess.run(
        [TOOLS / "pyside6-lupdate", *SOURCES, "-ts", fresh, *options],
        check=True,
        capture_output=True,
    )

    assert fresh.read_text(encoding="utf-8") == committed.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_labels_are_those_of_the_source(language: str, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.qm"
    subprocess.run(
        [TOOLS / "pyside6-lrelease", FOLDER / f"kiosk_{language}.ts", "-qm", fresh],
        check=True,
        capture_output=True,
    )

    assert fresh.read_bytes() == (FOLDER / f"kiosk_{language}.qm").read_bytes()


def test_both_languages_have_the_same_sentences() -> None:
    dutch, english = (load_words(language) for language in LANGUAGES)

    assert set(dutch) == set(english)
