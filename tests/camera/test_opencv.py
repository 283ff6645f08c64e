import ast
import os
import subprocess
import sys
from pathlib import Path

import kiosk

PACKAGE = Path(kiosk.__file__).parent
PRINT_QT = (
    "import os; from kiosk.camera.opencv import cv2;"
    "print(os.environ.get('QT_QPA_FONTDIR'), os.environ.get('QT_QPA_PLATFORM_PLUGIN_PATH'),"
    " os.environ.get('OPENCV_IO_MAX_IMAGE_PIXELS'), cv2.getNumThreads())"
)


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    plain = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    return plain | {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}


def test_importing_opencv_leaves_the_environment_as_it_was() -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("QT_", "OPENCV_"))}
    ran = subprocess.run(
        [sys.executable, "-c", PRINT_QT],
        env={**environment, "QT_QPA_FONTDIR": "/fonts"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.split() == ["/fonts", "None", "None", "1"]


def test_one_module_imports_cv2() -> None:
    importers = {path.name for path in PACKAGE.rglob("*.py") if "cv2" in imported(path)}
    assert importers == {"opencv.py"}


def test_importing_the_package_of_the_camera_imports_nothing_else() -> None:
    assert imported(PACKAGE / "camera" / "__init__.py") == set()
