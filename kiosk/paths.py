"""The paths of the program's own files, in a checkout and in an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_ROOT = _PACKAGE / "_data" if (_PACKAGE / "_data").is_dir() else _PACKAGE.parent
RESOURCES = _ROOT / "resources"
MIGRATIONS = _ROOT / "db"
