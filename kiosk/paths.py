"""Where the program's own files are, from a checkout and from an installed wheel alike."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_ROOT = _PACKAGE / "_data" if (_PACKAGE / "_data").is_dir() else _PACKAGE.parent
RESOURCES = _ROOT / "resources"
MIGRATIONS = _ROOT / "db"
